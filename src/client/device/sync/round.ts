// One whole exchange with the server: push what is unsent and pull what is new, page by page, until both sides prove equal.
// No timers and no triggers here: the engine decides when. Tests and the simulator call it with their own clock and network.
import * as z from 'zod/mini';
import { fail, ok, type Result } from '#core/result.ts';
import { fromColumns, fullReceipts } from '#sync/columns.ts';
import {
  type HealRequest,
  LIMITS,
  publicAnswer,
  syncAnswer,
  type SyncAnswer,
} from '#sync/messages.ts';
import type { DeviceReport } from '#sync/server-messages.ts';
import { applyAnswer, type Cursors, type Passed, passing, readCursors } from '../apply.ts';
import { clockIsWrong } from '../clock.ts';
import type { Database } from '../database.ts';
import { forgetErased } from '../media-erased.ts';
import { countWaiting } from '../outbox.ts';
import { nextChanges, NOTHING_TO_SEND, type Outgoing, sentChanges } from '../outgoing.ts';
import { call, type Failure, pack, type Packed, type Reply, type Transport } from './transport.ts';

/** What a round tells while it is under way. */
export type RoundTells = {
  /** After each page: records taken in so far in this round. */
  readonly onProgress?: (records: number) => void;
  /** Numbers of the batches that a request carries; none when it has ended, well or not. */
  readonly onSending?: (batches: ReadonlySet<number>) => void;
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
  const { db, token } = options;
  try {
    return await (token === undefined ? publicRound(options) : staffRound(options, token));
  } finally {
    // However far it came: what was erased takes its pictures along now, not when the line is better.
    await forgetErased(db);
  }
}

/** What a request carries, and its changes as they go over the line when they were packed in advance. */
type Page = {
  readonly outgoing: Outgoing;
  readonly packed?: Promise<Packed>;
  readonly heal?: readonly HealRequest[];
};
/** A request under way. */
type Flight = Page & {
  readonly sentAt: number;
  readonly cursors: Cursors;
  readonly reply: Promise<Result<Reply, Failure>>;
};
/** What came back, before anything of it is taken in. */
type Landed = {
  readonly answer: SyncAnswer & { readonly asked: Cursors; readonly takenWhole: boolean };
  readonly half: number;
  readonly tookMs: number;
};

async function staffRound(options: RoundOptions, token: string): Promise<Result<number, Failure>> {
  const line = await openLine(options, token);
  try {
    return await exchangeAll(options, line);
  } finally {
    line.close();
  }
}

