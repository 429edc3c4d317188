// Short simulated worlds on PostgreSQL with two server processes, one of which is killed now and then in the middle of a request.
// Long ones: `npm run torture -- --seed 1 --seeds 50 --ops 1000 --store postgres`.
import { afterAll, expect, inject, test } from 'vitest';
import { dismissStandby, PostgresServer } from '../simulation/postgres-server.ts';
import { simulate } from '../simulation/run.ts';

afterAll(dismissStandby);

// 3 is put back to a backup, 10 goes over to a newer schema in small pages.
test.each([3, 10])(
  'seed %i: nothing lost, no false green, nothing apart',
  async (seed) => {
    const { findings, faults } = await simulate(
      { seed, devices: 6, ops: 300 },
      (means) => new PostgresServer(means, inject('databaseUrl')!),
    );
    expect(findings).toEqual([]);
    expect(faults).toBeGreaterThan(0);
  },
  120_000,
);
