// One path, step by step, also on paper; staff begin it here for everyone who was at the workshop. Route /paths/:slug.
import { useRoute } from 'preact-iso';
import { useBySlug, useDevice, useLive } from '#device/live.ts';
import { contentText } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { mode } from '#ui/appearance.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { List, ListRow } from '#ui/List.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { QrCode } from '#ui/QrCode.tsx';
import { blocksOf } from '#ui/TextBlocks.tsx';
import { lessonAddress, listAddress, pathAddress, PATHS, practiceAddress } from './path-paths.ts';
import { returnRate } from './path-rate.ts';
import { rateWords } from './path-words.ts';
import { type Path, type PathList, usePathLists, useToday } from './paths-queries.ts';
import { StartPath } from './StartPath.tsx';
import './paths.css';

export function PathScreen() {
  const path = useBySlug('path', useRoute().params['slug'] ?? '');
  const staff = useDevice().identity.value !== undefined && mode.value !== 'learner';
  if (!path) {
    return (
      <PageFrame title={t('paths:title')} back={PATHS}>
        {path === undefined ? (
          <p class="soft">{t('common:loading')}</p>
        ) : (
          <EmptyState
            icon="star"
            title={t('paths:missing')}
            action={<LinkButton href={PATHS}>{t('paths:toAll')}</LinkButton>}
          >
            <p>{t('paths:missing.do')}</p>
          </EmptyState>
        )}
      </PageFrame>
    );
  }
  const title = contentText(path.text, 'title');
  return (
    <PageFrame
      title={title.words}
      titleLang={title.lang}
      back={PATHS}
      backLabel={t('paths:toAll')}
      lead={contentText(path.text, 'summary').words}
    >
      <Steps path={path} />
      <div class="row no-print">
        <PrintButton />
      </div>
      {staff && <People path={path} />}
      <div class="path-foot only-print">
        <QrCode
          value={`${location.origin}${pathAddress(path.slug)}`}
          label={`${location.host}${pathAddress(path.slug)}`}
          size={100}
        />
        <p>{t('paths:paper.code')}</p>
      </div>
    </PageFrame>
  );
}

function Steps({ path }: { readonly path: Path }) {
  return (
    <ol class="path-steps">
      {path.steps.map((step) => {
        const title = contentText(path.text, `${step.id}.title`);
        const body = contentText(path.text, `${step.id}.body`);
        return (
          <li key={step.id} class="path-step">
            <p class="path-kind">
              {t(`paths:kind.${step.kind}`)}
              {step.dueDays !== undefined && step.dueDays > 0 && (
                <span class="soft"> · {t('paths:after', { count: step.dueDays })}</span>
              )}
            </p>
            <h2 lang={title.lang}>{title.words}</h2>
            <div class="stack-tight" lang={body.lang}>
              {blocksOf(body.words).map((block, index) =>
                block.kind === 'list' ? (
                  <ul key={index}>
                    {block.items.map((item) => (
                      <li key={item}>{item}</li>
                    ))}
                  </ul>
                ) : (
                  <p key={index}>{block.text}</p>
                ),
              )}
            </div>
            <StepLinks lesson={step.lesson} walkthrough={step.walkthrough} />
          </li>
        );
      })}
    </ol>
  );
}

type StepLinksProps = {
  readonly lesson: string | undefined;
  readonly walkthrough: string | undefined;
};

/** Nothing where the lesson has not reached this device: a link would lead nowhere. */
function StepLinks({ lesson, walkthrough }: StepLinksProps) {
  const taught = useBySlug('lesson', lesson ?? '');
  const practised = useBySlug('walkthrough', walkthrough ?? '');
  if (!taught && !practised) return null;
  return (
    <div class="row no-print">
      {taught && (
        <LinkButton kind="secondary" icon="learn" href={lessonAddress(taught.slug)}>
          {contentText(taught.text, 'title').words}
        </LinkButton>
      )}
      {practised && (
        <LinkButton kind="secondary" icon="practice" href={practiceAddress(practised.slug)}>
          {contentText(practised.text, 'title').words}
        </LinkButton>
      )}
    </div>
  );
}

/** Who is on the path here, how many came back, and the form that begins it. */
function People({ path }: { readonly path: Path }) {
  const lists = usePathLists()?.get(path.slug) ?? [];
  const today = useToday();
  const rate = returnRate(path.steps, lists, today);
  return (
    <div class="stack no-print">
      <section class="stack-tight" aria-labelledby="path-people">
        <h2 id="path-people">{t('paths:people')}</h2>
        {lists.length === 0 ? (
          <p>{t('paths:people.none')}</p>
        ) : (
          <>
            <p>{rateWords(rate)}</p>
            <p class="soft">{t('paths:rate.help')}</p>
            <List label={t('paths:people')}>
              {lists.map((list) => (
                <Person key={list.id} path={path} list={list} />
              ))}
            </List>
          </>
        )}
      </section>
      <StartPath path={path} />
    </div>
  );
}

function Person({ path, list }: { readonly path: Path; readonly list: PathList }) {
  const learner = useLive(
    async (db) =>
      list.learnerId ? ((await db.rows('learner').get(list.learnerId)) ?? null) : null,
    [list.learnerId],
  );
  const done = path.steps.filter(({ id }) => list.ticks?.[id] === true).length;
  return (
    <ListRow
      href={listAddress(list.id)}
      icon="person"
      title={learner && !learner.deleted ? learner.code : t('paths:nobody')}
      text={t('paths:done', { count: done, of: path.steps.length })}
    />
  );
}
