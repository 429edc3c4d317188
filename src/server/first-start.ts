// The first person of a new organisation: a coordinator, and the code that lets them in. Called by main.ts at each start.
import { uuidv7 } from '#core/ids.ts';
import { makeStamp } from '#core/stamp.ts';
import { registersOf } from '#sync/wire.ts';
import { invite, type Means } from './auth/enrolment.ts';
import { acceptChanges, systemSender } from './store/accept.ts';
import type { Store } from './store/store.ts';

const FIRST = 'first-coordinator';

/**
 * Makes the first coordinator once, and a code for them as long as nobody has ever enrolled with one.
 * @returns the code to show, undefined when it is no longer needed
 */
export async function firstCoordinator(
  store: Store,
  means: Means,
  setupCode?: string,
): Promise<string | undefined> {
  const person =
    (await store.read((reading) => reading.setting(FIRST))) ??
    (await makeCoordinator(store, means));
  return store.transaction(async (writing) => {
    if ((await writing.tokensOf({ person })).length > 0) return undefined;
    // Only the hash of the last start's code is known, so a new one takes its place.
    await writing.removeInvitesOf(person);
    return (await invite(writing, person, means, setupCode)).code;
  });
}

const makeCoordinator = (store: Store, means: Means): Promise<string> =>
  store.transaction(async (writing) => {
    const id = uuidv7(means.nowMs, means.random);
    const values = { displayName: 'Koordinators', role: 'coordinator', active: true };
    const fields = registersOf('person', values, makeStamp(means.nowMs, 0, means.server));
    await acceptChanges(
      writing,
      [{ kind: 'person', id, scope: 'org', fields }],
      systemSender(means.nowMs),
    );
    await writing.putSetting(FIRST, id);
    return id;
  });