async function exchangeAll(options: RoundOptions, line: Line): Promise<Result<number, Failure>> {
  const { db, contact, transport } = options;
  let taken = 0;
  let healings = 0;
  let corrections = 0;
  let cursors: Cursors = {};
  const passed: Passed[] = [];
  // Under way, oldest first; more than one only while each of them only pushes.
  let flights: Flight[] = [];
  // Read and packed, to go as soon as it may.
  let ahead: Page | undefined;
  const begin = async (): Promise<Flight> => {
    cursors = await readCursors(db);
    ahead = undefined;
    return line.send(await firstPage(options), cursors);
  };
  const follow = (page: Page): void => {
    flights.push(line.send(page, cursors));
    ahead = undefined;
  };
  const readAhead = async (flight: Flight): Promise<void> => {
    ahead ??= await pageAfter(options, (flights.at(-1) ?? flight).outgoing);
    if (flights.length > 0 || !onlyPushes(flight) || !ahead || !mayOvertake(ahead)) return;
    const { outgoing } = ahead;
    follow(ahead);
    ahead = await pageAfter(options, outgoing);
  };
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const flight = flights.shift() ?? (await begin());
    await readAhead(flight);
    const landed = await land(await flight.reply, flight);
    if (!landed.ok) {
      if (landed.error.code !== 'clock-ahead' || landed.error.serverNow === undefined)
        return landed;
      corrections += 1;
      const { correctClock } = await correction();
      const wasWrong = await correctClock(db, transport.now(), landed.error.serverNow, 0);
      if (!wasWrong || corrections > MAX_CORRECTIONS) return landed;
      // What is under way bears the stamps of before: it is sent again with the new ones.
      flights = [];
      continue;
    }
    contact.clockKnown = true;
    const { answer } = landed.value;
    const isWrong = await clockIsWrong(db, landed.value.half, answer.now, landed.value.tookMs);
    if (answer.passed) passed.push(answer.passed);
    cursors = passing({ ...cursors, ...answer.cursors }, passed);
    if (isWrong) flights = [];
    // What was refused may leave records that go once more, behind all others.
    if (isWrong || answer.reset || answer.rejected.length > 0) ahead = undefined;
    // Nothing in this answer can change what goes next: it is sent while this one is being stored.
    else if (ahead && (flights.length === 0 || mayOvertake(ahead))) follow(ahead);
    else if (flights.length === 0 && answer.more && !onlyPushes(flight))
      follow({ outgoing: NOTHING_TO_SEND });
    await take(options, landed.value, flight.outgoing, isWrong, passed);
    line.arrived(flight);
    if (
      flight.outgoing.count > 0 &&
      !answer.takenWhole &&
      answer.receipts.length + answer.rejected.length === 0
    )
      return fail({
        code: 'server-failed',
        message: 'the server neither took nor refused what was sent',
      });
    taken += answer.changes.length;
    options.onProgress?.(taken);
    if (flights.length > 0 || answer.more || (await isMoreWaiting(db, flight.outgoing))) continue;
    const healed = await prove(options, line, answer);
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

/** Something follows that will pull: until then the server need not look for news. */
const onlyPushes = ({ outgoing: { count, more, cut } }: Page): boolean => count > 0 && more && !cut;
/** Whether a page may be sent before the answer to the one before it is there. */
const mayOvertake = (page: Page): boolean => onlyPushes(page) && page.outgoing.isNew;

const isMoreWaiting = async (db: Database, { more }: Outgoing): Promise<boolean> =>
  more && (await countWaiting(db)).unsent > 0;

/** So much in the first request at most: it is soon on its way, and the rest is packed while the server works on it. */
const FIRST_CHANGES = 200;

/** First contact carries nothing: the device learns the server's time before any of its own stamps leave. */
async function firstPage({ db, contact }: RoundOptions): Promise<Page> {
  if (!contact.clockKnown) return { outgoing: { ...NOTHING_TO_SEND, more: true } };
  const limit = Math.min(FIRST_CHANGES, LIMITS.changes);
  return { outgoing: await nextChanges(db, limit, PUSH_BYTES) };
}

/** Reads what comes after this and begins to pack it: that goes on while the server works on this. */
async function pageAfter(
  { db, contact, transport }: RoundOptions,
  { more, cut, batches }: Outgoing,
): Promise<Page | undefined> {
  if (!contact.clockKnown || !more || cut) return undefined;
  const outgoing = await nextChanges(db, LIMITS.changes, PUSH_BYTES, batches.at(-1)?.n);
  if (outgoing.count === 0) return undefined;
  return { outgoing, packed: pack(transport, changesText(outgoing)) };
}

/** The beginning of a request's JSON; `call` puts the rest behind it. */
const changesText = ({ columns }: Outgoing): string => `{"columns":${columns}`;

/** The way to the server for one round: what is under way on it, and what the tablet tells of itself. */
type Line = {
  readonly send: (page: Page, cursors: Cursors) => Flight;
  readonly arrived: (flight: Flight) => void;
  readonly close: () => void;
};

async function openLine(options: RoundOptions, token: string): Promise<Line> {
  const { transport } = options;
  const report = await options.report();
  let { unsent } = report;
  let packedLast: Promise<unknown> = Promise.resolve();
  const flights = new Set<Flight>();
  const tell = (): void =>
    options.onSending?.(
      new Set([...flights].flatMap(({ outgoing }) => outgoing.batches.map(({ n }) => n!))),
    );
  return {
    send: (page, cursors) => {
      const sentAt = transport.now();
      // What is told is how the tablet stands when this has arrived.
      unsent = Math.max(0, unsent - page.outgoing.count);
      const body = {
        schema: options.db.schema,
        now: sentAt,
        cursors,
        changes: [],
        ...(page.heal ? { heal: page.heal } : {}),
        ...(onlyPushes(page) ? { pull: false } : {}),
        report: { ...report, unsent },
      };
      // A short page may be packed later than the long one behind it: they leave in order all the same.
      const before = inTurn(packedLast, page.packed ?? pack(transport, changesText(page.outgoing)));
      packedLast = before.catch(() => undefined);
      const reply = call(transport, { method: 'POST', path: '/sync', token, before, body });
      const flight = { ...page, sentAt, cursors, reply };
      flights.add(flight);
      tell();
      return flight;
    },
    // Only now: the rows already bear their receipts, or are back in the tablet alone.
    arrived: (flight) => {
      flights.delete(flight);
      tell();
    },
    close: () => {
      flights.clear();
      tell();
    },
  };
}

/** What is packed, once it is its turn. */
async function inTurn<T>(turn: Promise<unknown>, own: T | Promise<T>): Promise<T> {
  const [, packed] = await Promise.all([turn, own]);
  return packed;
}

const unlike = <T>(): Result<T, Failure> =>
  fail({ code: 'server-failed', message: 'the server answered something else than agreed' });

async function land(
  reply: Result<Reply, Failure>,
  { sentAt, outgoing, cursors }: Flight,
): Promise<Result<Landed, Failure>> {
  if (!reply.ok) return reply;
  const { body, tookMs } = reply.value;
  const parsed = z.safeParse(syncAnswer, body);
  if (!parsed.success) return unlike();
  const { columns = [], stored = [], ...answer } = parsed.data;
  const takenWhole =
    outgoing.count > 0 && stored.length === outgoing.count && !stored.includes(null);
  return ok({
    answer: {
      ...answer,
      asked: cursors,
      changes: [...answer.changes, ...fromColumns(columns)],
      takenWhole,
      receipts:
        takenWhole || outgoing.count === 0
          ? answer.receipts
          : fullReceipts(sentChanges(outgoing), stored, answer.receipts),
    },
    half: sentAt + tookMs / 2,
    tookMs,
  });
}

async function take(
  { db, transport }: RoundOptions,
  { answer, half, tookMs }: Landed,
  outgoing: Outgoing,
  isClockWrong: boolean,
  passed: readonly Passed[] = [],
): Promise<void> {
  if (isClockWrong) {
    // Receipts speak of the stamps that were sent, so they come before these move; what others wrote comes after,
    // so that it meets right stamps.
    const receipts = { ...answer, changes: [], cursors: {}, reset: [], passed };
    await applyAnswer(db, receipts, transport.now(), outgoing);
    await (await correction()).correctClock(db, half, answer.now, tookMs);
  }
  await applyAnswer(db, { ...answer, passed }, transport.now(), outgoing);
}

/** Compares digests; where they differ, heals that scope's kind. Healing is rare, so its code comes only when it is needed. */
async function prove(
  options: RoundOptions,
  line: Line,
  answer: SyncAnswer,
): Promise<Result<'equal' | 'healed', Failure>> {
  const own = new Map((await options.db.digests.toArray()).map((row) => [row.key, row.hex]));
  const nothing = '0'.repeat(32);
  const differing = Object.keys(answer.digests).filter(
    (name) => answer.digests[name] !== (own.get(name) ?? nothing),
  );
  if (differing.length === 0) return ok('equal');
  const { healDifferences } = await import('./heal.ts');
  return healDifferences(options.db, differing, async (heal) => {
    const page = { outgoing: NOTHING_TO_SEND, heal };
    const flight = line.send(page, await readCursors(options.db));
    const landed = await land(await flight.reply, flight);
    if (!landed.ok) return landed;
    const { answer: told, half, tookMs } = landed.value;
    const isWrong = await clockIsWrong(options.db, half, told.now, tookMs);
    await take(options, landed.value, NOTHING_TO_SEND, isWrong);
    line.arrived(flight);
    return ok({ answer: told });
  });
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
    if (!parsed.success) return unlike();
    const { cursor, more, records } = parsed.data;
    await applyAnswer(
      db,
      {
        asked: { public: after },
        cursors: { public: cursor },
        changes: records,
        receipts: [],
        rejected: [],
      },
      transport.now(),
    );
    taken += records.length;
    options.onProgress?.(taken);
    if (!more) return ok(taken);
  }
  return fail({ code: 'server-failed', message: 'the exchange did not come to an end' });
}
