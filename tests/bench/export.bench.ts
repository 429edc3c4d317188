// 100,000 answers to 40 questions leave the server: how long it takes and how much memory the server's process ever held.
// `npm run bench -- tests/bench/export.bench.ts`; smaller: BENCH_ANSWERS=10000. Prints one line a file; below 300 MB is asserted.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { root } from '../support/sources.ts';

const ANSWERS = Number(process.env['BENCH_ANSWERS'] ?? 100_000);
const run = promisify(execFile);

type File = {
  readonly kind: string;
  readonly rows: number;
  readonly size: number;
  readonly whole: boolean;
  readonly seconds: number;
  readonly peak: number;
};

test(`${ANSWERS} answers as CSV, workbook and JSON`, async () => {
  const { stdout } = await run(
    process.execPath,
    ['tests/server/export-memory-run.ts', String(ANSWERS), '40', 'csv,xlsx,json'],
    { cwd: root },
  );
  const { files, results } = JSON.parse(stdout) as {
    files: readonly File[];
    results: { responses: number; seconds: number; peak: number };
  };
  for (const { kind, rows, size, seconds, peak } of files)
    console.log(
      `${kind}: ${rows} rows, ${Math.round(size / 1e6)} MB in ${seconds} s; ${peak} MB of memory`,
    );
  console.log(`results: ${results.seconds} s; ${results.peak} MB of memory`);
  for (const file of files) expect(file).toMatchObject({ rows: ANSWERS, whole: true });
  expect(Math.max(...files.map(({ peak }) => peak), results.peak)).toBeLessThan(300);
});
