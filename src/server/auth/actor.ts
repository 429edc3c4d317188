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
  const [one, places] = await Promise.all([
    reading.record({ kind: 'person', id: personId }),
    reading.list('org', 'site'),
  ]);
  const values = living('person', one);
  if (!values || values.active === false) return undefined;
  const all = places.flatMap((record): Site[] => {
    const site = living('site', record);
    return site ? [{ id: record.id, name: site.name }] : [];
  });
  // A coordinator answers for every place; everybody else works where they were put.
  const sites =
    values.role === 'coordinator' ? all : all.filter((site) => values.sites?.[site.id] === true);
  const person = { id: personId, displayName: values.displayName, role: values.role };
  return {
    person,
    sites,
    actor: { role: values.role, personId, sites: sites.map((site) => site.id) },
  };
}
