// Pictures and sound of records that were erased leave this device, too. What has to go is noted in the transaction that erases
// (unit-of-work.ts), so that a kill in between forgets nothing; it goes at the end of the round (sync/round.ts) and before media are
// exchanged (media-exchange.ts).
import { ERASED } from '#sync/wire.ts';
import type { Database } from './database.ts';
import { namedInRow, namedMedia } from './media-named.ts';
import { forgetMeta, readMeta, writeMeta } from './meta.ts';
import type { AnyRow } from './row.ts';

const NOTE = 'erased-media';
const noted = async (db: Database): Promise<readonly string[]> =>
  (await readMeta<string[]>(db, NOTE)) ?? [];

/** Files that a row named and that have to go with it; none as long as it is not erased. */
export const leftBy = (before: AnyRow | undefined, now: AnyRow): readonly string[] =>
  before && now[ERASED] === true ? [...namedInRow(before).all] : [];

export const noteErased = async (db: Database, shas: Iterable<string>): Promise<void> =>
  writeMeta(db, NOTE, [...new Set([...(await noted(db)), ...shas])]);

/** Everything of one file: whole, small, or half come. */
export const forgetFile = (db: Database, sha: string): Promise<void> =>
  db.transaction('rw', [db.media, db.mediaBytes], async () => {
    await db.media.delete(sha);
    await db.mediaBytes.where('key').startsWith(sha).delete();
  });

/**
 * Files that an erased record named go at once, unless another record names them. So do those that a record named before its last
 * change and that wait for nothing here (media-exchange.ts): they may have been of the erased one.
 */
export async function forgetErased(db: Database): Promise<void> {
  const shas = await noted(db);
  if (shas.length === 0) return;
  const { all } = await namedMedia(db);
  const unnamed = await db.media.filter(({ state }) => state !== 'local').primaryKeys();
  for (const sha of new Set([...shas, ...unnamed])) if (!all.has(sha)) await forgetFile(db, sha);
  await db.transaction('rw', db.meta, async () => {
    const rest = (await noted(db)).filter((sha) => !shas.includes(sha));
    await (rest.length === 0 ? forgetMeta(db, NOTE) : writeMeta(db, NOTE, rest));
  });
}
