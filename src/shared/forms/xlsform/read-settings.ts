// The settings sheet: its first filled row below the header. Called by read-xlsform.ts.
import { languageOf, type Language } from './languages.ts';
import type { Table } from './headers.ts';
import { isYes } from './expressions.ts';
import type { Issues, Place } from './issues.ts';
import { textOfCell } from './sheets.ts';

export type Settings = {
  title?: string;
  formId?: string;
  version?: string;
  instanceName?: string;
  instancePlace?: Place;
  language?: Language;
  duplicates: boolean;
};

export function readSettings(table: Table | undefined, issues: Issues): Settings {
  const settings: Settings = { duplicates: false };
  if (table === undefined) return settings;
  const row = table.rows.findIndex(
    (cells, index) => index >= table.first && cells.some((cell) => textOfCell(cell) !== ''),
  );
  if (row < 0) return settings;
  for (const column of table.columns) {
    const text = textOfCell(table.rows[row]?.[column.index]);
    if (text === '') continue;
    const place = { sheet: table.name, row: row + 1, column: column.header };
    if (column.field === 'form_title') settings.title = text;
    else if (column.field === 'form_id') settings.formId = text;
    else if (column.field === 'version') settings.version = text;
    else if (column.field === 'instance_name') {
      settings.instanceName = text;
      settings.instancePlace = place;
    } else if (column.field === 'default_language') settings.language = languageOf(text);
    else if (column.field === 'allow_choice_duplicates') settings.duplicates = isYes(text);
    else if (column.field === 'public_key') issues.warn(place, 'encryption');
  }
  return settings;
}
