// One whole exchange with the server: push what is unsent and pull what is new, page by page, until both sides prove equal.
// No timers and no triggers here: the engine decides when. Tests and the simulator call it with their own clock and network.
import * as z from 'zod/mini';
import { fail, ok, type Result } from '#core/result.ts';
import { SCHEMA } from '#records/registry.ts';
import { LIMITS, publicAnswer, syncAnswer, type SyncAnswer } from '#sync/messages.ts';
import type { DeviceReport } from '#sync/server-messages.ts';
import { applyAnswer, readCursors } from '../apply.ts';
import { clockIsWrong } from '../clock.ts';
import type { Database } from '../database.ts';
import { countWaiting } from '../outbox.ts';
import { nextChanges, NOTHING_TO_SEND, type Outgoing } from '../outgoing.ts';
import type { HealRequest } from './heal.ts';
import { call, type Failure, pack, type Packed, type Reply, type Transport } from './transport.ts';

/** What a round tells while it is under way. */
export type RoundTells = {
  /** After each page: records taken in so far in this round. */
  readonly onProgress?: (records: number) => void;
  /** Ids of the records that a request carries; none when it has ended, well or not. */
  readonly onSending?: (ids: ReadonlySet<string>) => void;
};

export type RoundOptions = RoundTells & {
  readonly db: Database;
  readonly transport: Transport;
  readonly token?: string;
  readonly report: () => Promise<DeviceReport>;
  /** Set once the server's time was learnt in this run of the app; until then nothing of ours is sent. */
  readonly contact: { clockKnown: boolean };
};

const PUSH_BYTES = LIMITS.bytes * 0.7;
/** A whole round never needs more pages than this; beyond it something is wrong and the round ends, to be told. */
const MAX_PAGES = 10_000;
/** Healing needs one pass, and one more for what it sends again. */
const MAX_HEALINGS = 3;
/** A clock that jumps all the while is left alone until the next round. */
const MAX_CORRECTIONS = 3;

const correction = () => import('../clock-correction.ts');

/** Everything there is to exchange, once. Answers the number of records taken in. */
export async function round(options: RoundOptions): Promise<Result<number, Failure>> {
  return options.token === undefined ? publicRound(options) : staffRound(options, options.token);
}

/** What a request carries, and its changes as they go over the line when they were packed in advance. */
type Page = { readonly outgoing: Outgoing; readonly packed?: Promise<Packed> };

async function staffRound(options: RoundOptions, token: string): Promise<Result<number, Failure>> {
  const { db, contact, transport } = options;
  let taken = 0;
  let healings = 0;
  let corrections = 0;
  let next: Page | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    // First contact carries nothing: the device learns the server's time before any of its own stamps leave.
    const current: Page = next ?? {
      outgoing: contact.clockKnown
        ? await nextChanges(db, LIMITS.changes, PUSH_BYTES)
        : { ...NOTHING_TO_SEND, more: true },
    };
    const { outgoing } = current;
    next = await pageAfter(options, outgoing);
    const answered = await exchange(options, token, current);
    if (!answered.ok) {
      if (answered.error.code !== 'clock-ahead' || answered.error.serverNow === undefined)
        return answered;
      corrections += 1;
      const wasWrong = await (
        await correction()
      ).correctClock(db, transport.now(), answered.error.serverNow, 0);
      if (!wasWrong || corrections > MAX_CORRECTIONS) return answered;
      next = undefined;
      continue;
    }
    contact.clockKnown = true;
    const { answer, corrected } = answered.value;
    if (outgoing.changes.length > 0 && answer.receipts.length + answer.rejected.length === 0) {
      return fail({
        code: 'server-failed',
        message: 'the server neither took nor refused what was sent',
      });
    }
    taken += answer.changes.length;
    options.onProgress?.(taken);
    // Its stamps were read before they moved.
    if (corrected) next = undefined;
    if (answer.more || next || (outgoing.more && (await countWaiting(db)).unsent > 0)) continue;
    const healed = await prove(options, token, answer);
    if (!healed.ok) return healed;
    if (healed.value === 'equal') return ok(taken);
    healings += 1;
    if (healings === MAX_HEALINGS)
      return fail({
        code: 'server-failed',
        message: 'tablet and server still differ after healing',
      });
  }
  return fail({ code: 'server-failed', message: 'the exchange did not come to an end' });
}

