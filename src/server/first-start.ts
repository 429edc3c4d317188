// The first person of a new organisation: a coordinator, and the code that lets them in. Called by main.ts at each start.
import { uuidv7 } from '#core/ids.ts';
import { makeStamp } from '#core/stamp.ts';
import { registersOf } from '#sync/wire.ts';
import { FIRST_COORDINATOR, invite, type Means } from './auth/enrolment.ts';
import { acceptChanges, systemSender } from './store/accept.ts';
import type { Store, Writing } from './store/store.ts';

/** Servers that start within this time of each other count as started together. */
const TOGETHER_MS = 60_000;

/**
 * Makes the first coordinator once, and a code for them as long as nobody has ever enrolled with one.
 * @returns the code to show, undefined when it is no longer needed
 */
export async function firstCoordinator(
  store: Store,
  means: Means,
  setupCode?: string,
): Promise<string | undefined> {
  return store.transaction(async (writing) => {
    // Servers that share a store may start at the same moment: the first makes the person, the others find them.
    await writing.lockScopes(['org']);
    const person =
      (await writing.setting(FIRST_COORDINATOR)) ?? (await makeCoordinator(writing, means));
    if ((await writing.tokens({ person })).length > 0) return undefined;
    // Only the hash of the last start's code is known, so a new one takes its place. What another server printed
    // a moment ago stays: nobody can tell which of the terminals is looked at.
    const together = store.name === 'postgres' ? TOGETHER_MS : 0;
    await writing.removeInvitesOf(person, means.nowMs - together + 1);
    return (await invite(writing, person, means, setupCode)).code;
  });
}

async function makeCoordinator(writing: Writing, means: Means): Promise<string> {
  const id = uuidv7(means.nowMs, means.random);
  const values = { displayName: 'Koordinators', role: 'coordinator', active: true };
  const fields = registersOf('person', values, makeStamp(means.nowMs, 0, means.server));
  await acceptChanges(
    writing,
    [{ kind: 'person', id, scope: 'org', fields }],
    systemSender(means.nowMs),
  );
  await writing.putSetting(FIRST_COORDINATOR, id);
  return id;
}
