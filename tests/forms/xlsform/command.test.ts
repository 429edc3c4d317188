// The command `import-survey` as a shell sees it: one JSON object, an exit code, never a stack trace.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, expect, test, vi } from 'vitest';
import { writeWorkbook } from '#features/desk/workbook.ts';
import { ERRORS, FILE_ERRORS, WARNINGS } from '#forms/xlsform/issues.ts';
import sentences from '../../../locales/en/xlsform.json' with { type: 'json' };
import { projectNode } from '../../../src/tooling/paths.mjs';
import { root } from '../../support/sources.ts';
import { book, survey, YES_NO, type Rows } from './book.ts';

const folder = mkdtempSync(join(tmpdir(), 'vestnesis-survey-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Report = {
  readonly title: string;
  readonly languages: readonly string[];
  readonly questions: number;
  readonly warnings: readonly { readonly message: string; readonly row: number }[];
  readonly errors: readonly { readonly sheet: string; readonly message: string; readonly row: number; readonly column: string }[];
}; // prettier-ignore

/** A node has to start for each; the machine may be busy. */
vi.setConfig({ testTimeout: 60_000 });

const COMMAND = 'src/commands/import-survey.ts';
type Ran = { readonly code: number; readonly report: Report; readonly noise: string };
const run = (file: string | undefined, script = COMMAND): Promise<Ran> =>
  new Promise((resolve) => {
    const command = execFile(
      projectNode,
      [join(root, script), ...(file === undefined ? [] : [file])],
      { env: { ...process.env, INIT_CWD: folder } },
      (_, output, noise) =>
        resolve({ code: command.exitCode ?? -1, report: JSON.parse(output) as Report, noise }),
    );
  });

function put(name: string, bytes: Uint8Array | string): string {
  writeFileSync(join(folder, name), bytes);
  return name;
}
const xlsx = (sheets: Readonly<Record<string, Rows>>) => writeWorkbook(book(sheets));

test('a good form, with the table that lies beside it', async () => {
  put('towns.csv', 'name,label\nriga,R\n');
  const rows = survey(['select_one yn', 'q', 'Q'], ['select_one_from_file towns.csv', 't', 'T']);
  const { code, report, noise } = await run(
    put('Good form.xlsx', await xlsx({ survey: rows, choices: YES_NO })),
    'src/tooling/import-survey.mjs',
  );
  expect({ code, noise }).toEqual({ code: 0, noise: '' });
  expect(report).toEqual({
    title: 'Good form', languages: ['default'], questions: 2, groups: 0, repeats: 0, calculations: 0,
    relevant: 0, constraints: 0, choices: 2, warnings: [], errors: [],
  }); // prettier-ignore
});

test('a wrong form names sheet, row, column and fix', async () => {
  const bytes = await xlsx({
    survey: survey(['select_one nowhere', 'q', 'Q'], ['telepathy', 'r', 'R']),
  });
  const { code, report } = await run(put('wrong.xlsx', bytes));
  expect(code).toBe(1);
  expect(report.errors).toEqual([
    {
      sheet: 'survey', row: 2, column: 'type',
      message: 'There is no list “nowhere” on the sheet “choices”. Add its choices, or correct the name of the list.',
    },
  ]); // prettier-ignore
  expect(report.warnings.map(({ row }) => row)).toEqual([3]);
});

test('a table is looked for beside the form only', async () => {
  const rows = survey(['select_one_from_file ../../etc/passwd.csv', 't', 'T']);
  const { code, report } = await run(put('path.xlsx', await xlsx({ survey: rows })));
  expect(code).toBe(0);
  expect(report.warnings[0]?.message).toMatch(/is not there/);
});

/** One stored entry that unpacks to far more than its bytes; `declared` is what the table of contents says. */
function bomb(size: number, declared: number): Uint8Array {
  const packed = deflateRawSync(Buffer.alloc(size));
  const name = Buffer.from('xl/workbook.xml');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(declared, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(declared, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, entry, name, end]);
}

const good = await xlsx({ survey: survey(['text', 'q', 'Q']) });
const OLE = Uint8Array.from([
  0xd0,
  0xcf,
  0x11,
  0xe0,
  0xa1,
  0xb1,
  0x1a,
  0xe1,
  ...Array.from({ length: 600 }, () => 0),
]);
test.each<[string, Uint8Array | string | undefined, RegExp]>([
  ['a file that is not there', undefined, /There is no file/],
  ['an empty file', '', /is empty/],
  ['a text file', 'type,name,label\ntext,q,Q\n', /not an \.xlsx/],
  ['an old .xls', OLE, /not an \.xlsx/],
  ['one with a password', Buffer.concat([OLE, Buffer.from('EncryptedPackage', 'utf16le')]), /password/],
  ['a file copied half', good.slice(0, good.length / 2), /damaged/],
  ['a file with its middle gone', Uint8Array.from(good, (byte, at) => (at > 200 && at < 900 ? 0 : byte)), /damaged/],
  ['a ZIP of something else', bomb(100, 100), /damaged/],
  ['a bomb', bomb(200_000_000, 200_000_000), /too large/],
  ['a bomb that lies about its size', bomb(200_000_000, 1000), /damaged/],
  ['a bomb that hides its size', bomb(200_000_000, 0), /damaged/],
  ['a workbook without a survey', await xlsx({ Budget: [['month', 'sum'], [1, 2]] }), /no sheet named “survey”/],
])('%s is one clear error', async (name, bytes, message) => {
  const file = `${name}.xlsx`;
  if (bytes !== undefined) put(file, bytes);
  const { code, report, noise } = await run(file);
  expect({ code, noise }).toEqual({ code: 1, noise: '' });
  expect(report.errors).toHaveLength(1);
  expect(report.errors[0]?.message).toMatch(message);
}); // prettier-ignore

test('without a file it says how it is called; a folder is no file', async () => {
  const nothing = await run(undefined);
  expect(nothing.code).toBe(1);
  expect(nothing.report.errors[0]?.message).toMatch(/npm run --silent import-survey/);
  expect((await run('.')).code).toBe(1);
});

test('every code has its sentence, and no sentence is left over', () => {
  expect(Object.keys(sentences).toSorted()).toEqual(
    [...ERRORS, ...FILE_ERRORS, ...WARNINGS].toSorted(),
  );
});
