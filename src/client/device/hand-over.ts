// Handing the tablet to a learner and back: while handed over, leaving needs the code that the ambassador chose.
// The code guards against a wandering tap, not against a thief: see the threat notes in README.md of this room.
import { signal, type ReadonlySignal } from '@preact/signals';
import type { RandomBytes } from '#core/ids.ts';
import type { Database } from './database.ts';
import { readMeta, writeMeta } from './meta.ts';
import { chooseLearner } from './who-learns.ts';

type Kept = {
  /** Handed to a learner now; with which code, in hex with its salt. */
  readonly active: boolean;
  readonly learnerId?: string;
  readonly salt?: string;
  readonly hash?: string;
  readonly failures: number;
  /** No try is taken before this instant, milliseconds since 1970. Kept in the database, so a reload does not help. */
  readonly lockedUntil: number;
};

const NOBODY: Kept = { active: false, failures: 0, lockedUntil: 0 };
const FREE_TRIES = 3;

export type HandOver = {
  readonly active: ReadonlySignal<boolean>;
  readonly learnerId: ReadonlySignal<string | undefined>;
  /** Whether a code was chosen on this tablet before. */
  readonly hasCode: ReadonlySignal<boolean>;
  readonly chooseCode: (code: string) => Promise<void>;
  /** Gives the tablet to a learner (known by code, or to anyone). A code must have been chosen. */
  readonly begin: (learnerId?: string) => Promise<void>;
  /** @returns true when the code was right; otherwise milliseconds to wait before the next try, 0 when it may be tried at once */
  readonly end: (code: string) => Promise<true | number>;
};

const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');

/** The hashing comes when a code is chosen or tried, not at each start. */
const digest = async (code: string, salt: string): Promise<string> =>
  (await import('./code-hash.ts')).hashCode(code, salt);

export async function openHandOver(
  db: Database,
  now: () => number,
  random: RandomBytes,
): Promise<HandOver> {
  let kept = (await readMeta<Kept>(db, 'hand-over')) ?? NOBODY;
  const active = signal(kept.active);
  const learnerId = signal(kept.learnerId);
  const hasCode = signal(kept.hash !== undefined);
  // In a learner's hands it is that learner who learns, after a restart too.
  if (kept.active) chooseLearner(kept.learnerId);
  const keep = async (next: Kept): Promise<void> => {
    await writeMeta(db, 'hand-over', next);
    kept = next;
    active.value = next.active;
    learnerId.value = next.learnerId;
    if (next.active) chooseLearner(next.learnerId);
    hasCode.value = next.hash !== undefined;
  };

  return {
    active,
    learnerId,
    hasCode,
    chooseCode: async (code) => {
      const salt = toHex(random(16));
      await keep({ ...kept, salt, hash: await digest(code, salt), failures: 0, lockedUntil: 0 });
    },
    begin: async (learner) => {
      if (kept.hash === undefined)
        throw new Error('choose a code before the tablet is handed over');
      const { learnerId: _, ...rest } = kept;
      await keep({
        ...rest,
        active: true,
        ...(learner === undefined ? {} : { learnerId: learner }),
      });
    },
    end: async (code) => {
      if (now() < kept.lockedUntil) return kept.lockedUntil - now();
      if (kept.salt !== undefined && (await digest(code, kept.salt)) === kept.hash) {
        const { learnerId: _, ...rest } = kept;
        await keep({ ...rest, active: false, failures: 0, lockedUntil: 0 });
        return true;
      }
      const failures = kept.failures + 1;
      // 3 tries free, then 10 s, 20 s, 40 s … at most 10 minutes.
      const wait =
        failures < FREE_TRIES ? 0 : Math.min(600_000, 10_000 * 2 ** (failures - FREE_TRIES));
      await keep({ ...kept, failures, lockedUntil: wait === 0 ? 0 : now() + wait });
      return wait;
    },
  };
}
