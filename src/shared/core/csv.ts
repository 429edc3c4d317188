// Tables as CSV for spreadsheet programs. Pure; called by the exports of the desk.

export type CsvCell = string | number | boolean | null | undefined;

/** A text that a spreadsheet would take for a formula runs as one when the file is opened; an apostrophe makes it text again (OWASP, "CSV injection"). */
const FORMULA = /^[=+\-@\t\r]/;
/** Full-width twins of the same signs, which some programs fold to ASCII. */
const WIDE_FORMULA = /^[＝＋－＠]/;

function cellOf(cell: CsvCell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  const safe = FORMULA.test(cell) || WIDE_FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",;\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * RFC 4180 with semicolons, since a comma is the decimal sign in Latvia and its spreadsheets part cells so.
 * Begins with a byte order mark: without it they read UTF-8 as something else.
 */
export const csvOf = (rows: readonly (readonly CsvCell[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cellOf).join(';')).join('\r\n')}\r\n`;

/** One line of RFC 4180 with commas and its line end, as programs for data read it: no byte order mark before the first. */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(cellOf).join(',')}\r\n`;
