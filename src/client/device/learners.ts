// Learners as this device knows them: who was here last, and a new code. Called by the records, the learners' screens
// and whoever lets a helper choose a learner.
import { makeLearnerCode } from '#core/learner-code.ts';
import type { Database } from './database.ts';
import type { Row } from './row.ts';
import type { Device } from './device.ts';
import { useDevice, useLive } from './live.ts';

/** A learner with the instant of the last session that names the code (milliseconds since 1970; 0 for none on this device). */
export type KnownLearner = { readonly row: Row<'learner'>; readonly lastSession: number };

/** Learners of one scope, or of all that this device holds; who was here last comes first, then the newest codes. */
export async function learnersByRecency(db: Database, scope?: string): Promise<KnownLearner[]> {
  const [rows, sessions] = await Promise.all([
    db.rows('learner').toArray(),
    db.rows('session').toArray(),
  ]);
  const last = new Map<string, number>();
  for (const session of sessions) {
    if (session.deleted) continue;
    for (const [id, was] of Object.entries(session.learners ?? {})) {
      if (was && session.startedAt > (last.get(id) ?? 0)) last.set(id, session.startedAt);
    }
  }
  return rows
    .filter((row) => !row.deleted && (scope === undefined || row.scope === scope))
    .map((row) => ({ row, lastSession: last.get(row.id) ?? 0 }))
    .toSorted((a, b) => b.lastSession - a.lastSession || (a.row.id < b.row.id ? 1 : -1));
}

/** Learners of the place that staff work at now, the ones met last first; undefined while looking. */
export function useLearners(): readonly Row<'learner'>[] | undefined {
  const site = useDevice().siteId.value;
  return useLive(
    async (db) => (await learnersByRecency(db, `site:${site}`)).map(({ row }) => row),
    [site],
  );
}

/** A new code at a place, free on this device; answers the learner's id. */
export async function createLearner(device: Device, siteId: string): ReturnType<Device['create']> {
  // Erased learners have no code any more.
  const codes = (await device.db.rows('learner').toArray()).flatMap(
    (row: Partial<Row<'learner'>>) => row.code ?? [],
  );
  return device.create('learner', `site:${siteId}`, {
    code: makeLearnerCode(device.random, codes),
  });
}
