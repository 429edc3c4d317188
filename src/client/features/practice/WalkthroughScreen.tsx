// One walkthrough. Route /practice/:slug: choose how; ?mode=: begin at once (a lesson's do-it-now step, a printed bill); ?run=: play it.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { useBySlug } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { readScenario } from '#practice-world/read-scenario.ts';
import { readBillNumber, type PrintedBill } from '#practice/printed-bill.ts';
import { modes, type Mode } from '#practice/scenario.ts';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { useBegin, type WalkthroughProps } from './begin.ts';
import { PRACTICE, type Origin } from './practice-paths.ts';
import { useAttempts } from './practice-queries.ts';
import { RunScreen } from './RunScreen.tsx';
import { StartPage } from './StartPage.tsx';
import './practice.css';

export function WalkthroughScreen() {
  const slug = useRoute().params['slug'] ?? '';
  const { query } = useLocation();
  const walkthrough = useBySlug('walkthrough', slug);
  const attempts = useAttempts();
  if (walkthrough === undefined || attempts === undefined)
    return <Plain>{<p class="soft">{t('common:loading')}</p>}</Plain>;
  if (walkthrough === null)
    return (
      <Plain>
        <Notice kind="info" title={t('practice:missing.title')} />
        <div>
          <LinkButton href={PRACTICE} icon="practice">
            {t('practice:all')}
          </LinkButton>
        </div>
      </Plain>
    );
  const scenario = readScenario(walkthrough.scenario);
  if (scenario === null) {
    return (
      <Plain>
        <Notice kind="careful" title={t('practice:broken.title')}>
          <p>{t('practice:broken.text')}</p>
        </Notice>
      </Plain>
    );
  }
  const origin: Origin = { lesson: query['lesson'], step: query['step'] };
  const shared = { walkthrough, scenario, attempts, origin };
  const run = query['run'];
  if (run !== undefined) return <RunScreen key={run} {...shared} run={run} />;
  const mode = modes.find((one) => one === query['mode']);
  const bill = readBillNumber(query['bill'] ?? '') ?? undefined;
  return mode ? <BeginNow {...shared} mode={mode} bill={bill} /> : <StartPage {...shared} />;
}

function Plain({ children }: { readonly children: ComponentChildren }) {
  return (
    <PageFrame title={t('practice:title')} back={PRACTICE}>
      {children}
    </PageFrame>
  );
}

type BeginNowProps = WalkthroughProps & {
  readonly mode: Mode;
  /** The printed bill that lies on the table. */
  readonly bill: PrintedBill | undefined;
};

function BeginNow(props: BeginNowProps) {
  const begin = useBegin(props);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    void begin(props.mode, true, props.bill?.form, props.bill).then((began) => setFailed(!began));
    // Once per opening: a run is begun, not kept in step with anything.
  }, []);
  return (
    <Plain>
      {failed ? (
        <Notice kind="problem" title={t('practice:notKept')} />
      ) : (
        <p class="soft">{t('common:loading')}</p>
      )}
    </Plain>
  );
}
