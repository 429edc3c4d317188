// Unsent work from tablet to tablet with no network: what goes into a parcel, and how a parcel is taken in. Called by features/carry.
// The taker's own unsent rows then hold the giver's registers with the giver's stamps, and its next sync carries them to the server.
import { type RandomBytes, uuidv7 } from '#core/ids.ts';
import { sameJson } from '#core/json.ts';
import { fail, ok, type Result } from '#core/result.ts';
import { laterStamp, shiftStamp, type Stamp, stampDevice, stampMs } from '#core/stamp.ts';
import type { Actor } from '#records/define-record.ts';
import { isKind, type Kind, kindOf, kinds } from '#records/registry.ts';
import type { Rejection } from '#sync/errors.ts';
import { judge } from '#sync/judge.ts';
import { merge } from '#sync/merge.ts';
import { LIMITS } from '#sync/messages.ts';
import { PARCEL_FORMAT, type ParcelContent, type ParcelFault } from '#sync/parcel.ts';
import { upgraded } from '#sync/upgrade.ts';
import { ERASED, type Fields, type Register, type WireRecord } from '#sync/wire.ts';
import { entriesOf } from './batch.ts';
import { applyAnswer } from './apply.ts';
import { storeMedia, type TakenMedia } from './carry-media.ts';
import { observeStamp, readClock } from './clock.ts';
import type { Database } from './database.ts';
import type { Lost, MarkedRow } from './row.ts';
import type { Identity } from './identity.ts';
import { countWaiting } from './outbox.ts';
import { fieldsOf } from './rows.ts';
import { markedRows, UnitOfWork } from './unit-of-work.ts';
import { changedRow } from './write.ts';

const DAY_MS = 86_400_000;
const orgOf = async (db: Database, identity: Identity): Promise<ParcelContent['org']> => {
  const [record] = await db.rows('organisation').toArray();
  return { name: record?.name ?? identity.org.name, ...(record ? { id: record.id } : {}) };
};

/** What the giving screen tells before anything is made. */
export async function countToCarry(db: Database): Promise<number> {
  const { unsent, refused } = await countWaiting(db);
  return unsent + refused;
}

export type GiveOptions = {
  readonly db: Database;
  readonly identity: Identity;
  readonly deviceId: string;
  readonly now: () => number;
  readonly random: RandomBytes;
  /** Also public content that changed in so many days; 0 takes none, Infinity all. */
  readonly contentDays: number;
  /** Of these kinds; of all when left out. */
  readonly contentKinds?: readonly Kind[] | undefined;
};

/** Everything unsent on this device, refused work included: what it was refused for may have passed meanwhile. */
export async function makeParcel(options: GiveOptions): Promise<ParcelContent> {
  const { db, identity, now } = options;
  const madeAt = now() + (await readClock(db)).offsetMs;
  const records = await unsentRecords(db);
  return {
    format: PARCEL_FORMAT,
    id: uuidv7(now(), options.random),
    schema: db.schema,
    madeAt,
    org: await orgOf(db, identity),
    from: {
      device: options.deviceId,
      deviceName: identity.device.name,
      person: identity.person.id,
      personName: identity.person.displayName,
    },
    records,
    content:
      options.contentDays > 0
        ? await contentSince(
            db,
            madeAt - options.contentDays * DAY_MS,
            options.contentKinds ?? kinds,
          )
        : [],
  };
}

const unsentRecords = (db: Database): Promise<WireRecord[]> =>
  db.transaction('r', [db.outbox, ...kinds.map((kind) => db.table(kind))], async () => {
    const work = new UnitOfWork(db);
    const entries = (await db.outbox.toArray()).flatMap(entriesOf);
    await work.load(entries);
    return entries.map(({ kind, id }) => wireOf(kind, work.get(kind, id)!));
  });

