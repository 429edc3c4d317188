// The belt of whoever learns on this device without a code: a row for each lesson, woven when finished.
import { useDevice, useLive } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import type { BeltRow } from '#ui/belt/belt.ts';
import { signFor } from '#ui/belt/belt-signs.ts';
import { LazyBelt } from '#ui/belt/LazyBelt.tsx';
import strip from '#ui/belt/belt-strip.svg';

/** Rows of the belt; the finished lessons first, so that the band has no holes. */
function useOwnRows(): readonly BeltRow[] | undefined {
  return useLive(async (db) => {
    const [lessons, progress] = await Promise.all([
      db.rows('lesson').toArray(),
      db.rows('progress').toArray(),
    ]);
    const finished = new Set(
      progress
        .filter((row) => !row.deleted && row.scope === 'device' && !row.learnerId && row.finishedAt)
        .map((row) => row.lesson),
    );
    return lessons
      .filter((lesson) => !lesson.deleted)
      .toSorted((a, b) => a.order - b.order)
      .map((lesson) => ({ sign: signFor(lesson.topic), done: finished.has(lesson.slug) }))
      .toSorted((a, b) => Number(b.done) - Number(a.done));
  }, []);
}

export function HomeBelt() {
  const { deviceId } = useDevice();
  const rows = useOwnRows();
  if (!rows || rows.length === 0) return null;
  const done = rows.filter((row) => row.done).length;
  // Nothing woven yet: a pale picture of a belt to come, and the weaving code need not come for it.
  return (
    <section class="stack-tight" aria-labelledby="home-belt">
      <h2 id="home-belt">{t('home:belt')}</h2>
      {done > 0 ? (
        <LazyBelt seed={deviceId} rows={rows} />
      ) : (
        <img class="belt-to-come" src={strip} alt="" width="404" height="128" />
      )}
      <p>
        {done === 0 ? t('home:belt.begin') : t('home:belt.woven', { count: done, of: rows.length })}
      </p>
    </section>
  );
}
