// .xlsx bytes to sheets and back, in the browser. Imported only with import(): the spreadsheet library comes with it and is fetched when used.
import { fail, ok, type Result } from '#core/result.ts';
import { archiveFault } from '#forms/xlsform/archive.ts';
import type { FileError } from '#forms/xlsform/issues.ts';
import type { Sheet } from '#forms/xlsform/sheets.ts';
import { readXlsx, writeXlsx } from 'hucre/xlsx';

/** The sheets of a workbook, or why it can't be read (text keys of the namespace `xlsform`). */
export async function readWorkbook(
  bytes: Uint8Array,
): Promise<Result<readonly Sheet[], FileError>> {
  const fault = archiveFault(bytes);
  if (fault !== undefined) return fail(fault);
  try {
    const { sheets } = await readXlsx(bytes);
    return ok(sheets.map(({ name, rows }) => ({ name, rows })));
  } catch {
    return fail('file.broken');
  }
}

export const writeWorkbook = (sheets: readonly Sheet[]): Promise<Uint8Array> =>
  writeXlsx({
    sheets: sheets.map(({ name, rows }) => ({
      name,
      rows: rows.map((row) => row.map((cell) => (typeof cell === 'string' ? escaped(cell) : cell))),
    })),
  });

/** Office Open XML reads `_x0041_` as A, so one that was written is told apart; control characters have no place in XML. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(/[^\P{Cc}\t\n]|[\uFFFE\uFFFF]/gu, '');
