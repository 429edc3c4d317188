// Fills a store with the fleet's organisation as it stood a week ago, through the store's contract: ten thousand enrolments by code
// would take longer than the storm. Called by fleet.bench.ts before the server starts on the same data.
import { getRandomValues } from 'node:crypto';
import { DAY_MS } from '#core/dates.ts';
import type { Actor } from '#records/define-record.ts';
import type { WireRecord } from '#sync/wire.ts';
import { stampsOf } from '#sync/digest.ts';
import { loadStaff } from '#server/auth/actor.ts';
import { hashOf } from '#server/auth/codes.ts';
import { FIRST_COORDINATOR } from '#server/auth/enrolment.ts';
import { firstCoordinator } from '#server/first-start.ts';
import { seedStarter } from '#server/seed/starter.ts';
import { acceptChanges, systemSender } from '#server/store/accept.ts';
import { pullPage } from '#server/store/exchange.ts';
import type { Pulls, Store } from '#server/store/store.ts';
import {
  beforeOf,
  type Fleet,
  listsIn,
  type Place,
  placeNumber,
  placeOf,
  personNumber,
  tabletId,
  tabletRecord,
} from './fleet-work.ts';

/** What all tablets of one person held when the week began. */
export type Held = {
  readonly cursors: Readonly<Record<string, number>>;
  readonly digests: Readonly<Record<string, string>>;
};
export type SeededPlace = Place & {
  readonly number: number;
  /** Stamps of the lists that the week's ticks change, by id. */
  readonly lists: ReadonlyMap<string, Readonly<Record<string, string>>>;
};
export type SeededTablet = {
  readonly number: number;
  readonly id: string;
  readonly token: string;
  readonly place: SeededPlace;
  readonly held: Held;
};
export type Seeded = {
  readonly fleet: Fleet;
  readonly tablets: readonly SeededTablet[];
  /** A tablet of the coordinator that has never synced, and one of an ambassador. */
  readonly deskToken: string;
  readonly newToken: string;
};

const random = (n: number): Uint8Array => getRandomValues(new Uint8Array(n));
const newToken = (): string => Buffer.from(random(32)).toString('base64url');
const BATCH = 1000;

export async function seedFleet(store: Store, fleet: Fleet, nowMs: number): Promise<Seeded> {
  const means = { nowMs, random, server: 'svfleet0' };
  await seedStarter(store, 'Vēstnesis', nowMs);
  await firstCoordinator(store, means);
  const places = Array.from({ length: fleet.places }, (_, number) => placeOf(fleet, number));
  const numbers = Array.from({ length: fleet.tablets }, (_, number) => number);
  const ownerOf = (tablet: number): string =>
    places[placeNumber(fleet, tablet)]!.people[personNumber(fleet, tablet)]!.id;
  await put(store, nowMs, [
    ...places.flatMap(({ site, people }) => [site, ...people.map(({ record }) => record)]),
    ...numbers.map((tablet) => tabletRecord(fleet, tablet, ownerOf(tablet))),
  ]);

  const seededPlaces: SeededPlace[] = [];
  for (const [number, place] of places.entries()) {
    const records = numbers
      .filter((tablet) => placeNumber(fleet, tablet) === number)
      .flatMap((tablet) => beforeOf(fleet, tablet, place.scope).records);
    await put(store, nowMs, records);
    const lists = new Map(listsIn(records).map(({ id, fields }) => [id, stampsOf(fields)]));
    seededPlaces.push({ ...place, number, lists });
  }
  return enrolAll(store, fleet, seededPlaces, nowMs);
}

async function put(store: Store, nowMs: number, records: readonly WireRecord[]): Promise<void> {
  for (let i = 0; i < records.length; i += BATCH) {
    const batch = records.slice(i, i + BATCH);
    const { rejected } = await store.transaction((writing) =>
      acceptChanges(writing, batch, systemSender(nowMs)),
    );
    if (rejected.length > 0)
      throw new Error(`the fleet's seed was refused: ${JSON.stringify(rejected[0])}`);
  }
}

/** What somebody holds who has pulled everything; pages are thrown away. */
async function pullAll(store: Store, actor: Actor): Promise<Held & { readonly pulls: Pulls }> {
  let cursors: Record<string, number> = {};
  let pulls: Pulls = {};
  for (;;) {
    const page = await store.read((reading) => pullPage(reading, actor, cursors, pulls));
    ({ cursors, pulls } = page);
    if (!page.more) return { cursors, digests: page.digests, pulls };
  }
}

async function enrolAll(
  store: Store,
  fleet: Fleet,
  places: readonly SeededPlace[],
  nowMs: number,
): Promise<Seeded> {
  const enrolledAt = fleet.leftMs - 40 * DAY_MS;
  const held = new Map<string, Held & { readonly pulls: Pulls }>();
  // What all have in common is pulled once.
  let common: Readonly<Record<string, number>> = {};
  for (const place of places) {
    for (const { id } of place.people) {
      const staff = await store.read((reading) => loadStaff(reading, id));
      if (!staff) throw new Error('a person of the fleet is not there');
      const known = await pullKnown(store, staff.actor, common);
      common = { public: known.cursors['public'] ?? 0, org: known.cursors['org'] ?? 0 };
      held.set(id, known);
    }
  }
  const tablets = Array.from({ length: fleet.tablets }, (_, number) => {
    const place = places[placeNumber(fleet, number)]!;
    const person = place.people[personNumber(fleet, number)]!.id;
    const { cursors, digests, pulls } = held.get(person)!;
    const tablet = { number, id: tabletId(number), token: newToken(), place };
    return { tablet: { ...tablet, held: { cursors, digests } }, person, pulls };
  });
  for (let i = 0; i < tablets.length; i += BATCH) {
    const batch = tablets.slice(i, i + BATCH);
    await store.transaction(async (writing) => {
      await Promise.all(
        batch.flatMap(({ tablet: { id, token, number }, person, pulls }) => [
          writing.putDevice({
            id,
            name: `Planšete ${number}`,
            person,
            enrolledAt,
            lastSeen: fleet.leftMs,
          }),
          writing.addToken({
            hash: hashOf(token),
            device: id,
            person,
            createdAt: enrolledAt,
            wipe: false,
            pulls,
          }),
        ]),
      );
    });
  }
  const coordinator = await store.read((reading) => reading.setting(FIRST_COORDINATOR));
  return {
    fleet,
    tablets: tablets.map(({ tablet }) => tablet),
    deskToken: await enrolNew(store, 'fleetdsk', coordinator ?? '', nowMs),
    newToken: await enrolNew(store, 'fleetnew', places[0]?.people[0]?.id ?? '', nowMs),
  };
}

async function enrolNew(store: Store, id: string, person: string, nowMs: number): Promise<string> {
  const token = newToken();
  await store.transaction(async (writing) => {
    await writing.putDevice({ id, name: 'Jauna planšete', person, enrolledAt: nowMs });
    await writing.addToken({
      hash: hashOf(token),
      device: id,
      person,
      createdAt: nowMs,
      wipe: false,
      pulls: {},
    });
  });
  return token;
}

async function pullKnown(
  store: Store,
  actor: Actor,
  common: Readonly<Record<string, number>>,
): Promise<Held & { readonly pulls: Pulls }> {
  if (common['org'] === undefined) return pullAll(store, actor);
  const page = await store.read((reading) => pullPage(reading, actor, common, {}));
  return page.more ? pullAll(store, actor) : page;
}
