// What open lines cost: memory for each tablet that listens for pokes, how fast a poke reaches a place, and what one change that concerns
// everybody does to the server. Called by fleet.bench.ts.
import { setTimeout as wait } from 'node:timers/promises';
import { uuidv7 } from '#core/ids.ts';
import { makeStamp } from '#core/stamp.ts';
import { SCHEMA } from '#records/registry.ts';
import { registersOf, type WireRecord } from '#sync/wire.ts';
import type { Line } from './fleet-http.ts';
import type { Seeded } from './fleet-seed.ts';
import type { Watch } from './fleet-watch.ts';

export type LiveFigures = {
  readonly streams: number;
  /** Bytes for each open stream, after collecting garbage: of the whole process, and of its heap. */
  readonly bytesEach: number;
  readonly heapEach: number;
  /** Milliseconds until everybody at one place heard of a change there, and until all heard of one in `org`. */
  readonly placeMs: number;
  readonly everybodyMs: number;
  /** How long another request waited meanwhile. */
  readonly healthMs: number;
};

const random = (n: number): Uint8Array => crypto.getRandomValues(new Uint8Array(n));
const PATIENCE_MS = 60_000;

export async function openStreams(
  url: string,
  seeded: Seeded,
  line: Line,
  watch: Watch,
  steps: readonly number[],
): Promise<LiveFigures[]> {
  await wait(1500);
  const before = await watch.collected();
  const heard = new Map<number, number>();
  const closes: (() => void)[] = [];
  const figures: LiveFigures[] = [];
  for (const streams of steps) {
    while (closes.length < streams) {
      const batch = seeded.tablets.slice(closes.length, Math.min(streams, closes.length + 50));
      closes.push(
        ...(await Promise.all(
          batch.map(({ token, number }) =>
            line.stream(token, (text) => {
              if (text.includes('data:')) heard.set(number, performance.now());
            }),
          ),
        )),
      );
    }
    await wait(1000);
    const after = await watch.collected();
    const inPlace = seeded.tablets.slice(1, streams).filter(({ place }) => place.number === 0);
    heard.clear();
    let began = performance.now();
    await push(line, seeded.tablets[0]!.token, 'todo-list', seeded.tablets[0]!.place.scope, {
      title: 'Saraksts',
    });
    const placeMs = await allHeard(heard, inPlace.length, began);
    heard.clear();
    began = performance.now();
    await push(line, seeded.deskToken, 'site', 'org', { name: 'Jauna vieta' });
    const asked = performance.now();
    const health = fetch(`${url}/api/v1/health`).then(() => performance.now() - asked);
    const everybodyMs = await allHeard(heard, streams, began);
    figures.push({
      streams,
      bytesEach: (after.rss - before.rss) / streams,
      heapEach: (after.heapUsed - before.heapUsed) / streams,
      placeMs,
      everybodyMs,
      healthMs: await health,
    });
  }
  for (const close of closes) close();
  return figures;
}

async function push(
  line: Line,
  token: string,
  kind: 'todo-list' | 'site',
  scope: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const fields = registersOf(kind, values, makeStamp(Date.now() - 1000, 0, 'fleetliv'));
  const change: WireRecord = { kind, id: uuidv7(Date.now(), random), scope, fields };
  const { status } = await line.post('/sync', token, {
    schema: SCHEMA,
    now: Date.now(),
    cursors: {},
    changes: [change],
  });
  if (status !== 200) throw new Error(`the change was answered ${status}`);
}

/** Milliseconds until so many have heard; NaN when they have not within a minute. */
async function allHeard(
  heard: ReadonlyMap<number, number>,
  count: number,
  began: number,
): Promise<number> {
  while (heard.size < count) {
    if (performance.now() - began > PATIENCE_MS) return Number.NaN;
    await wait(5);
  }
  return Math.max(began, ...heard.values()) - began;
}
