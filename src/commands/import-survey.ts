// `npm run --silent import-survey -- FILE.xlsx`: prints what an XLSForm holds and what is wrong with it as one JSON object.
// Exit 0 when the form can be used, 1 with errors. Started by src/tooling/import-survey.mjs.
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import sentences from '../../locales/en/xlsform.json' with { type: 'json' };
import { archiveFault } from '#forms/xlsform/archive.ts';
import type { FileError, Issue } from '#forms/xlsform/issues.ts';
import { readXlsForm, type Imported } from '#forms/xlsform/read-xlsform.ts';
import type { Sheet } from '#forms/xlsform/sheets.ts';
import { readXlsx } from 'hucre/xlsx';

/** No form, and no table beside one, is larger. */
const MOST_BYTES = 60_000_000;

type Told = {
  readonly sheet: string;
  readonly row: number;
  readonly column: string;
  readonly message: string;
};

const sentence = (code: string, params: Readonly<Record<string, string>>): string =>
  ((sentences as Record<string, string>)[code] ?? code).replaceAll(
    /\{\{(\w+)\}\}/g,
    (_, name: string) => params[name] ?? '',
  );
const told = ({ sheet, row, column, code, params }: Issue): Told => ({
  sheet,
  row,
  column,
  message: sentence(code, params),
});

function print(report: object, isUsable: boolean): void {
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = isUsable ? 0 : 1;
}

const unread = (message: string): void =>
  print(
    {
      title: '',
      languages: [],
      questions: 0,
      groups: 0,
      repeats: 0,
      calculations: 0,
      relevant: 0,
      constraints: 0,
      choices: 0,
      warnings: [],
      errors: [{ sheet: '', row: 0, column: '', message }],
    },
    false,
  );

function bytesOf(path: string): Uint8Array | FileError {
  try {
    const { size } = statSync(path);
    return size > MOST_BYTES ? 'file.large' : readFileSync(path);
  } catch {
    return 'file.away';
  }
}

async function sheetsOf(path: string): Promise<readonly Sheet[] | FileError> {
  const bytes = bytesOf(path);
  if (typeof bytes === 'string') return bytes;
  const fault = archiveFault(bytes);
  if (fault !== undefined) return fault;
  try {
    return (await readXlsx(bytes)).sheets.map(({ name, rows }) => ({ name, rows }));
  } catch {
    return 'file.broken';
  }
}

/** Read once to learn which files the form asks for, and again with those that lie beside it. */
function withFiles(sheets: readonly Sheet[], folder: string): Imported {
  const first = readXlsForm(sheets);
  const asked = first.warnings.flatMap(({ code, params }) =>
    code === 'file.missing' ? [params['file'] ?? ''] : [],
  );
  const files = new Map<string, string>();
  for (const file of asked) {
    // Only beside the form: a name from a cell leads nowhere else.
    const bytes = file === basename(file) ? bytesOf(join(folder, file)) : 'file.away';
    if (typeof bytes !== 'string') files.set(file, new TextDecoder().decode(bytes));
  }
  return files.size === 0 ? first : readXlsForm(sheets, Object.fromEntries(files));
}

const [given] = process.argv.slice(2);
if (given === undefined) unread('Say which file: npm run --silent import-survey -- FILE.xlsx');
else {
  const path = resolve(process.env['INIT_CWD'] ?? process.cwd(), given);
  const file = basename(path);
  const sheets = await sheetsOf(path);
  if (typeof sheets === 'string') unread(sentence(sheets, { file }));
  else {
    const { form, title, languages, counts, warnings, errors } = withFiles(sheets, dirname(path));
    print(
      {
        title: title === '' ? file.replace(/\.xlsx$/i, '') : title,
        languages: languages.map(({ name, code }) =>
          name.toLowerCase() === code ? name : `${name} (${code})`,
        ),
        ...counts,
        warnings: warnings.map(told),
        errors: errors.map(told),
      },
      form !== undefined,
    );
  }
}