/** Whole records, so that a tablet which never saw them can judge them; of large public content only what changed. */
const wireOf = (kind: Kind, row: MarkedRow): WireRecord => ({
  kind,
  id: row.id,
  scope: row.scope,
  fields: fieldsOf(row, row.scope === 'public' ? Object.keys(row._unsent ?? {}) : undefined),
});

async function contentSince(
  db: Database,
  sinceMs: number,
  wanted: readonly Kind[],
): Promise<WireRecord[]> {
  const lists = await Promise.all(
    wanted
      .filter((kind) => kindOf(kind).scopes.includes('public'))
      .map(async (kind) => {
        const rows = await markedRows(db, kind, (row) => row.scope === 'public');
        return rows
          .map((row) => {
            const names = Object.keys(row._stamps).filter((name) => !(name in (row._unsent ?? {})));
            return { kind, id: row.id, scope: row.scope, fields: fieldsOf(row, names) };
          })
          .filter(({ fields }) =>
            Object.values(fields).some(([, stamp]) => stampMs(stamp) >= sinceMs),
          );
      }),
  );
  return lists.flat();
}

export type RefusedRecord = Rejection & {
  readonly kind: string;
  readonly id: string;
  /** What was in it, to name it by. */
  readonly fields: Fields;
};
export type Taken = {
  /** Records that are new here or brought something new. */
  readonly taken: number;
  /** Records that this tablet already had as they are. */
  readonly known: number;
  readonly refused: readonly RefusedRecord[];
  /** Pieces of public content that came along. */
  readonly content: number;
  /** Pictures and sound that are new here. */
  readonly media: number;
};

/** Kept for the screen: whose work this tablet has taken in, by the parcel's id. */
export type TakenNote = {
  readonly person: string;
  readonly device: string;
  readonly at: number;
  readonly taken: number;
};
export const TAKEN_PREFIX = 'carry:';

export type TakeOptions = {
  readonly db: Database;
  readonly identity: Identity;
  readonly actor: Actor;
  /** Whoever signed the parcel: nobody's right grows by giving work to a colleague who may do more. */
  readonly giver: Actor;
  readonly giverName: string;
  readonly media?: TakenMedia;
  readonly now: () => number;
};

/** Takes a parcel in, in one transaction: all of it or, when the tablet can't store, nothing. A second time changes nothing. */
export async function takeParcel(
  options: TakeOptions,
  parcel: ParcelContent,
): Promise<Result<Taken, ParcelFault>> {
  const { db, identity, actor, giver } = options;
  if (parcel.schema > db.schema) return fail('newer');
  const own = await orgOf(db, identity);
  const sameOrg =
    own.id !== undefined && parcel.org.id !== undefined
      ? own.id === parcel.org.id
      : own.name === parcel.org.name;
  if (!sameOrg) return fail('other-organisation');

  return db.transaction(
    'rw',
    [
      db.meta,
      db.digests,
      db.outbox,
      db.drafts,
      db.media,
      db.mediaBytes,
      ...kinds.map((kind) => db.table(kind)),
    ],
    async () => {
      const nowMs = options.now() + (await readClock(db)).offsetMs;
      const ahead = parcel.madeAt - nowMs;
      const records = parcel.records.map((record) => upgraded(record, parcel.schema, db.schema));
      const work = await takeRecords(
        db,
        [giver, actor],
        records,
        ahead > LIMITS.clockAheadMs ? Math.ceil(ahead) : 0,
      );
      const content = await takeContent(options, parcel);
      const media = await storeMedia(db, options.media ?? []);
      const note: TakenNote = {
        person: options.giverName,
        device: parcel.from.deviceName,
        at: options.now(),
        taken: work.taken,
      };
      // A second time nothing is new: the note of the first stays.
      if ((await db.drafts.get(TAKEN_PREFIX + parcel.id)) === undefined)
        await db.drafts.put({ key: TAKEN_PREFIX + parcel.id, value: note, at: note.at });
      return ok({ ...work, content, media });
    },
  );
}

