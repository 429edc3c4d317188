// Medians, tables and dist/bench.json of the device bench. Called by device.bench.ts.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { CHROMIUM_FLAGS } from '../support/chromium.ts';
import { type Contender, type Round, type Step, STEPS, type StepName } from './contenders.ts';

const REPORT = new URL('../../dist/bench.json', import.meta.url);

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export type Medians = Readonly<Record<StepName | 'push + pull', Step>>;

export const medianStep = (steps: readonly Step[]): Step => ({
  ms: median(steps.map(({ ms }) => ms)),
  up: median(steps.map(({ up }) => up)),
  down: median(steps.map(({ down }) => down)),
  cpu: median(steps.map(({ cpu }) => cpu)),
});

export function mediansOf(rounds: readonly Round[]): Medians {
  const both = ({ push, pull }: Round): Step => ({
    ms: push.ms + pull.ms,
    up: push.up + pull.up,
    down: push.down + pull.down,
    cpu: push.cpu + pull.cpu,
  });
  const steps = STEPS.map(
    (step) => [step, medianStep(rounds.map((round) => round[step]))] as const,
  );
  return {
    ...(Object.fromEntries(steps) as Record<StepName, Step>),
    'push + pull': medianStep(rounds.map(both)),
  };
}

export type Measured = {
  readonly contender: Contender;
  readonly medians: Medians;
  readonly rounds: readonly Round[];
};

const kB = (bytes: number): number => Number((bytes / 1000).toFixed(1));
const ratio = (a: number, b: number): number => Number((a / b).toFixed(2));

/** One line a contender; the ratios say how many times its time ours takes: below 1 we are faster.
 * `cpu` is the processor time of browser and server together, which other work on the machine does not spoil. */
export function printRounds(title: string, all: readonly Measured[]): void {
  const ours = all.find(({ contender }) => contender.name === 'ours')!.medians;
  console.log(`\n${title}, medians of ${all[0]!.rounds.length} rounds, ms and kB`);
  console.table(
    Object.fromEntries(
      all.map(({ contender, medians }) => [
        contender.name,
        {
          write: Math.round(medians.write.ms),
          push: Math.round(medians.push.ms),
          pull: Math.round(medians.pull.ms),
          'push+pull': Math.round(medians['push + pull'].ms),
          'ours/it': ratio(ours['push + pull'].ms, medians['push + pull'].ms),
          'cpu push': Math.round(medians.push.cpu),
          'cpu pull': Math.round(medians.pull.cpu),
          'ours/it cpu': ratio(ours['push + pull'].cpu, medians['push + pull'].cpu),
          'push kB up': kB(medians.push.up),
          'push kB down': kB(medians.push.down),
          'pull kB down': kB(medians.pull.down),
          'ours/it up': ratio(ours.push.up, medians.push.up),
          'ours/it down': ratio(ours.pull.down, medians.pull.down),
          '10: push': Math.round(medians['ten changes, push'].ms),
          '10: pull': Math.round(medians['ten changes, pull'].ms),
          '10: kB up': kB(medians['ten changes, push'].up),
          '10: kB down': kB(medians['ten changes, pull'].down),
        },
      ]),
    ),
  );
}

/** What an acknowledgement of each is worth: speed alone would flatter whoever stores later. */
export function printWorth(who: readonly Contender[]): void {
  console.log('\nWhat is confirmed, and where it is by then');
  console.table(
    Object.fromEntries(
      who.map(({ name, acknowledges, keptAfterKill }) => [
        name,
        {
          'a write is confirmed once it is': acknowledges,
          'kept after kill -9 of the browser': keptAfterKill,
          'a push is confirmed once it is': "on the server's disk (fsync)",
        },
      ]),
    ),
  );
}

/** Keeps one part of the report; the other parts stay as they were measured last. */
export async function keep(part: string, figures: unknown): Promise<void> {
  const text = await readFile(REPORT, 'utf8').catch(() => '{}');
  const before = JSON.parse(text) as Record<string, unknown>;
  const [load = 0] = loadavg();
  const about = { at: new Date().toISOString(), cores: cpus().length, load, flags: CHROMIUM_FLAGS };
  await mkdir(new URL('.', REPORT), { recursive: true });
  await writeFile(
    REPORT,
    `${JSON.stringify({ ...before, [part]: { ...about, figures } }, null, 2)}\n`,
  );
}
