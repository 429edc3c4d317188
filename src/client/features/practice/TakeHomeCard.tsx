// What goes home on paper after a run: what was practised, the way in a few lines, what to try, the belt, a code that leads back.
// Part of the result page, seen on paper only; large type, black and white, no name on it. Called by ResultPage.
import { useRecords } from '#device/live.ts';
import { contentWords } from '#i18n/content-text.ts';
import { formatDateWithYear } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import type { ScenarioTexts, Words } from '#practice-world/words.ts';
import { rightWay } from '#practice/guide.ts';
import type { Attempt } from '#practice/state.ts';
import { Belt } from '#ui/belt/Belt.tsx';
import type { BeltRow } from '#ui/belt/belt.ts';
import { QrCode } from '#ui/QrCode.tsx';
import { lessonStepPath, walkthroughPath } from './practice-paths.ts';

export type TakeHomeCardProps = {
  readonly walkthrough: { readonly slug: string; readonly text?: ScenarioTexts };
  readonly attempt: Attempt;
  readonly words: Words;
  readonly tryNext: readonly string[];
  readonly belt: { readonly seed: string; readonly rows: readonly BeltRow[] };
  /** When the run was finished, milliseconds. */
  readonly at: number;
};

/** More than this nobody reads on a card. */
const LINES = 7;

export function TakeHomeCard({
  walkthrough,
  attempt,
  words,
  tryNext,
  belt,
  at,
}: TakeHomeCardProps) {
  const lessons = useRecords('lesson') ?? [];
  const lesson = lessons.find((one) => JSON.stringify(one.steps).includes(`"${walkthrough.slug}"`));
  const path = lesson ? lessonStepPath(lesson.slug, undefined) : walkthroughPath(walkthrough.slug);
  const address = `${location.origin}${path}`;
  return (
    <section class="home-card only-print">
      <h2>{contentWords(walkthrough.text, 'title')}</h2>
      <p>{t('practice:card.done', { date: formatDateWithYear(at) })}</p>
      <h3>{t('practice:card.steps')}</h3>
      <ol>
        {wayOf(attempt, words).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      {tryNext.length > 0 && (
        <>
          <h3>{t('practice:result.try')}</h3>
          <ul>
            {tryNext.map((key) => (
              <li key={key}>{t(`practice:try.${key}`)}</li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('practice:card.help')}</h3>
      <p>{t('practice:card.helpWhere')}</p>
      <p class="home-card-next">{t('practice:card.next')}</p>
      <div class="home-card-foot">
        <QrCode value={address} label={t('practice:card.code')} size={170} />
        <Belt seed={belt.seed} rows={belt.rows} />
      </div>
      <p class="home-card-address">{address}</p>
    </section>
  );
}

/** Titles of the right way's steps, spread over the whole of it when there are many; what is only read is left out. */
function wayOf(attempt: Attempt, words: Words): string[] {
  const titles = rightWay(attempt)
    .filter(({ kind }) => kind !== 'read')
    .map(({ id }) => words.own(`${id}.title`));
  const all = [...new Set(titles)].filter((title) => title !== '');
  if (all.length <= LINES) return all;
  return Array.from(
    { length: LINES },
    (_, i) => all[Math.round((i * (all.length - 1)) / (LINES - 1))]!,
  );
}
