// The player: one task per screen, papers beside the phone, help in the same corner, what happened at the top and at the field.
// Called by WalkthroughScreen with a run's id.
import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { t } from '#i18n/i18n.ts';
import { Stage } from '#practice-world/Stage.tsx';
import { TrainingBand } from '#practice-world/Training.tsx';
import { wordsOf } from '#practice-world/words.ts';
import { nextAction } from '#practice/guide.ts';
import { viewOf } from '#practice/view.ts';
import { Button } from '#ui/Button.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { Progress } from '#ui/Progress.tsx';
import { SpeakButton } from '#ui/SpeakButton.tsx';
import type { WalkthroughProps } from './begin.ts';
import { HelpForStep, HintBox } from './HelpForStep.tsx';
import { PRACTICE, runPath, walkthroughPath } from './practice-paths.ts';
import { useStoredRun, type AttemptRow } from './practice-queries.ts';
import { ResultPage } from './ResultPage.tsx';
import { StepNotice } from './StepNotice.tsx';
import { usePlayed } from './use-played.ts';
import { useRun } from './use-run.ts';

export function RunScreen(props: WalkthroughProps & { readonly run: string }) {
  const row = useStoredRun(props.run);
  if (row) return <Prepared {...props} row={row} />;
  return (
    <PageFrame title={t('practice:title')} back={PRACTICE}>
      {row === null ? (
        <Notice kind="info" title={t('practice:missing.title')} />
      ) : (
        <p class="soft">{t('common:loading')}</p>
      )}
    </PageFrame>
  );
}

/** The engine begins with the whole scenario: a guest has to be there first. */
function Prepared(props: WalkthroughProps & { readonly row: AttemptRow }) {
  const played = usePlayed(props, props.row);
  return played ? <Playing {...props} {...played} /> : null;
}

function Playing(props: WalkthroughProps & { readonly row: AttemptRow }) {
  const { walkthrough, scenario, row, origin } = props;
  const { route } = useLocation();
  const run = useRun(
    scenario,
    row,
    (id) => route(runPath(walkthrough.slug, id, origin), true),
    () => route(walkthroughPath(walkthrough.slug), true),
  );
  const { attempt } = run;
  const view = viewOf(attempt);
  const words = wordsOf(walkthrough.text, attempt.world.values);
  const top = useRef<HTMLDivElement>(null);
  const shown = useRef(attempt.finished ? 'done' : view.step);

  // Each step is a new screen: begin at its title, as after a navigation.
  const screen = attempt.finished ? 'done' : view.step;
  useEffect(() => {
    if (shown.current === screen) return;
    shown.current = screen;
    scrollTo(0, 0);
    document.querySelector<HTMLElement>('main h1, h1')?.focus({ preventScroll: true });
  }, [screen]);
  // What happened must be seen, also by somebody who pressed a button far below.
  useEffect(() => {
    if (attempt.notice && attempt.notice.reason !== 'right')
      top.current?.scrollIntoView({ block: 'nearest' });
  }, [attempt.notice]);

  if (attempt.finished) return <ResultPage {...props} attempt={attempt} words={words} />;

  const task = words.own(`${view.step}.task`);
  const problem =
    view.notice && view.notice.tone !== 'good'
      ? words.say(view.notice.say, view.notice.params)
      : '';
  const primary = (): void => {
    const right = nextAction(attempt);
    run.act(view.primary === 'follow' && right ? right : { do: 'next' });
  };
  return (
    <>
      <TrainingBand clock={view.clock} />
      <PageFrame
        title={words.own(`${view.step}.title`)}
        wide={view.papers.some((paper) => !paper.inside) && view.place !== 'table'}
        back={walkthroughPath(walkthrough.slug)}
        onBack={view.canBack ? run.back : undefined}
        lead={<Progress now={view.progress.at} of={view.progress.of} />}
        help={<HelpForStep view={view} words={words} act={run.act} />}
      >
        <div class="practice-top" ref={top}>
          {run.unkept && (
            <Notice kind="problem" title={t('practice:notKept')}>
              <p>{t('practice:notKeptText')}</p>
            </Notice>
          )}
          <StepNotice view={view} words={words} />
          <div class="practice-task">
            <p class="practice-task-words">{task}</p>
            <SpeakButton text={task} />
          </div>
          <HintBox view={view} words={words} attempt={attempt} />
        </div>
        <Stage
          view={view}
          words={words}
          act={run.act}
          onPrimary={primary}
          error={problem === '' ? undefined : problem}
        />
        {view.canUndo && (
          <div class="practice-foot">
            <Button kind="quiet" icon="undo" onPress={() => run.act({ do: 'undo' })}>
              {t('common:undo')}
            </Button>
          </div>
        )}
      </PageFrame>
    </>
  );
}