/** Reads what comes after this and begins to pack it: that goes on while the server works on this. */
async function pageAfter(
  { db, contact }: RoundOptions,
  { more, cut, batches }: Outgoing,
): Promise<Page | undefined> {
  if (!contact.clockKnown || !more || cut) return undefined;
  const outgoing = await nextChanges(db, LIMITS.changes, PUSH_BYTES, batches.at(-1));
  if (outgoing.changes.length === 0) return undefined;
  return { outgoing, packed: pack(changesText(outgoing)) };
}

/** The beginning of a request's JSON; `call` puts the rest behind it. */
const changesText = ({ changes }: Outgoing): string => `{"changes":${JSON.stringify(changes)}`;

type Exchange = Page & { readonly heal?: readonly HealRequest[] };
type Exchanged = { readonly answer: SyncAnswer; readonly corrected: boolean };

async function exchange(
  options: RoundOptions,
  token: string,
  { outgoing, packed, heal }: Exchange,
): Promise<Result<Exchanged, Failure>> {
  const { db, transport } = options;
  const cursors = await readCursors(db);
  const sentAt = transport.now();
  const body = {
    schema: SCHEMA,
    now: sentAt,
    cursors,
    ...(heal ? { heal } : {}),
    report: await options.report(),
  };
  options.onSending?.(new Set(outgoing.changes.map(({ id }) => id)));
  try {
    const before = packed ?? pack(changesText(outgoing));
    const reply = await call(transport, { method: 'POST', path: '/sync', token, before, body });
    return reply.ok ? await take(options, reply.value, sentAt, outgoing) : reply;
  } finally {
    // Only now: the rows already bear their receipts, or are back in the tablet alone.
    options.onSending?.(new Set());
  }
}

async function take(
  { db, transport }: RoundOptions,
  reply: Reply,
  sentAt: number,
  outgoing: Outgoing,
): Promise<Result<Exchanged, Failure>> {
  const parsed = z.safeParse(syncAnswer, reply.body);
  if (!parsed.success)
    return fail({
      code: 'server-failed',
      message: 'the server answered something else than agreed',
    });
  const answer = parsed.data;
  const { tookMs } = reply;
  const half = sentAt + tookMs / 2;
  const corrected = await clockIsWrong(db, half, answer.now, tookMs);
  if (corrected) {
    // Receipts speak of the stamps that were sent, so they come before these move; what others wrote comes after,
    // so that it meets right stamps.
    const receipts = { ...answer, changes: [], cursors: {}, reset: [] };
    await applyAnswer(db, receipts, transport.now(), outgoing);
    await (await correction()).correctClock(db, half, answer.now, tookMs);
  }
  await applyAnswer(db, answer, transport.now(), outgoing);
  return ok({ answer, corrected });
}

/** Compares digests; where they differ, heals that scope's kind. Healing is rare, so its code comes only when it is needed. */
async function prove(
  options: RoundOptions,
  token: string,
  answer: SyncAnswer,
): Promise<Result<'equal' | 'healed', Failure>> {
  const own = new Map((await options.db.digests.toArray()).map((row) => [row.key, row.hex]));
  const nothing = '0'.repeat(32);
  const differing = Object.keys(answer.digests).filter(
    (name) => answer.digests[name] !== (own.get(name) ?? nothing),
  );
  if (differing.length === 0) return ok('equal');
  const { healDifferences } = await import('./heal.ts');
  return healDifferences(options.db, differing, (heal) =>
    exchange(options, token, { outgoing: NOTHING_TO_SEND, heal }),
  );
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
    if (!parsed.success)
      return fail({
        code: 'server-failed',
        message: 'the server answered something else than agreed',
      });
    const { cursor, more, records } = parsed.data;
    await applyAnswer(
      db,
      { cursors: { public: cursor }, changes: records, receipts: [], rejected: [] },
      transport.now(),
    );
    taken += records.length;
    options.onProgress?.(taken);
    if (!more) return ok(taken);
  }
  return fail({ code: 'server-failed', message: 'the exchange did not come to an end' });
}
