// `npm run torture -- --seed 1 --devices 20 --ops 10000 [--seeds 50] [--store postgres]`: lives whole simulated worlds
// (tests/simulation), from --seed on, and prints one JSON line for each. Ends with 1 when anything was lost, falsely green or apart;
// says on stderr what. With --store postgres two server processes share a real PostgreSQL that is started for it, a database for each seed.
import { parseArgs } from 'node:util';
import { dismissStandby, PostgresServer, SERVERS } from './postgres-server.ts';
import { simulate } from './run.ts';
import { startPostgres } from '../support/postgres.ts';

const { values } = parseArgs({
  options: Object.fromEntries(
    ['seed', 'seeds', 'devices', 'ops', 'store'].map((name) => [name, { type: 'string' as const }]),
  ),
});

function number(name: string, fallback: number, least: number): number {
  const value = Number(values[name] ?? fallback);
  if (Number.isSafeInteger(value) && value >= least) return value;
  console.error(`--${name} must be a whole number of at least ${least}`);
  process.exit(2);
}

const [first, seeds] = [number('seed', 1, 0), number('seeds', 1, 1)];
const [devices, ops] = [number('devices', 20, 1), number('ops', 10_000, 1)];

const { store = 'sqlite' } = values;
if (store !== 'sqlite' && store !== 'postgres') {
  console.error('--store must be sqlite or postgres');
  process.exit(2);
}

const database = store === 'postgres' ? await startPostgres() : undefined;
const more = database ? { store, servers: SERVERS } : {};
let failed = false;
for (let seed = first; seed < first + seeds; seed += 1) {
  const {
    findings,
    state: _,
    ...line
  } = await simulate(
    { seed, devices, ops },
    database && ((means) => new PostgresServer(means, database.url)),
  );
  console.log(JSON.stringify({ ...line, ...more }));
  if (line.lost + line.falseGreen + line.diverged > 0) failed = true;
  for (const finding of findings.slice(0, 20)) console.error(`seed ${seed}: ${finding}`);
}
dismissStandby();
await database?.close();
process.exit(failed ? 1 : 0);
