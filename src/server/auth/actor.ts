// Who somebody is right now: loaded from the person's record at each request, so that a change at the desk holds at once.
import type { Actor, Role } from '#records/define-record.ts';
import type { Kind, Values } from '#records/registry.ts';
import { isDeleted, valuesOf } from '#sync/wire.ts';
import type { Reading, StoredRecord } from '../store/store.ts';

export type Person = { readonly id: string; readonly displayName: string; readonly role: Role };
export type Site = { readonly id: string; readonly name: string };
/** A person who may work now. */
export type Staff = {
  readonly actor: Actor;
  readonly person: Person;
  readonly sites: readonly Site[];
};

const living = <K extends Kind>(kind: K, record: StoredRecord | undefined): Values<K> | undefined =>
  record && record.scope === 'org' && !isDeleted(record.fields)
    ? (valuesOf(kind, record.fields) as Values<K>)
    : undefined;

/**
 * Undefined for a person who is unknown, deleted or no longer active.
 * @param places to spare a coordinator's request the reading of all of them; only within one consistent view (`Store.read`)
 */
export async function loadStaff(
  reading: Reading,
  personId: string,
  places?: KnownPlaces,
): Promise<Staff | undefined> {
  const values = living('person', await reading.record({ kind: 'person', id: personId }));
  if (!values || values.active === false) return undefined;
  const sites =
    values.role === 'coordinator'
      ? await (places?.all(reading) ?? allPlaces(reading))
      : await placesOf(reading, values);
  const person = { id: personId, displayName: values.displayName, role: values.role };
  return {
    person,
    sites,
    actor: { role: values.role, personId, sites: sites.map((site) => site.id) },
  };
}

const sitesIn = (records: readonly StoredRecord[]): Site[] =>
  records.flatMap((record): Site[] => {
    const site = living('site', record);
    return site ? [{ id: record.id, name: site.name }] : [];
  });

/** A coordinator answers for every place. */
const allPlaces = async (reading: Reading): Promise<Site[]> =>
  sitesIn(await reading.list('org', 'site'));

/** Everybody else works where they were put, and only those places are read: what a request costs must not grow with their number. */
async function placesOf(reading: Reading, { sites }: Values<'person'>): Promise<Site[]> {
  const ids = Object.keys(sites ?? {}).filter((id) => sites?.[id] === true);
  const found = await reading.records(ids.map((id) => ({ kind: 'site', id })));
  return sitesIn(found.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
}

/** All places, as long as the store's digest of them, read in the same view, says that they are still these. */
export class KnownPlaces {
  #hex: string | undefined;
  #sites: readonly Site[] = [];

  all = async (reading: Reading): Promise<readonly Site[]> => {
    const digests = await reading.digests(['org']);
    // A seq would not do: after a fail-over or a restore the same number may stand for other places, on whichever server wrote them.
    const hex = digests.find(({ kind }) => kind === 'site')?.hex ?? '';
    if (hex === this.#hex) return this.#sites;
    const sites = await allPlaces(reading);
    this.#sites = sites;
    this.#hex = hex;
    return sites;
  };
}
