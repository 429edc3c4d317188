// The server's memory grows with what is under way, not with what is stored: ten times the records, pushed, pulled and healed by several
// tablets, leave the heap as it was.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import { root } from '../support/sources.ts';

const run = promisify(execFile);
const [FEW, MANY, READERS, LINES] = [2000, 20_000, 4, 12];

// The run opens an SQLite store; what it looks for lies above the store and is the same on both.
test.skipIf(inject('databaseUrl') !== undefined)(
  'with 20,000 records the heap is as large as with 2,000, and lines that are closed leave nothing',
  { timeout: 120_000 },
  async () => {
    const { stdout } = await run(
      process.execPath,
      ['--expose-gc', 'tests/server/memory-run.ts', ...[FEW, MANY, READERS, LINES].map(String)],
      { cwd: root },
    );
    const { withFew, withMany, lines, withLines, afterLines, stored } = JSON.parse(
      stdout,
    ) as Record<string, number>;
    expect(stored).toBe(MANY);
    // The 18,000 records more are 16 MB of text, and a tenth of the heap is 2 MB.
    expect(withMany! / withFew!).toBeLessThan(1.1);
    expect(lines).toBe(LINES);
    expect((withLines! - withMany!) / lines!).toBeLessThan(100_000);
    expect(afterLines! / withMany!).toBeLessThan(1.02);
  },
);
