// One whole exchange with the server: push what is unsent and pull what is new, page by page, until both sides prove equal.
// No timers and no triggers here: the engine decides when. Tests and the simulator call it with their own clock and network.
import * as z from 'zod/mini';
import { fail, ok, type Result } from '#core/result.ts';
import { isKind, type Kind, SCHEMA } from '#records/registry.ts';
import { bucketOf } from '#sync/digest.ts';
import { type DeviceReport, LIMITS, publicAnswer, syncAnswer, type SyncAnswer } from '#sync/messages.ts';
import type { WireRecord } from '#sync/wire.ts';
import { applyAnswer, heal, readCursors } from '../apply.ts';
import { correctClock } from '../clock.ts';
import type { Database } from '../database.ts';
import { readMeta, writeMeta } from '../meta.ts';
import { nextChanges } from '../outbox.ts';
import { bucketsHere } from './buckets.ts';
import { call, type Failure, type Transport } from './transport.ts';

export type RoundOptions = {
  readonly db: Database;
  readonly transport: Transport;
  readonly token?: string;
  readonly report: () => Promise<DeviceReport>;
  /** Told after each page: records taken in so far in this round. */
  readonly onProgress?: (records: number) => void;
};

const PUSH_BYTES = LIMITS.bytes * 0.7;
/** A whole round never needs more pages than this; beyond it something is wrong and the round ends, to be told. */
const MAX_PAGES = 10_000;

/** Everything there is to exchange, once. Answers the number of records taken in. */
export async function round(options: RoundOptions): Promise<Result<number, Failure>> {
  return options.token === undefined ? publicRound(options) : staffRound(options, options.token);
}

async function staffRound(options: RoundOptions, token: string): Promise<Result<number, Failure>> {
  let taken = 0;
  let clockKnown = false;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    // First contact carries nothing: the device learns the server's time before any of its own stamps leave.
    const outgoing = clockKnown ? await nextChanges(options.db, LIMITS.changes, PUSH_BYTES) : { changes: [], more: true };
    const answered = await exchange(options, token, { changes: outgoing.changes });
    if (!answered.ok) {
      if (answered.error.code !== 'clock-ahead' || answered.error.serverNow === undefined) return answered;
      if ((await correctClock(options.db, options.transport.now(), answered.error.serverNow, 0)) === 0) return answered;
      continue;
    }
    clockKnown = true;
    const { answer } = answered.value;
    taken += answer.changes.length;
    options.onProgress?.(taken);
    const waiting = outgoing.more && (await nextChanges(options.db, 1, 1)).changes.length > 0;
    if (answer.more || waiting) continue;
    const healed = await prove(options, token, answer);
    if (!healed.ok) return healed;
    if (healed.value === 'equal') return ok(taken);
  }
  return fail({ code: 'server-failed', message: 'the exchange did not come to an end' });
}

type Exchange = { readonly changes: readonly WireRecord[]; readonly heal?: { scope: string; kind: Kind; buckets?: number[] }[] };

async function exchange(options: RoundOptions, token: string, what: Exchange): Promise<Result<{ answer: SyncAnswer }, Failure>> {
  const { db, transport } = options;
  const cursors = await readCursors(db);
  const sentAt = transport.now();
  const body = { schema: SCHEMA, now: sentAt, cursors, changes: what.changes, ...(what.heal ? { heal: what.heal } : {}), report: await options.report() };
  const reply = await call(transport, { method: 'POST', path: '/sync', token, body });
  if (!reply.ok) return reply;
  const parsed = z.safeParse(syncAnswer, reply.value.body);
  if (!parsed.success) return fail({ code: 'server-failed', message: 'the server answered something else than agreed' });
  const answer = parsed.data as SyncAnswer;
  const { tookMs } = reply.value;
  await correctClock(db, sentAt + tookMs / 2, answer.now, tookMs);
  await applyAnswer(db, answer, transport.now());
  return ok({ answer });
}

/** Compares digests; where they differ, heals that scope's kind bucket by bucket. */
async function prove(options: RoundOptions, token: string, answer: SyncAnswer): Promise<Result<'equal' | 'healed', Failure>> {
  const { db } = options;
  const own = new Map((await db.digests.toArray()).map((row) => [row.key, row.hex]));
  const nothing = '0'.repeat(32);
  const differing = Object.entries(answer.digests).filter(([name, hex]) => hex !== (own.get(name) ?? nothing));
  const targets = differing.flatMap(([name]) => {
    const slash = name.lastIndexOf('/');
    const [scope, kind] = [name.slice(0, slash), name.slice(slash + 1)];
    return isKind(kind) ? [{ name, scope, kind }] : [];
  });
  if (targets.length === 0) return ok('equal');
  const asked = await exchange(options, token, { changes: [], heal: targets.map(({ scope, kind }) => ({ scope, kind })) });
  if (!asked.ok) return asked;
  let fetched = 0;
  for (const { name, scope, kind } of targets) {
    const theirs = asked.value.answer.buckets?.[name];
    if (!theirs) continue;
    const mine = await bucketsHere(db, scope, kind);
    const buckets = theirs.flatMap((hex, bucket) => (hex === mine[bucket] ? [] : [bucket]));
    const wanted = new Set(buckets);
    const got = buckets.length === 0 ? undefined : await exchange(options, token, { changes: [], heal: [{ scope, kind, buckets }] });
    if (got && !got.ok) return got;
    // With no bucket differing only the sum was off: healing with nothing counts it anew.
    await heal(db, scope, kind, (got?.value.answer.healing ?? []) as WireRecord[], (id) => wanted.has(bucketOf(id)));
    fetched += 1;
  }
  const before = (await readMeta<number>(db, 'mismatches')) ?? 0;
  await writeMeta(db, 'mismatches', before + targets.length);
  return ok(fetched === 0 ? 'equal' : 'healed');
}

/** What anyone may have without signing in: the public records. */
async function publicRound(options: RoundOptions): Promise<Result<number, Failure>> {
  const { db, transport } = options;
  let taken = 0;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const after = (await readCursors(db))['public'] ?? 0;
    const reply = await call(transport, { method: 'GET', path: `/public/records?after=${after}` });
    if (!reply.ok) return reply;
    const parsed = z.safeParse(publicAnswer, reply.value.body);
    if (!parsed.success) return fail({ code: 'server-failed', message: 'the server answered something else than agreed' });
    const { cursor, more, records } = parsed.data;
    await applyAnswer(db, { cursors: { public: cursor }, changes: records as WireRecord[], receipts: [], rejected: [] }, transport.now());
    taken += records.length;
    options.onProgress?.(taken);
    if (!more) return ok(taken);
  }
  return fail({ code: 'server-failed', message: 'the exchange did not come to an end' });
}
