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

/** Undefined for a person who is unknown, deleted or no longer active. */
export async function loadStaff(reading: Reading, personId: string): Promise<Staff | undefined> {
  const values = living('person', await reading.record({ kind: 'person', id: personId }));
  if (!values || values.active === false) return undefined;
  const sites = (await placesOf(reading, values)).flatMap((record): Site[] => {
    const site = living('site', record);
    return site ? [{ id: record.id, name: site.name }] : [];
  });
  const person = { id: personId, displayName: values.displayName, role: values.role };
  return {
    person,
    sites,
    actor: { role: values.role, personId, sites: sites.map((site) => site.id) },
  };
}

/**
 * A coordinator answers for every place; everybody else works where they were put, and only those places are read: what a request costs
 * must not grow with the number of places.
 */
async function placesOf(
  reading: Reading,
  { role, sites }: Values<'person'>,
): Promise<StoredRecord[]> {
  if (role === 'coordinator') return reading.list('org', 'site');
  const ids = Object.keys(sites ?? {}).filter((id) => sites?.[id] === true);
  const found = await reading.records(ids.map((id) => ({ kind: 'site', id })));
  return found.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
