// Writes an export row by row into a file that has no name, and says how many rows it has and its SHA-256 before a byte is sent.
// Called by routes/survey-results.ts. Memory holds one chunk of each sheet, however many rows there are.
import { csvLine } from '#core/csv.ts';
import { FileOut } from './file-out.ts';
import { type Cell, rowXml, sheetEnd, sheetNames, sheetStart, workbookParts } from './sheet-xml.ts';
import { writeZip, ZipEntry } from './zip-out.ts';

export type ExportKind = 'csv' | 'csv.zip' | 'xlsx' | 'json';
export type SheetHead = { readonly name: string; readonly head: readonly string[] };

export type MadeFile = {
  readonly size: number;
  /** SHA-256 in base64. */
  readonly digest: string;
  /** Rows of each sheet, heads not counted. */
  readonly rows: readonly number[];
  /** To be read once; without that, close. */
  readonly stream: () => ReadableStream<Uint8Array>;
  readonly close: () => Promise<void>;
};

export type ExportWriter = {
  readonly row: (sheet: number, cells: readonly Cell[]) => Promise<void>;
  readonly finish: () => Promise<MadeFile>;
  /** Lets go of everything, when the export can't be ended. */
  readonly abandon: () => Promise<void>;
};

async function madeOf(file: FileOut, rows: readonly number[]): Promise<MadeFile> {
  const digest = await file.finish();
  return { size: file.size, digest, rows, stream: () => file.stream(), close: file.close };
}

/** Sheets after the first are left out: one CSV file is one table. */
async function csvWriter([first]: readonly SheetHead[]): Promise<ExportWriter> {
  const file = await FileOut.open();
  await file.text(csvLine(first?.head ?? []));
  let rows = 0;
  return {
    row: async (sheet, cells) => {
      if (sheet > 0) return;
      rows += 1;
      await file.text(csvLine(cells));
    },
    finish: () => madeOf(file, [rows]),
    abandon: file.close,
  };
}

type SheetText = {
  readonly entry: (name: string, at: number) => string;
  readonly start: string;
  readonly row: (cells: readonly Cell[], number: number) => string;
  readonly end: string;
};
const CSV_SHEETS: SheetText = {
  entry: (name) => `${name}.csv`,
  start: '',
  row: csvLine,
  end: '',
};
const XML_SHEETS: SheetText = {
  entry: (_, at) => `xl/worksheets/sheet${at + 1}.xml`,
  start: sheetStart,
  row: rowXml,
  end: sheetEnd,
};

async function zipWriter(
  sheets: readonly SheetHead[],
  names: readonly string[],
  how: SheetText,
  parts: Readonly<Record<string, string>>,
): Promise<ExportWriter> {
  const others = await Promise.all(Object.keys(parts).map(ZipEntry.open));
  const entries = await Promise.all(names.map((name, at) => ZipEntry.open(how.entry(name, at))));
  const all = [...others, ...entries];
  const rows = sheets.map(() => 0);
  for (const [at, text] of Object.values(parts).entries()) await others[at]!.text(text);
  for (const [at, { head }] of sheets.entries())
    await entries[at]!.text(how.start + how.row(head, 1));
  const abandon = async (): Promise<void> => {
    await Promise.all(all.map(({ packed }) => packed.close()));
  };
  return {
    row: (sheet, cells) => {
      const number = rows[sheet]! + 1;
      rows[sheet] = number;
      // The head is the first row.
      return entries[sheet]!.text(how.row(cells, number + 1));
    },
    finish: async () => {
      for (const entry of entries) await entry.text(how.end);
      for (const entry of all) await entry.finish();
      const file = await writeZip(all);
      await abandon();
      return madeOf(file, rows);
    },
    abandon,
  };
}

/** One CSV file, several in a zip, or a workbook. */
export function openTableExport(
  kind: Exclude<ExportKind, 'json'>,
  sheets: readonly SheetHead[],
): Promise<ExportWriter> {
  if (kind === 'csv') return csvWriter(sheets);
  if (kind === 'xlsx') {
    const names = sheetNames(sheets.map(({ name }) => name));
    return zipWriter(sheets, names, XML_SHEETS, workbookParts(names));
  }
  const [main, ...repeats] = sheets.map(({ name }) => name);
  const names = [main ?? '', ...repeats.map((name) => `${main}-${name}`)];
  return zipWriter(sheets, names, CSV_SHEETS, {});
}

export type JsonWriter = Omit<ExportWriter, 'row'> & {
  readonly row: (value: object) => Promise<void>;
};

/** An array, an element a line. */
export async function openJsonExport(): Promise<JsonWriter> {
  const file = await FileOut.open();
  let rows = 0;
  return {
    row: (value) => file.text(`${(rows += 1) === 1 ? '[' : ','}\n${JSON.stringify(value)}`),
    finish: async () => {
      await file.text(rows === 0 ? '[]\n' : '\n]\n');
      return madeOf(file, [rows]);
    },
    abandon: file.close,
  };
}
