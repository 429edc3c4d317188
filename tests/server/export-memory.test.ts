// An export takes the memory of a page and not of all answers: the file that leaves has every row, is what its checksum says, and the
// process that made it stays below 300 MB. 100,000 answers to 40 questions: tests/bench/export.bench.ts.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import { root } from '../support/sources.ts';

const run = promisify(execFile);
const [MANY, QUESTIONS] = [4000, 20];

type Line = {
  readonly files: readonly {
    readonly kind: string;
    readonly status: number;
    readonly rows: number;
    readonly lines: number;
    readonly size: number;
    readonly told: number;
    readonly whole: boolean;
    readonly peak: number;
  }[];
  readonly results: { readonly responses: number; readonly peak: number };
};

// The run opens an SQLite store; the writers lie above the store and are the same on both.
test.skipIf(inject('databaseUrl') !== undefined)(
  `${MANY} answers leave as CSV, workbook and JSON with their row count and checksum, below 300 MB`,
  { timeout: 120_000 },
  async () => {
    const { stdout } = await run(
      process.execPath,
      [
        'tests/server/export-memory-run.ts',
        String(MANY),
        String(QUESTIONS),
        'csv,xlsx,csv.zip,json',
      ],
      { cwd: root },
    );
    const { files, results } = JSON.parse(stdout) as Line;
    expect(files.map(({ kind }) => kind)).toEqual(['csv', 'xlsx', 'csv.zip', 'json']);
    for (const file of files) {
      expect(file).toMatchObject({ status: 200, rows: MANY, whole: true, size: file.told });
      expect(file.peak).toBeLessThan(300);
    }
    expect(files[0]!.lines).toBe(MANY + 1);
    expect(results.responses).toBe(MANY);
  },
);
