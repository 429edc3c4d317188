// A workbook as plain values, whatever read it, and how a cell becomes text. Called by the XLSForm reader and writer,
// and by the two places that turn .xlsx bytes into sheets: the desk and the command.

export type Cell = string | number | boolean | Date | null;
/** `rows[0]` is row 1 of Excel. Rows may be of different length. */
export type Sheet = { readonly name: string; readonly rows: readonly (readonly Cell[])[] };

const two = (value: number): string => String(value).padStart(2, '0');

/** Spreadsheets have no wall clock's zone: a reader gives the day and time that are shown, as UTC. */
function dayText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const day = `${String(date.getUTCFullYear()).padStart(4, '0')}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  // A time alone is kept as a part of day 0.
  if (date.getUTCFullYear() < 1900) return time;
  return time === '00:00:00' ? day : `${day}T${time}`;
}

/** A number the way Excel shows it: 15 digits, so that 0.1 + 0.2 is 0.3 and 3.0 is 3. */
const numberText = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(15))) : '';

/** What stands in a cell, without blanks around it. Line ends are `\n`. */
export function textOfCell(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return numberText(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if (typeof cell === 'string') return cell.replaceAll(/\r\n?/g, '\n').trim();
  return cell instanceof Date ? dayText(cell) : '';
}

/** Quotes that word processors make, and blanks that don't break, are not signs of the expression language. */
export const plainSigns = (text: string): string =>
  text
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/[\u201C\u201D]/g, '"')
    .replaceAll(/[\u00A0\u202F]/g, ' ');

/** How many letters have to be changed, added, taken away or swapped with their neighbour; `limit + 1` when it is more than `limit`. */
export function distance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit || one.length > 40) return limit + 1;
  let before: readonly number[] = [];
  let above: readonly number[] = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSwap =
        one[row - 1] === other[column - 2] &&
        one[row - 2] === other[column - 1] &&
        row > 1 &&
        column > 1;
      next.push(
        Math.min(
          (above[column] ?? 0) + 1,
          (next[column - 1] ?? 0) + 1,
          (above[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1),
          isSwap ? (before[column - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    before = above;
    above = next;
  }
  return Math.min(above[other.length] ?? limit + 1, limit + 1);
}
