// Before a run: what it is about, go on with an unfinished one, or choose how much help there should be. Called by WalkthroughScreen.
import { useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import { contentText } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { nextRun } from '#practice/progression.ts';
import type { Mode } from '#practice/scenario.ts';
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

const offered: readonly Mode[] = ['shown', 'together', 'alone'];

export function StartPage(props: WalkthroughProps) {
  const { walkthrough, scenario, attempts, origin } = props;
  const device = useDevice();
  const begin = useBegin(props);
  const best = nextRun(runsOf(attempts), walkthrough.slug).mode;
  const [mode, setMode] = useState<Mode>(best);
  const [failed, setFailed] = useState(false);
  const title = contentText(walkthrough.text, 'title');
  const summary = contentText(walkthrough.text, 'summary');
  const open = unfinished(attempts, walkthrough.slug, device.now());
  const progress =
    open &&
    viewOf(replay(scenario, open, (open.events ?? []) as unknown as LoggedAction[])).progress;
  return (
    <PageFrame title={title.words} titleLang={title.lang} back={PRACTICE} lead={summary.words}>
      <SpeakButton text={`${title.words}. ${summary.words}`} lang={title.lang} />
      {failed && <Notice kind="problem" title={t('practice:notKept')} live />}
      {open && progress && (
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
            {t('practice:resumeFrom', { step: progress.at, of: progress.of })}
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
