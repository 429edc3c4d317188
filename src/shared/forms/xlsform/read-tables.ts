// CSV files that a form asks for, as its tables. Called by read-xlsform.ts.
import type { Table as Rows } from '../schema.ts';
import { readCsv } from './csv.ts';
import type { Issues, Place } from './issues.ts';
import { goodName } from './names.ts';

export function tableReader(
  files: Readonly<Record<string, string>>,
  tables: Map<string, Rows>,
  lists: ReadonlySet<string>,
  issues: Issues,
): (file: string, place: Place) => string {
  const known = new Map(
    Object.entries(files).map(([file, text]) => [file.toLowerCase().replace(/\.csv$/, ''), text]),
  );
  return (file, place) => {
    const stem = file.replace(/\.[A-Za-z]+$/, '').trim();
    const good = goodName(stem, 'file');
    const name = lists.has(good) ? `${good.slice(0, 55)}_csv` : good;
    if (tables.has(name)) return name;
    const text = known.get(stem.toLowerCase());
    if (text === undefined) {
      const isOther = /\.(?:xml|geojson)$/i.test(file);
      issues.warn(place, isOther ? 'file.format' : 'file.missing', {
        file: isOther ? file : `${stem}.csv`,
      });
    }
    tables.set(name, text === undefined ? { columns: ['name', 'label'], rows: [] } : readCsv(text));
    return name;
  };
}
