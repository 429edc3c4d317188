// POST /sync: pushes and pulls in one call. Changes are judged one by one and stored in one transaction; receipts follow the commit.
import { Hono } from 'hono';
import { type Columns, fromColumns, shortReceipts, toColumns } from '#sync/columns.ts';
import { LIMITS, type SyncAnswer } from '#sync/messages.ts';
import { syncRequest, type SyncRequest } from '#sync/server-messages.ts';
import { stepsOf } from '#sync/upgrade.ts';
import type { Session } from '../auth/session.ts';
import { type Accepted, acceptChanges } from '../store/accept.ts';
import { pullPage } from '../store/exchange.ts';
import { answerHealing } from '../store/heal.ts';
import { type ParsedChanges, parseChanges } from '../store/parse-changes.ts';
import type { Pulls, Writing } from '../store/store.ts';
import { readJson } from './body.ts';
import type { Env, ServerContext } from './context.ts';
import { createGate } from './overload.ts';
import { Refusal } from './refusal.ts';
import { sessionOf, signedIn } from './signed-in.ts';

const NOTHING: Accepted = { receipts: [], rejected: [], scopes: [], passed: {}, echoes: [] };
/** A contact that tells nothing new is noted this often, so that a quiet sync costs no write. */
const SEEN_EVERY_MS = 30_000;

/** What concerns the request as a whole; past it only single changes are refused. */
function parseRequest(request: SyncRequest, schema: number, nowMs: number): ParsedChanges {
  if (request.schema > schema) {
    throw new Refusal(
      'server-older',
      `the server understands schema ${schema}, this device already has ${request.schema}; it keeps its data and waits`,
    );
  }
  const raw = request.columns
    ? [...fromColumns(request.columns as Columns[]), ...request.changes]
    : request.changes;
  if (raw.length > LIMITS.changes) {
    throw new Refusal(
      'too-large',
      `a request holds at most ${LIMITS.changes} changes; send them in parts`,
      { limit: LIMITS.changes },
    );
  }
  const parsed = parseChanges(raw, request.schema, schema);
  if (parsed.latestMs > nowMs + LIMITS.clockAheadMs) {
    throw new Refusal(
      'clock-ahead',
      "a change is stamped in the future; set the device's clock by `now` and send again",
      { now: nowMs },
    );
  }
  return parsed;
}

export const sync = (context: ServerContext): Hono<Env> => {
  const gate = createGate(context);
  const guard = signedIn(context);
  return new Hono<Env>().post(
    '/sync',
    async (ask, next) => {
      gate.check();
      await gate.run(() => guard(ask, () => Promise.resolve()));
      await next();
    },
    async (ask) => {
      const request = await readJson(ask, syncRequest);
      const answer = await gate.run(() => exchange(context, sessionOf(ask), request));
      ask.header('cache-control', 'no-store');
      return ask.json(answer);
    },
  );
};

async function exchange(
  context: ServerContext,
  session: Session,
  request: SyncRequest,
): Promise<SyncAnswer> {
  const nowMs = context.now();
  const { changes, rejected } = parseRequest(request, context.schema, nowMs);
  const { token, actor } = session;
  const sender = { actor, person: actor.personId, device: token.device, nowMs };
  const accepted =
    changes.length === 0
      ? NOTHING
      : await context.store.transaction(async (writing) => {
          const taken = await acceptChanges(writing, changes, sender);
          // One commit for both: a commit is the dearest part of a small push.
          await noteContact(writing, await writing.device(token.device), request, nowMs);
          return taken;
        });
  // Past this line the changes are on the disk: now they may be acknowledged and told.
  for (const { scope, seq } of accepted.scopes)
    context.pokes.publish({ about: 'scope', scope, seq, from: token.hash });
  const pulled =
    request.pull === false
      ? onlyTaken(accepted, token.pulls)
      : await pull(context, session, request, accepted);
  const inColumns = request.columns && {
    columns: toColumns(pulled.changes),
    changes: [],
    ...shortReceipts(
      changes.map(({ sent, ...change }) => (sent ? { ...change, fields: sent } : change)),
      accepted.receipts,
    ),
  };
  return {
    now: context.now(),
    receipts: [...accepted.receipts],
    rejected: [...rejected, ...accepted.rejected],
    ...pulled,
    ...inColumns,
  };
}

type Pulled = Omit<SyncAnswer, 'now' | 'receipts' | 'rejected'>;

async function pull(
  context: ServerContext,
  session: Session,
  request: SyncRequest,
  { echoes }: Accepted,
): Promise<Pulled> {
  const { token, actor } = session;
  const { page, healing, device } = await context.store.read(async (reading) => ({
    page: await pullPage(reading, actor, request.cursors, token.pulls, echoes),
    healing: request.heal ? await answerHealing(reading, actor, request.heal) : {},
    device: await reading.device(token.device),
  }));
  await note(context, session, request, page.pulls, device);
  const { cursors, more, changes, digests, reset } = page;
  return {
    cursors,
    more,
    changes,
    digests: comparable(digests, request.schema, context.schema),
    ...(reset.length > 0 ? { reset } : {}),
    ...(healing as Pick<SyncAnswer, 'buckets' | 'healing'>),
  };
}

/** No cursor moves but by what was just taken; in the middle of a fresh pull not even by that. */
function onlyTaken({ passed }: Accepted, pulls: Pulls): Pulled {
  const known = Object.entries(passed).filter(([scope]) => !pulls[scope]?.chain);
  return {
    cursors: {},
    more: true,
    changes: [],
    digests: {},
    passed: Object.fromEntries(known),
  };
}

/** Without the kinds that look different to an older device: it can't prove what it does not know, and would heal without end. */
function comparable(
  digests: Readonly<Record<string, string>>,
  from: number,
  to: number,
): Record<string, string> {
  const names = Object.entries(digests);
  return Object.fromEntries(
    from === to
      ? names
      : names.filter(
          ([name]) => stepsOf(name.slice(name.lastIndexOf('/') + 1), from, to).length === 0,
        ),
  );
}

type Known = { readonly lastSeen?: number; readonly report?: unknown } | undefined;

/** Whether this contact tells of the device what is not kept yet. */
const isNews = (device: Known, request: SyncRequest, nowMs: number): boolean =>
  nowMs - (device?.lastSeen ?? 0) >= SEEN_EVERY_MS ||
  (request.report !== undefined &&
    JSON.stringify(request.report) !== JSON.stringify(device?.report));

const noteContact = async (
  writing: Writing,
  device: (Known & { readonly id: string }) | undefined,
  request: SyncRequest,
  nowMs: number,
): Promise<void> => {
  if (device && isNews(device, request, nowMs))
    await writing.noteContact(device.id, nowMs, request.report);
};

/** Keeps how far the device is and what it told of itself. */
async function note(
  context: ServerContext,
  { token }: Session,
  request: SyncRequest,
  pulls: Pulls,
  device: Known,
): Promise<void> {
  const nowMs = context.now();
  const news = isNews(device, request, nowMs);
  if (!news && pulls === token.pulls) return;
  await context.store.transaction(async (writing) => {
    if (news) await writing.noteContact(token.device, nowMs, request.report);
    if (pulls !== token.pulls) await writing.notePulls(token.hash, pulls);
  });
}
