// Writes of the desk: staff, places of work, the organisation; and the calls that only a coordinator makes.
import type { Row } from '#device/database.ts';
import type { Device } from '#device/device.ts';
import { creation, type Patch } from '#device/write.ts';
import type { Written } from './content-draft.ts';
import { type Invite, readInvite } from './desk-queries.ts';

type Created = Awaited<ReturnType<Device['create']>>;

export type PersonForm = {
  readonly displayName: string;
  readonly role: Row<'person'>['role'];
  readonly sites: readonly string[];
  readonly minor: boolean;
};

/** A new member of staff; answers the id. */
export const addPerson = (device: Device, form: PersonForm): Promise<Created> =>
  device.create('person', 'org', {
    displayName: form.displayName.trim(),
    role: form.role,
    sites: Object.fromEntries(form.sites.map((id) => [id, true])),
    minor: form.minor,
    active: true,
  });

export function changePerson(
  device: Device,
  form: PersonForm,
  before: Row<'person'>,
): Promise<Written> {
  const left = Object.keys(before.sites ?? {}).filter((id) => !form.sites.includes(id));
  return device.change('person', before.id, {
    displayName: form.displayName.trim(),
    role: form.role,
    sites: {
      ...Object.fromEntries(left.map((id) => [id, null])),
      ...Object.fromEntries(form.sites.map((id) => [id, true])),
    },
    minor: form.minor,
  });
}

/** Somebody who left can't enrol any more; the records of their work stay. */
export const setActive = (device: Device, id: string, active: boolean): Promise<Written> =>
  device.change('person', id, { active });

export type Asked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string };

/** A code for one person's next device. What is new about the person must be on the server first. */
export async function invite(device: Device, personId: string): Promise<Asked<Invite>> {
  await device.engine.sync();
  const reply = await device.ask('POST', '/invites', { personId });
  if (!reply.ok) return { ok: false, code: reply.error.code };
  const value = readInvite(reply.value);
  return value ? { ok: true, value } : { ok: false, code: 'server-failed' };
}

/** Stops trusting a device; with `wipe` it also clears itself when it next meets the server. */
export async function revoke(device: Device, id: string, wipe: boolean): Promise<Asked<undefined>> {
  const reply = await device.ask('POST', `/devices/${encodeURIComponent(id)}/revoke`, { wipe });
  return reply.ok ? { ok: true, value: undefined } : { ok: false, code: reply.error.code };
}

/** A known place becomes a place of work: its id is the place's id, so that `site:<id>` is the scope of what is recorded there. */
export const addSite = (device: Device, place: Row<'place'>, name: string): Promise<Written> =>
  device.writeAll([
    creation('site', place.id, 'org', {
      name,
      ...(place.parish == null ? {} : { parish: place.parish }),
    }),
  ]);

export const setSiteClosed = (device: Device, id: string, closed: boolean): Promise<Written> =>
  device.change('site', id, { closed });

export const changeOrganisation = (
  device: Device,
  id: string,
  patch: Patch<'organisation'>,
): Promise<Written> => device.change('organisation', id, patch);
