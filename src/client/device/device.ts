// The device as screens know it: its database, who holds it, the door for writes, and the sync. Opened once in app/main.tsx.
import Dexie from 'dexie';
import { signal, type ReadonlySignal } from '@preact/signals';
import * as z from 'zod/mini';
import { sameJson } from '#core/json.ts';
import { fail, ok, type Result } from '#core/result.ts';
import type { RandomBytes } from '#core/ids.ts';
import type { Actor } from '#records/define-record.ts';
import { type Kind, kindOf, kinds, type Values } from '#records/registry.ts';
import { canWriteTo } from '#sync/access.ts';
import type { Rejection } from '#sync/errors.ts';
import { enrolAnswer } from '#sync/messages.ts';
import type { DeviceReport } from '#sync/server-messages.ts';
import { readClock } from './clock.ts';
import { Database, type TakeOver } from './database.ts';
import { type HandOver, openHandOver } from './hand-over.ts';
import { actorOf, byName, deviceIdOf, type Identity } from './identity.ts';
import type { Media } from './media-door.ts';
import { forgetMeta, readMeta, writeMeta } from './meta.ts';
import { countWaiting } from './outbox.ts';
import { measureStorage } from './storage.ts';
import { createEngine, type Engine, type SyncState } from './sync/engine.ts';
import { becomeLeader } from './sync/leader.ts';
import { listenForPokes, watchMoments } from './sync/online.ts';
import type { Downloaded, Told } from './sync/download.ts';
import { call, type Failure, type Transport } from './sync/transport.ts';
import { diskKeeper } from './to-disk.ts';
import type * as write from './write.ts';

/** Sync and the door for writes come after the first screen: nothing that is shown waits for them. */
const syncing = () => import('./sync/round.ts');
const applying = () => import('./apply.ts');
const writing = () => import('./write.ts');

export type DeviceOptions = {
  readonly name?: string;
  readonly origin?: string;
  readonly now: () => number;
  readonly random: RandomBytes;
  readonly fetch: typeof fetch;
  /** Packs what is sent, beside the page; where it is when absent. */
  readonly gzip?: Transport['gzip'];
  readonly version: string;
  /** Of the records; this program's own unless a test says otherwise. */
  readonly schema?: number;
  /** Another tab renewed the database, or removed it: this one has let go of it, keeps nothing any more and must be loaded again. */
  readonly onReplaced?: () => void;
  /** Another tab holds the database in an older form and does not let it be renewed. */
  readonly onBlocked?: () => void;
  /** False in tests and benches that say themselves when to sync. */
  readonly automatic?: boolean;
};

export type Device = {
  readonly db: Database;
  readonly deviceId: string;
  readonly now: () => number;
  readonly random: RandomBytes;
  readonly identity: ReadonlySignal<Identity | undefined>;
  readonly actor: () => Actor;
  /** Where this device's own work of a kind goes: the chosen site for staff, the device itself for a resident. */
  readonly homeScope: (kind: Kind) => string;
  /** The place that staff work at now; undefined before one is chosen or without sign-in. */
  readonly siteId: ReadonlySignal<string | undefined>;
  readonly chooseSite: (id: string) => Promise<void>;
  readonly create: <K extends Kind>(
    kind: K,
    scope: string,
    values: Values<K> | write.Patch<K>,
  ) => Promise<Result<string, Rejection>>;
  readonly change: <K extends Kind>(
    kind: K,
    id: string,
    patch: write.Patch<K>,
  ) => Promise<Result<undefined, Rejection>>;
  readonly remove: (kind: Kind, id: string) => Promise<Result<undefined, Rejection>>;
  readonly restore: (kind: Kind, id: string) => Promise<Result<undefined, Rejection>>;
  readonly erase: (kind: Kind, id: string) => Promise<Result<undefined, Rejection>>;
  /** All changes or none; make them with `creation` and `alteration` of write.ts. */
  readonly writeAll: (changes: readonly write.Change[]) => Promise<Result<undefined, Rejection>>;
  readonly engine: Engine;
  readonly handOver: HandOver;
  /** Pictures and sound; the code behind it comes at first use. */
  readonly media: () => Promise<Media>;
  readonly enrol: (code: string, deviceName: string) => Promise<Result<Identity, Failure>>;
  /** One call to the server for the coordinator's own pages (invites, devices, history). */
  readonly ask: (
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
  ) => Promise<Result<unknown, Failure>>;
  /** One file from the server for the coordinator's own pages; its code comes at first use. */
  readonly download: (path: string, told: Told) => Promise<Result<Downloaded, Failure>>;
  /** Removes everything from this device. */
  readonly wipe: () => Promise<void>;
  readonly close: () => void;
};

type Settings = { readonly siteId?: string };

/** A file is kept here, or a record could name one; otherwise the code for media need not come. */
async function mediaMayBeDue(db: Database): Promise<boolean> {
  if ((await db.media.count()) > 0) return true;
  const naming = kinds.filter((kind) => 'media' in kindOf(kind).fields);
  return (await Promise.all(naming.map((kind) => db.anyRows(kind).count()))).some((n) => n > 0);
}

