// The proof after a storm: a tablet that never synced pulls everything as the coordinator may see it, counts the digests, and looks for every
// register that was ever acknowledged. Called by fleet.bench.ts.
import { addLanes, type Lanes, lanesHex, NO_LANES } from '#core/hash.ts';
import { sameJson } from '#core/json.ts';
import { SCHEMA } from '#records/registry.ts';
import { recordLanes, stampsOf } from '#sync/digest.ts';
import type { Fields, WireRecord } from '#sync/wire.ts';
import type { Tally } from './fleet-device.ts';
import { type Line, readPage } from './fleet-http.ts';
import type { Seeded, SeededTablet } from './fleet-seed.ts';
import { weekOf } from './fleet-work.ts';

/** What a new tablet of an ambassador takes in before it can begin. */
export async function firstSync(
  line: Line,
  token: string,
): Promise<{ readonly records: number; readonly kB: number; readonly seconds: number }> {
  const began = performance.now();
  const before = line.bytes.down;
  let cursors: Readonly<Record<string, number>> = {};
  for (let records = 0; ;) {
    const { status, body } = await line.post('/sync', token, {
      schema: SCHEMA,
      now: Date.now(),
      cursors,
      columns: [],
      changes: [],
    });
    if (status !== 200) throw new Error(`the new tablet was answered ${status}`);
    const answer = readPage(body);
    records += answer.changes.length;
    ({ cursors } = answer);
    if (!answer.more)
      return {
        records,
        kB: (line.bytes.down - before) / 1000,
        seconds: (performance.now() - began) / 1000,
      };
  }
}

export type Proof = {
  readonly records: number;
  /** Registers that were acknowledged, and those of them that are missing or older than what was sent. */
  readonly registers: number;
  readonly lost: number;
  /** Digests that the fresh tablet counted otherwise than the server. */
  readonly differing: number;
  readonly seconds: number;
};

export async function proveNothingLost(seeded: Seeded, line: Line, tally: Tally): Promise<Proof> {
  const began = performance.now();
  const tabletsIn = new Map<string, SeededTablet[]>();
  for (const tablet of seeded.tablets) {
    const { scope } = tablet.place;
    tabletsIn.set(scope, [...(tabletsIn.get(scope) ?? []), tablet]);
  }
  const sums = new Map<string, Lanes>();
  let cursors: Readonly<Record<string, number>> = {};
  let records = 0;
  let registers = 0;
  let lost = 0;
  /** What was acknowledged at a place and has not come yet; each place is filled when its first record comes, in whatever order they come. */
  const awaited = new Map<string, Map<string, WireRecord>>();
  const awaitedIn = (scope: string): Map<string, WireRecord> => {
    const known = awaited.get(scope);
    if (known) return known;
    const found = new Map<string, WireRecord>();
    for (const tablet of tabletsIn.get(scope) ?? []) {
      const acknowledged = tally.acknowledged.get(tablet.number) ?? new Set();
      for (const change of weekOf(seeded.fleet, tablet.number, tablet.place)) {
        const name = `${change.kind}/${change.id}`;
        if (!acknowledged.has(name)) continue;
        registers += Object.keys(change.fields).length;
        found.set(name, change);
      }
    }
    awaited.set(scope, found);
    return found;
  };
  for (;;) {
    const { status, body } = await line.post('/sync', seeded.deskToken, {
      schema: SCHEMA,
      now: Date.now(),
      cursors,
      columns: [],
      changes: [],
    });
    if (status !== 200) throw new Error(`the fresh tablet was answered ${status}`);
    const answer = readPage(body);
    for (const record of answer.changes) {
      const name = `${record.kind}/${record.id}`;
      const awaitedHere = awaitedIn(record.scope);
      const sent = awaitedHere.get(name);
      if (sent) lost += missingIn(sent, record.fields);
      awaitedHere.delete(name);
      const sum = `${record.scope}/${record.kind}`;
      const lanes = recordLanes(record.id, stampsOf(record.fields));
      sums.set(sum, addLanes(sums.get(sum) ?? NO_LANES, lanes));
    }
    records += answer.changes.length;
    ({ cursors } = answer);
    if (answer.more) continue;
    // Places that no record came from are looked at, too.
    for (const scope of tabletsIn.keys())
      for (const sent of awaitedIn(scope).values()) lost += Object.keys(sent.fields).length;
    const differing = Object.entries(answer.digests).filter(
      ([name, hex]) => hex !== lanesHex(sums.get(name) ?? NO_LANES),
    ).length;
    return { records, registers, lost, differing, seconds: (performance.now() - began) / 1000 };
  }
}

/** Registers that are not there, or are there with an older stamp, or with this stamp and another value. */
function missingIn(change: WireRecord, stored: Fields): number {
  return Object.entries(change.fields).filter(([name, [value, stamp]]) => {
    const held = stored[name];
    return !held || held[1] < stamp || (held[1] === stamp && !sameJson(held[0], value));
  }).length;
}
