// `/learners/due`: who of this place is to be asked again today, and what; one tap opens it for that code.
import { useDevice, useLive } from '#device/live.ts';
import { contentText } from '#i18n/content-text.ts';
import { formatDate } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Card } from '#ui/Card.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { type DueLearner, dueAt } from './due-queries.ts';
import './people.css';

/** For one code at once; the rest comes up when these are done. */
const SHOWN = 3;

export function DueScreen() {
  const device = useDevice();
  const scope = `site:${device.siteId.value ?? ''}`;
  const due = useLive(
    (db) => {
      const now = device.now();
      return dueAt(db, scope, now, new Date(now).getTimezoneOffset());
    },
    [scope],
  );
  return (
    <PageFrame
      title={t('people:due.title')}
      back="/learners"
      lead={t('people:due.lead')}
      help={<p>{t('people:due.help')}</p>}
    >
      {!due ? (
        <p class="soft">{t('common:loading')}</p>
      ) : due.length === 0 ? (
        <EmptyState
          icon="done"
          title={t('people:due.empty')}
          action={<LinkButton href="/learners">{t('people:toList')}</LinkButton>}
        >
          <p>{t('people:due.empty.text')}</p>
        </EmptyState>
      ) : (
        <>
          <p role="status">{t('people:due.count', { count: due.length })}</p>
          {due.map((one) => (
            <DueCard key={one.learner.id} due={one} />
          ))}
        </>
      )}
      <div class="row no-print">
        <LinkButton kind="secondary" icon="todo" href="/todos">
          {t('people:due.lists')}
        </LinkButton>
      </div>
    </PageFrame>
  );
}

function DueCard({
  due: { learner, lessons, practice, lists, since },
}: {
  readonly due: DueLearner;
}) {
  const links = [
    ...lessons.map(({ item }) => ({
      href: `/learn/${item.slug}/refresh?learner=${learner.id}`,
      text: contentText(item.text, 'title'),
      icon: 'learn' as const,
    })),
    ...practice.map(({ item }) => ({
      href: `/practice/${item.slug}?learner=${learner.id}`,
      text: contentText(item.text, 'title'),
      icon: 'practice' as const,
    })),
    ...lists.map(({ item, stuckDays }) => ({
      href: `/todos/${item.id}`,
      text: {
        words: `${item.title}: ${t('todos:stuck', { count: stuckDays }).toLocaleLowerCase()}`,
        lang: undefined,
      },
      icon: 'todo' as const,
    })),
  ];
  return (
    <Card title={learner.code} icon="person">
      <p class="soft">{t('people:due.since', { date: formatDate(since) })}</p>
      <div class="stack-tight">
        {links.slice(0, SHOWN).map(({ href, text, icon }) => (
          <LinkButton key={href} kind="secondary" href={href} icon={icon}>
            <span lang={text.lang}>{text.words}</span>
          </LinkButton>
        ))}
      </div>
      {links.length > SHOWN && (
        <p class="soft">{t('people:due.more', { count: links.length - SHOWN })}</p>
      )}
    </Card>
  );
}
