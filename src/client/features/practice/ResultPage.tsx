// After a run: what went well, at most two things to try, the belt grown by a row, what now; for the helper the mistakes by code.
// Called by RunScreen.
import { useDevice, useRecords } from '#device/live.ts';
import { whoLearns } from '#device/who-learns.ts';
import { contentWords } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import type { Words } from '#practice-world/words.ts';
import type { Attempt } from '#practice/state.ts';
import { outcomeOf } from '#practice/outcome.ts';
import { isPassed, nextRun, nextWalkthrough } from '#practice/progression.ts';
import { takesSurprises } from '#practice/surprise.ts';
import { mode } from '#ui/appearance.ts';
import { Belt } from '#ui/belt/Belt.tsx';
import type { BeltRow } from '#ui/belt/belt.ts';
import { signFor } from '#ui/belt/belt-signs.ts';
import { Button } from '#ui/Button.tsx';
import { Icon } from '#ui/Icon.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { useDrawn } from '#ui/use-drawn.ts';
import { useBegin, type WalkthroughProps } from './begin.ts';
import { lessonStepPath, PRACTICE, walkthroughPath } from './practice-paths.ts';
import { runsOf, type AttemptRow } from './practice-queries.ts';
import { StaffBlock } from './StaffBlock.tsx';
import { TakeHomeCard } from './TakeHomeCard.tsx';

export type ResultPageProps = WalkthroughProps & {
  readonly row: AttemptRow;
  readonly attempt: Attempt;
  readonly words: Words;
};

export function ResultPage(props: ResultPageProps) {
  const { walkthrough, attempt, words } = props;
  const outcome = outcomeOf(attempt);
  const device = useDevice();
  const helper = device.identity.value !== undefined && mode.value !== 'learner';
  const seed = whoLearns.value ?? device.deviceId;
  const rows = useBeltRows(props);
  // Paper is not what anybody waits for.
  const isDrawn = useDrawn();
  const { runs, next, another } = useNext(props);
  return (
    <PageFrame
      title={t('practice:result.title')}
      back={PRACTICE}
      backLabel={t('practice:all')}
      lead={contentWords(walkthrough.text, 'title')}
    >
      <Said
        title={t('practice:result.well')}
        icon="done"
        items={outcome.wentWell.map((key) => t(`practice:good.${key}`))}
      />
      <Said
        title={t('practice:result.try')}
        icon="forward"
        items={outcome.tryNext.map((key) => t(`practice:try.${key}`))}
      />
      {rows && (
        <figure class="practice-belt">
          <Belt seed={seed} rows={rows} />
          <figcaption>{t('practice:result.belt')}</figcaption>
        </figure>
      )}
      <WhatNow {...props} runs={runs} next={next} another={another} />
      <div class="row no-print">
        <PrintButton label={t('practice:card.print')} />
      </div>
      {helper && (
        <StaffBlock
          attempt={attempt}
          outcome={outcome}
          words={words}
          next={
            isPassed(runs, walkthrough.slug) && another
              ? contentWords(another.text, 'title')
              : t(`practice:mode.${next.mode}`)
          }
        />
      )}
      {rows && isDrawn && (
        <TakeHomeCard
          walkthrough={walkthrough}
          attempt={attempt}
          words={words}
          tryNext={outcome.tryNext}
          belt={{ seed, rows }}
          at={props.row.finishedAt ?? device.now()}
        />
      )}
    </PageFrame>
  );
}

type SaidProps = {
  readonly title: string;
  readonly icon: 'done' | 'forward';
  readonly items: readonly string[];
};

function Said({ title, icon, items }: SaidProps) {
  if (items.length === 0) return null;
  return (
    <section class="practice-said">
      <h2>{title}</h2>
      <ul class={`said said-${icon}`}>
        {items.map((item) => (
          <li key={item}>
            <Icon name={icon} />
            <span>{item}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Only the name is wanted: checking every scenario took longer than all else on this page. */
function skillOf(scenario: unknown): string | undefined {
  const { skill } = (scenario ?? {}) as { readonly skill?: unknown };
  return typeof skill === 'string' ? skill : undefined;
}

/** One row for each finished run, the last ten; this run is the newest. Undefined while looking. */
function useBeltRows({ attempts, row, scenario }: ResultPageProps): BeltRow[] | undefined {
  const walkthroughs = useRecords('walkthrough');
  if (!walkthroughs) return undefined;
  const skill = new Map(walkthroughs.map(({ slug, scenario }) => [slug, skillOf(scenario)]));
  const earlier = attempts.filter(
    (one) => typeof one.finishedAt === 'number' && one.startedAt < row.startedAt,
  );
  return [
    ...earlier.slice(-9).map((one) => skill.get(one.walkthrough) ?? one.walkthrough),
    scenario.skill,
  ].map((one) => ({ sign: signFor(one), done: true }));
}

/** What to do next: the same again in another form, or another walkthrough. */
function useNext(props: ResultPageProps) {
  const { walkthrough, scenario, attempts, row } = props;
  const walkthroughs = useRecords('walkthrough') ?? [];
  // This run counts even before its save has come back from the database.
  const others = attempts.filter((one) => one.id !== row.id && one.startedAt !== row.startedAt);
  const runs = [...runsOf(others), runOf(props)];
  const slugs = walkthroughs.map(({ slug }) => slug);
  const following = nextWalkthrough(runs, slugs, walkthrough.slug);
  return {
    runs,
    next: nextRun(runs, walkthrough.slug, takesSurprises(scenario)),
    another: walkthroughs.find(({ slug }) => slug === following),
  };
}

type WhatNowProps = ResultPageProps & Pick<ReturnType<typeof useNext>, 'next' | 'another' | 'runs'>;

function WhatNow(props: WhatNowProps) {
  const { walkthrough, origin, runs, next, another } = props;
  const begin = useBegin(props);
  const passed = isPassed(runs, walkthrough.slug);
  const again = (
    <Button
      kind={origin.lesson !== undefined || (passed && another) ? 'secondary' : 'primary'}
      onPress={() => void begin(next.mode, false, next.form)}
    >
      {t(`practice:result.again.${next.mode}`)}
    </Button>
  );
  const onward = another && (
    <LinkButton
      kind={passed && origin.lesson === undefined ? 'primary' : 'secondary'}
      icon="practice"
      href={walkthroughPath(another.slug)}
    >
      {t('practice:result.another', { title: contentWords(another.text, 'title') })}
    </LinkButton>
  );
  return (
    <section class="practice-next" aria-labelledby="practice-next">
      <h2 id="practice-next">{t('practice:result.next')}</h2>
      {passed && <p>{t('practice:result.passed')}</p>}
      {origin.lesson !== undefined && (
        <LinkButton icon="learn" href={lessonStepPath(origin.lesson, origin.step)}>
          {t('practice:result.toLesson')}
        </LinkButton>
      )}
      {passed ? onward : again}
      {passed ? again : onward}
    </section>
  );
}

function runOf({ walkthrough, attempt }: ResultPageProps) {
  const { finished, passed, hintLevel } = outcomeOf(attempt);
  return {
    walkthrough: walkthrough.slug,
    form: attempt.form,
    mode: attempt.mode,
    finished,
    passed,
    hintLevel,
  };
}
