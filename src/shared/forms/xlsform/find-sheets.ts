// Which sheet of a workbook is which, though its name may be misspelt. Called by read-xlsform.ts.
import type { Issues } from './issues.ts';
import { distance, textOfCell, type Sheet } from './sheets.ts';

const NAMES = ['survey', 'choices', 'settings', 'external_choices', 'entities', 'osm'] as const;
export type SheetName = (typeof NAMES)[number];

/** Sheets by their name, whatever its case; a name wrong by a letter or two counts when the right one is missing. */
export function sheetsByName(sheets: readonly Sheet[], issues: Issues): Map<SheetName, Sheet> {
  const plain = (name: string): string =>
    name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_');
  const found = new Map<SheetName, Sheet>();
  for (const sheet of sheets) {
    const name = NAMES.find((one) => one === plain(sheet.name));
    if (name !== undefined && !found.has(name)) found.set(name, sheet);
  }
  const named = new Set(found.values());
  const rename = (name: SheetName, sheet: Sheet): void => {
    found.set(name, sheet);
    named.add(sheet);
    issues.warn({ sheet: sheet.name, row: 0, column: '' }, 'sheet.renamed', {
      sheet: sheet.name,
      as: name,
    });
  };
  for (const name of NAMES) {
    if (found.has(name) || name === 'osm') continue;
    const near = sheets.find(
      (sheet) =>
        !named.has(sheet) &&
        !sheet.name.startsWith('_') &&
        distance(plain(sheet.name), name, 2) <= 2,
    );
    if (near !== undefined) rename(name, near);
  }
  const [lone] = sheets.filter(
    (sheet) =>
      !named.has(sheet) &&
      (sheet.rows[0] ?? []).some((cell) => textOfCell(cell).toLowerCase() === 'type') &&
      (sheet.rows[0] ?? []).some((cell) => textOfCell(cell).toLowerCase() === 'name'),
  );
  if (!found.has('survey') && lone !== undefined) rename('survey', lone);
  return found;
}
