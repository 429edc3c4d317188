// "Today again": what was learned a day, a week or a month ago, two minutes each. Called by the list of lessons.
import { contentText } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { CardLink } from '#ui/Card.tsx';
import { refreshPath } from './lesson-paths.ts';
import { useDueToday } from './returns-queries.ts';

/** More would look like a debt: the others come up when these are done. */
const SHOWN = 3;

export function DueToday() {
  const due = useDueToday();
  if (!due) return null;
  const cards = [
    ...due.lessons.map(({ lesson }) => ({
      href: refreshPath(lesson.slug),
      title: contentText(lesson.text, 'title'),
      note: t('lessons:again.minutes'),
    })),
    ...due.practice.map(({ walkthrough }) => ({
      href: `/practice/${walkthrough.slug}`,
      title: contentText(walkthrough.text, 'title'),
      note: t('lessons:again.practice'),
    })),
  ];
  if (cards.length === 0) return null;
  return (
    <section class="stack-tight" aria-labelledby="lessons-again">
      <h2 id="lessons-again">{t('lessons:again.title')}</h2>
      <p>{t('lessons:again.text')}</p>
      <div class="lesson-cards">
        {cards.slice(0, SHOWN).map(({ href, title, note }) => (
          <CardLink
            key={href}
            href={href}
            icon="history"
            title={title.words}
            lang={title.lang}
            note={note}
          />
        ))}
      </div>
    </section>
  );
}
