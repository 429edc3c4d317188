// Who holds this device: nobody (a resident), or one enrolled person with a token. Read by every screen that shows staff work.
import { newDeviceId, type RandomBytes } from '#core/ids.ts';
import type { Actor } from '#records/define-record.ts';
import { RESIDENT } from '#sync/access.ts';
import type { EnrolAnswer } from '#sync/messages.ts';
import type { Database } from './database.ts';
import { readMeta, writeMeta } from './meta.ts';

export type Identity = EnrolAnswer & {
  /** The server no longer takes this token: work goes on here, sending waits for a new code. */
  readonly signedOut?: 'not-signed-in' | 'device-revoked';
};

/** Places as people look for them: by name, in the alphabet of the place. */
export const byName = (sites: Identity['sites']): Identity['sites'] =>
  sites.toSorted((a, b) => a.name.localeCompare(b.name, 'lv'));

export const actorOf = (identity: Identity | undefined): Actor =>
  identity
    ? {
        role: identity.person.role,
        personId: identity.person.id,
        sites: identity.sites.map((site) => site.id),
      }
    : RESIDENT;

/** The device's part of its stamps; made once and kept, signed in or not. */
export async function deviceIdOf(db: Database, random: RandomBytes): Promise<string> {
  return db.transaction('rw', db.meta, async () => {
    const kept = await readMeta<string>(db, 'device-id');
    if (kept !== undefined) return kept;
    const made = newDeviceId(random);
    await writeMeta(db, 'device-id', made);
    return made;
  });
}
