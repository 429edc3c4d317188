// Before a run: what it is about, go on with an unfinished one, or choose how much help there should be. Called by WalkthroughScreen.
import { useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import { contentText } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { nextRun } from '#practice/progression.ts';
import { modes, type Mode } from '#practice/scenario.ts';
import { takesSurprises } from '#practice/surprise.ts';
import { replay } from '#practice/attempt.ts';
import type { LoggedAction } from '#practice/state.ts';
import { viewOf } from '#practice/view.ts';
import { Button } from '#ui/Button.tsx';
import { Card } from '#ui/Card.tsx';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { SpeakButton } from '#ui/SpeakButton.tsx';
import { useBegin, type WalkthroughProps } from './begin.ts';
import { PRACTICE, runPath } from './practice-paths.ts';
import { runsOf, unfinished } from './practice-queries.ts';

export function StartPage(props: WalkthroughProps) {
  const { walkthrough, scenario, attempts, origin } = props;
  const device = useDevice();
  const begin = useBegin(props);
  const runs = runsOf(attempts).filter((run) => run.walkthrough === walkthrough.slug);
  const surprising = takesSurprises(scenario);
  const best = nextRun(runs, walkthrough.slug, surprising).mode;
  // Nobody meets a scam by surprise before having done the task alone.
  const offered = modes.filter(
    (one) =>
      one !== 'surprise' ||
      (surprising && runs.some((run) => run.mode === 'alone' && run.finished)),
  );
  const [mode, setMode] = useState<Mode>(best);
  const [failed, setFailed] = useState(false);
  const title = contentText(walkthrough.text, 'title');
  const summary = contentText(walkthrough.text, 'summary');
  const open = unfinished(attempts, walkthrough.slug, device.now());
  // A run with a surprise has more steps than are known here.
  const progress =
    open &&
    open.mode !== 'surprise' &&
    viewOf(replay(scenario, open, (open.events ?? []) as unknown as LoggedAction[])).progress;
  return (
    <PageFrame title={title.words} titleLang={title.lang} back={PRACTICE} lead={summary.words}>
      <SpeakButton text={`${title.words}. ${summary.words}`} lang={title.lang} />
      {failed && <Notice kind="problem" title={t('practice:notKept')} live />}
      {open && (
        <Card
          title={t('practice:resume')}
          icon="history"
          actions={
            <LinkButton href={runPath(walkthrough.slug, open.id, origin)} iconAfter="forward">
              {t('practice:resume')}
            </LinkButton>
          }
        >
          <p>
            {t(`practice:mode.${open.mode}`)}.{' '}
            {progress && t('practice:resumeFrom', { step: progress.at, of: progress.of })}
          </p>
        </Card>
      )}
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void begin(mode).then((began) => setFailed(!began));
        }}
      >
        <ChoiceList
          label={open ? t('practice:orNew') : t('practice:choose')}
          value={mode}
          onChange={(value) => setMode(value as Mode)}
          choices={offered.map((one) => ({
            value: one,
            label: t(`practice:mode.${one}`),
            hint:
              one === best
                ? `${t(`practice:mode.${one}.hint`)} ${t('practice:suggested')}`
                : t(`practice:mode.${one}.hint`),
          }))}
        />
        <Button kind={open ? 'secondary' : 'primary'} type="submit" iconAfter="forward" wide>
          {t('practice:start')}
        </Button>
      </form>
    </PageFrame>
  );
}