/**
 * A giver whose clock runs ahead would win over everyone, and the server would refuse our whole sync for it: its stamps move back
 * by what its clock is ahead of ours. What stands here already stays, so that taking the parcel again makes nothing new.
 * A parcel from the past is only a parcel that travelled long.
 */
function inOurTime(fields: Fields, current: Fields, aheadMs: number): Fields {
  if (aheadMs === 0) return fields;
  const moved: Record<string, Register> = {};
  for (const [name, [value, stamp]] of Object.entries(fields)) {
    const here = current[name];
    if (!here || stampDevice(here[1]) !== stampDevice(stamp) || !sameJson(here[0], value))
      moved[name] = [value, shiftStamp(stamp, -aheadMs)];
  }
  return moved;
}

/** A refusal of what never goes from tablet to tablet, else nothing. */
const carriable = ({ kind, scope }: WireRecord): Result<never, Rejection> | undefined =>
  scope === 'device' || !isKind(kind)
    ? fail<Rejection>({
        code: isKind(kind) ? 'bad-scope' : 'unknown-kind',
        message: 'this can not go from tablet to tablet',
      })
    : undefined;

async function takeRecords(
  db: Database,
  [giver, taker]: readonly [Actor, Actor],
  records: readonly WireRecord[],
  aheadMs: number,
): Promise<Pick<Taken, 'taken' | 'known' | 'refused'>> {
  const refused: RefusedRecord[] = [];
  let taken = 0;
  let known = 0;
  let seen: Stamp | undefined;
  const work = new UnitOfWork(db);
  await work.load(records);
  for (const record of records) {
    const { kind, id, scope } = record;
    const row = work.get(kind, id);
    const current = fieldsOf(row);
    const fields = inOurTime(record.fields, current, aheadMs);
    if (row && row.scope === scope && merge(current, fields).changed.length === 0) {
      known += 1;
      continue;
    }
    const before = row && { scope: row.scope, fields: current };
    const allowed = carriable(record) ?? judge(giver, { ...record, fields }, before);
    const judged = allowed.ok ? judge(taker, { ...record, fields }, before) : allowed;
    if (!judged.ok) {
      refused.push({ ...judged.error, kind, id, fields: record.fields });
      continue;
    }
    const { kind: ownKind, fields: merged, changed: names } = judged.value;
    const next = changedRow(ownKind, row, id, scope, merged, names);
    // An own value that the server never had and that loses here still goes there, for its history.
    const lost = judged.value.overwritten
      .filter(({ name: at, old, by }) => old !== by && row?._unsent?.[at] !== undefined)
      .map(({ name: at, old }): Lost => [at, old[0], old[1]]);
    const kept =
      lost.length === 0 || ERASED in merged
        ? next
        : { ...next, _lost: [...(next._lost ?? []), ...lost] };
    work.put(ownKind, kept);
    for (const [, stamp] of Object.values(fields)) seen = laterStamp(seen, stamp);
    taken += 1;
  }
  await work.commit();
  await observeStamp(db, seen);
  return { taken, known, refused };
}

const SYSTEM: Actor = { role: 'system', personId: '', sites: [] };

/**
 * Public content is taken like a page from the server; the next proof against the server's digest finds whatever is not its own,
 * and healing then sends it there. So a taker who could write it (a coordinator) takes it only from a giver who could: from
 * anybody else it might be made up, and would be published under the coordinator's right.
 */
async function takeContent(
  { db, actor, giver, now }: TakeOptions,
  parcel: ParcelContent,
): Promise<number> {
  const good = parcel.content
    .map((record) => upgraded(record, parcel.schema, db.schema))
    .filter((record) => record.scope === 'public' && isKind(record.kind))
    .filter((record) => judge(SYSTEM, record, undefined).ok)
    .filter((record) => judge(giver, record, undefined).ok || !judge(actor, record, undefined).ok);
  if (good.length > 0)
    await applyAnswer(db, { cursors: {}, changes: good, receipts: [], rejected: [] }, now());
  return good.length;
}