/** Rare, so its code comes only then; waitFor keeps the upgrade alive meanwhile. */
const takeOver: TakeOver = async (db, old) =>
  (await Dexie.waitFor(import('./database-upgrade.ts'))).takeOver(db, old);

export async function openDevice(options: DeviceOptions): Promise<Device> {
  const db = new Database(options.name ?? 'vestnesis', options.schema, takeOver);
  db.on('blocked', () => options.onBlocked?.());
  await db.open();
  const deviceId = await deviceIdOf(db, options.random);
  const identity = signal(await readMeta<Identity>(db, 'identity'));
  const settings = signal((await readMeta<Settings>(db, 'settings')) ?? {});
  /** The chosen place as long as the person works there, else the first one. */
  const siteNow = (): string | undefined => {
    const sites = identity.value?.sites ?? [];
    return (sites.find(({ id }) => id === settings.value.siteId) ?? sites[0])?.id;
  };
  const siteId = signal(siteNow());
  const automatic = options.automatic ?? true;
  const handOver = await openHandOver(db, options.now, options.random);
  const actor = (): Actor => actorOf(identity.value);
  const writer: write.Writer = { db, now: options.now, random: options.random, deviceId, actor };
  const transport: Transport = {
    fetch: options.fetch,
    now: options.now,
    origin: options.origin ?? '',
    gzip: options.gzip,
  };

  const serverNow = async (): Promise<number> => options.now() + (await readClock(db)).offsetMs;
  const letGo = async (who: Identity, nowMs?: number): Promise<void> =>
    (await applying()).letGoUnreadable(db, actorOf(who), nowMs);
  const setIdentity = async (next: Identity | undefined): Promise<void> => {
    if (next) await writeMeta(db, 'identity', next);
    else await forgetMeta(db, 'identity');
    if (next && !next.signedOut) {
      const isSame = next.person.id === identity.value?.person.id;
      await letGo(next, isSame ? await serverNow() : undefined);
    }
    identity.value = next;
    siteId.value = siteNow();
    stopPokes();
    stopPokes =
      next && !next.signedOut && leading
        ? listenForPokes(transport, next.token, wake)
        : (): void => {};
  };
  const wipe = async (): Promise<void> => {
    await db.delete();
    // Whoever holds it now goes on with an empty one, without a new start.
    await db.open();
    await writeMeta(db, 'device-id', deviceId);
    if (typeof caches !== 'undefined')
      await Promise.all(
        (await caches.keys())
          .filter((name) => !name.includes('precache'))
          .map((name) => caches.delete(name)),
      );
    identity.value = undefined;
  };
  /** Role and places may have been changed at the desk: the person's own record and the scopes that came tell. */
  const refresh = async (): Promise<void> => {
    const held = identity.value;
    if (!held) return;
    const person = await db.rows('person').get(held.person.id);
    const siteIds = Object.keys(await (await applying()).readCursors(db))
      .filter((scope) => scope.startsWith('site:'))
      .map((scope) => scope.slice(5));
    const rows = await db.rows('site').bulkGet(siteIds);
    const sites = siteIds.map((id, i) => ({
      id,
      name: rows[i]?.name ?? held.sites.find((site) => site.id === id)?.name ?? '',
    }));
    const next: Identity = {
      ...held,
      sites: byName(sites),
      person: person
        ? { id: person.id, displayName: person.displayName, role: person.role }
        : held.person,
    };
    if (!sameJson(next, held)) await setIdentity(next);
    // A server put back to a backup gives for a while what was no longer to be read: the identity need not have moved by that.
    else if (await readMeta(db, 'access-moved')) await letGo(held, await serverNow());
  };
  const report = async (): Promise<DeviceReport> => {
    const [waiting, unsentMedia, storage, mismatches, clock, last] = await Promise.all([
      countWaiting(db),
      db.media.where('state').equals('local').count(),
      measureStorage(),
      readMeta<number>(db, 'mismatches'),
      readMeta<{ offsetMs: number }>(db, 'clock'),
      readMeta<SyncState>(db, 'sync'),
    ]);
    return {
      unsent: waiting.unsent,
      rejected: waiting.refused,
      unsentMedia,
      ...storage,
      version: options.version,
      digestMismatches: mismatches ?? 0,
      clockOffsetMs: clock?.offsetMs ?? 0,
      equal: last?.syncedAt !== undefined && last.error === undefined,
    };
  };
  let opened: Promise<Media> | undefined;
  const media = (): Promise<Media> =>
    (opened ??= import('./media-door.ts').then(({ openMedia }) =>
      openMedia({
        db,
        transport,
        token: () => (identity.value?.signedOut ? undefined : identity.value?.token),
        wake: () => void (automatic && wake()),
      }),
    ));
  const contact = { clockKnown: false };
  const engine = createEngine({
    db,
    now: options.now,
    chance: () => (options.random(1)[0] ?? 128) / 255,
    retries: automatic,
    round: async (tells) => {
      const held = identity.value;
      const token = held && !held.signedOut ? { token: held.token } : {};
      const { round } = await syncing();
      const result = await round({ db, transport, report, contact, ...tells, ...token });
      if (result.ok) await refresh();
      // While the server is in reach: its word on who holds this tablet, for parcels where there is no network.
      if (result.ok && automatic && held && !held.signedOut)
        void import('./carry-key.ts')
          .then(({ renewCertificate }) => renewCertificate(db, transport, identity.value ?? held))
          .catch(console.error);
      // Records first: pictures and sound only after all of them have gone.
      if (result.ok && automatic && (await mediaMayBeDue(db)))
        void media()
          .then(({ exchange }) => exchange())
          .catch(console.error);
      return result;
    },
    onFailure: async (failure) => {
      const held = identity.value;
      if (failure.wipe) await wipe();
      else if (held && (failure.code === 'not-signed-in' || failure.code === 'device-revoked')) {
        await setIdentity({ ...held, signedOut: failure.code });
      }
    },
  });

  let leading = false;
  let stopPokes = (): void => {};
  let stopWatching = (): void => {};
  const channel =
    typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(`${db.name}-wake`);
  /** Asks the leading tab, which may be this one, for a round. */
  const wake = (): void => {
    if (leading) void engine.sync();
    else channel?.postMessage('wake');
  };
  channel?.addEventListener('message', () => {
    if (leading) void engine.sync();
  });
  const lead = (): void => {
    leading = true;
    stopWatching = watchMoments(wake, engine.forgetFailures);
    const held = identity.value;
    if (held && !held.signedOut) stopPokes = listenForPokes(transport, held.token, wake);
    wake();
  };
  const stopLeading = automatic
    ? becomeLeader(`${db.name}-sync`, lead, navigator.locks)
    : (): void => {};
  const toDisk = diskKeeper(db);
  /** After a write that was stored: see it onto the disk, tell the sync, answer the screen. */
  const written = async <T>(
    result: Result<T, Rejection>,
    changes = 1,
  ): Promise<Result<T, Rejection>> => {
    if (!result.ok) return result;
    const safe = toDisk(changes);
    if (automatic) wake();
    await safe;
    return result;
  };

  // Fetched now, so that a line that fails later does not stand between a person and the tablet's own database.
  if (automatic) void writing();

  db.on('versionchange', () => {
    engine.stop();
    // Without this Dexie opens it again at the next use: an old version of the app in a newer database.
    db.close();
    options.onReplaced?.();
    // Dexie's own listener would undo that.
    return false;
  });

  return {
    db,
    deviceId,
    now: options.now,
    random: options.random,
    identity,
    actor,
    siteId,
    homeScope: (kind) => {
      const site = siteId.value === undefined ? undefined : `site:${siteId.value}`;
      return identity.value && site !== undefined && canWriteTo(actor(), kind, site)
        ? site
        : 'device';
    },
    chooseSite: async (id) => {
      settings.value = { ...settings.value, siteId: id };
      await writeMeta(db, 'settings', settings.value);
      siteId.value = id;
    },
    create: async (kind, scope, values) =>
      written(await (await writing()).create(writer, kind, scope, values)),
    change: async (kind, id, patch) =>
      written(await (await writing()).change(writer, kind, id, patch)),
    remove: async (kind, id) => written(await (await writing()).remove(writer, kind, id)),
    restore: async (kind, id) => written(await (await writing()).restore(writer, kind, id)),
    erase: async (kind, id) => written(await (await writing()).erase(writer, kind, id)),
    writeAll: async (changes) =>
      written(await (await writing()).writeAll(writer, changes), changes.length),
    engine,
    handOver,
    media,
    enrol: async (code, deviceName) => {
      const reply = await call(transport, {
        method: 'POST',
        path: '/enrol',
        body: { code, device: { id: deviceId, name: deviceName } },
      });
      if (!reply.ok) return reply;
      const parsed = z.safeParse(enrolAnswer, reply.value.body);
      if (!parsed.success)
        return fail({
          code: 'server-failed',
          message: 'the server answered something else than agreed',
        });
      await setIdentity({ ...parsed.data, sites: byName(parsed.data.sites) });
      if (automatic) wake();
      return ok(parsed.data);
    },
    ask: async (method, path, body) => {
      const token = identity.value ? { token: identity.value.token } : {};
      const reply = await call(transport, {
        method,
        path,
        ...token,
        ...(body === undefined ? {} : { body }),
      });
      return reply.ok ? ok(reply.value.body) : reply;
    },
    download: async (path, told) =>
      (await import('./sync/download.ts')).download(transport, identity.value?.token, path, told),
    wipe,
    close: () => {
      engine.stop();
      stopPokes();
      stopWatching();
      stopLeading();
      channel?.close();
      db.close();
    },
  };
}
