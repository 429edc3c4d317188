// CSV files that come with a form (RFC 4180, comma or semicolon). Called by the XLSForm reader and by the export of a form's tables.
import type { Form, Table } from '../schema.ts';

/** Every cell as text. Never fails: a quote that is not closed runs to the end. */
export function readCsv(text: string): Table {
  const source = text.replace(/^\uFEFF/, '');
  const first = source.slice(0, source.search(/[\r\n]|$/));
  const comma = first.split(';').length > first.split(',').length ? ';' : ',';
  const rows: string[][] = [];
  const sign = comma === ';' ? /[;"\r\n]/g : /[,"\r\n]/g;
  let row: string[] = [];
  let cell = '';
  let at = 0;
  const endCell = (): void => {
    row.push(cell.trim());
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    if (row.some((one) => one !== '')) rows.push(row);
    row = [];
  };
  while (at < source.length) {
    sign.lastIndex = at;
    const hit = sign.exec(source);
    const end = hit?.index ?? source.length;
    cell += source.slice(at, end);
    at = end + 1;
    if (hit === null) break;
    if (hit[0] === comma) endCell();
    else if (hit[0] === '"') {
      for (;;) {
        const close = source.indexOf('"', at);
        cell += source.slice(at, close < 0 ? source.length : close);
        at = close < 0 ? source.length : close + 1;
        if (source[at] !== '"') break;
        cell += '"';
        at += 1;
      }
    } else {
      if (hit[0] === '\r' && source[at] === '\n') at += 1;
      endRow();
    }
  }
  endRow();
  const [columns = [], ...body] = rows;
  return { columns, rows: body.map((one) => columns.map((_, index) => one[index] ?? '')) };
}

const quoted = (cell: string): string =>
  /[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** File name -> CSV text of every table of a form; an .xlsx can't hold them. */
export const csvFilesOf = (form: Form): Record<string, string> =>
  Object.fromEntries(
    Object.entries(form.tables ?? {}).map(([name, { columns, rows }]) => [
      `${name}.csv`,
      [columns, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join(''),
    ]),
  );
