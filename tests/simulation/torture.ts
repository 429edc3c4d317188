// `npm run torture -- --seed 1 --devices 20 --ops 10000 [--seeds 50]`: lives whole simulated worlds (tests/simulation), from --seed on,
// and prints one JSON line for each. Ends with 1 when anything was lost, falsely green or apart; says on stderr what.
import { parseArgs } from 'node:util';
import { simulate } from './run.ts';

const { values } = parseArgs({
  options: Object.fromEntries(
    ['seed', 'seeds', 'devices', 'ops'].map((name) => [name, { type: 'string' as const }]),
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

let failed = false;
for (let seed = first; seed < first + seeds; seed += 1) {
  const { findings, state: _, ...line } = await simulate({ seed, devices, ops });
  console.log(JSON.stringify(line));
  if (line.lost + line.falseGreen + line.diverged > 0) failed = true;
  for (const finding of findings.slice(0, 20)) console.error(`seed ${seed}: ${finding}`);
}
process.exit(failed ? 1 : 0);
