// One simulated run: a seed becomes tablets, people, places and a long list of events; then quiet, then the proof.
// Everything but the events is real: the device room, the server app, its store. Called by the tests here and by `npm run torture`.
import { hashText, lanesHex } from '#core/hash.ts';
import { ACTIONS } from './actions.ts';
import { differences, falseGreens } from './proof.ts';
import { knowNextSchema } from '../support/next-schema.ts';
import type { MakeServer } from './server.ts';
import { SqliteServer } from './sqlite-server.ts';
import { type Plan, Run } from './world.ts';

export type Outcome = Plan & {
  readonly faults: number;
  readonly lost: number;
  readonly falseGreen: number;
  readonly diverged: number;
  readonly ms: number;
  /** What was wrong, a line each. */
  readonly findings: readonly string[];
  /** Fingerprint of the server's final state: the same seed gives the same one. */
  readonly state: string;
};

async function fingerprint(run: Run): Promise<string> {
  const all = await run.server.store.read((reading) =>
    Promise.all(run.records.map((key) => reading.record(key))),
  );
  return lanesHex(hashText(JSON.stringify(all.map((record) => record?.fields ?? null))));
}

export async function simulate(
  plan: Plan,
  makeServer: MakeServer = (means) => new SqliteServer(means),
): Promise<Outcome> {
  const started = performance.now();
  // Compression goes through threads whose pace is not ours; a request's time limit would be a timer of the real clock.
  const { CompressionStream: compression } = globalThis;
  // oxlint-disable-next-line typescript/unbound-method
  const { timeout } = AbortSignal;
  // Failures that were asked for are no news.
  const { error, warn } = console;
  console.error = console.warn = () => {};
  Reflect.deleteProperty(globalThis, 'CompressionStream');
  AbortSignal.timeout = () => new AbortController().signal;
  knowNextSchema();
  const run = new Run(plan, makeServer);
  try {
    await run.settle(plan.devices);
    const without = new Set(plan.without);
    const bag = ACTIONS.filter(({ name }) => !without.has(name)).flatMap(({ weight, act }) =>
      Array.from({ length: weight }, () => act),
    );
    const early = await run.live(bag);
    const restless = await run.quiet();
    const lost = (await run.model.lost(run.server.store, run.tablets)).map(
      (write) => `lost: ${JSON.stringify(write)}`,
    );
    const greens = [...early];
    const apart = [...restless, ...run.server.troubles];
    for (const tablet of run.tablets) {
      if (!tablet.device.identity.value || tablet.device.identity.value.signedOut) continue;
      greens.push(...(await run.server.store.read((reading) => falseGreens(tablet, reading))));
      apart.push(...(await run.server.store.read((reading) => differences(tablet, reading))));
    }
    return {
      ...plan,
      faults: run.faults,
      lost: lost.length,
      falseGreen: greens.length,
      diverged: apart.length,
      ms: Math.round(performance.now() - started),
      findings: [...lost, ...greens, ...apart],
      state: await fingerprint(run),
    };
  } finally {
    await run.close();
    AbortSignal.timeout = timeout;
    Object.assign(console, { error, warn });
    globalThis.CompressionStream = compression;
  }
}
