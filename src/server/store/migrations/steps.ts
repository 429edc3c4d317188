// Every change of the tables so far, in order, each in both dialects. Forward only: the next one is a file of its own.
// Read by migrate.ts (SQLite) and migrate-postgres.ts.
import { start } from './001-start.ts';
import { tries } from './002-tries.ts';
import { fewerIndexes } from './003-fewer-indexes.ts';
import { erasedMedia } from './004-erased-media.ts';

export type Step = {
  readonly number: number;
  readonly name: string;
  readonly sqlite: string;
  readonly postgres: string;
};

export const steps: readonly Step[] = [start, tries, fewerIndexes, erasedMedia];

/** A database that a newer program wrote; its data must not be touched by this one. */
export class NewerDatabase extends Error {}

/** @throws NewerDatabase when the tables have a step that this program does not know */
export function assertKnown(done: number, known: readonly Step[]): void {
  const newest = Math.max(...known.map((step) => step.number));
  if (done > newest)
    throw new NewerDatabase(
      `the data were written by a newer version (tables ${done}, this version knows ${newest})`,
    );
}
