// The list of practice: every walkthrough in the beginners' order with where one stands. Route /practice.
import { useDevice, useRecords } from '#device/live.ts';
import { contentText } from '#i18n/content-text.ts';
import { formatMinutes } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { readScenario } from '#practice-world/read-scenario.ts';
import type { ScenarioTexts } from '#practice-world/words.ts';
import { inBeginnersOrder, isPassed, recheckOf, type Run } from '#practice/progression.ts';
import { mode } from '#ui/appearance.ts';
import { CardLink } from '#ui/Card.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { runsOf, useAttempts } from './practice-queries.ts';
import { PRACTICE, walkthroughPath } from './practice-paths.ts';
import './practice.css';

export function PracticeScreen() {
  const walkthroughs = useRecords('walkthrough');
  const attempts = useAttempts();
  return (
    <PageFrame title={t('practice:title')} lead={t('practice:lead')}>
      <div class="row">
        <LinkButton kind="secondary" icon="shield" href="/scams">
          {t('scams:title')}
        </LinkButton>
      </div>
      {!walkthroughs || !attempts ? (
        <p class="soft">{t('common:loading')}</p>
      ) : walkthroughs.length === 0 ? (
        <EmptyState icon="practice" title={t('practice:empty.title')}>
          <p>{t('practice:empty.text')}</p>
        </EmptyState>
      ) : (
        <ol class="practice-list">
          {inBeginnersOrder(walkthroughs).map((one) => (
            <li key={one.id}>
              <WalkthroughCard walkthrough={one} runs={runsOf(attempts)} />
            </li>
          ))}
        </ol>
      )}
      <div class="row">
        <LinkButton href={`${PRACTICE}/scan`} icon="code">
          {t('bills:scan.title')}
        </LinkButton>
        {mode.value === 'helper' && (
          <LinkButton href={`${PRACTICE}/bills`} icon="print">
            {t('bills:print.title')}
          </LinkButton>
        )}
      </div>
    </PageFrame>
  );
}

type WalkthroughCardProps = {
  readonly walkthrough: {
    readonly slug: string;
    readonly scenario: unknown;
    readonly text?: ScenarioTexts;
  };
  readonly runs: readonly Run[];
};

function WalkthroughCard({ walkthrough: { slug, scenario, text }, runs }: WalkthroughCardProps) {
  const device = useDevice();
  const title = contentText(text, 'title');
  const minutes = readScenario(scenario)?.minutes;
  const facts = [
    minutes === undefined ? '' : formatMinutes(minutes),
    t(stateKey(runs, slug, device.now())),
  ].filter(Boolean);
  return (
    <CardLink
      href={walkthroughPath(slug)}
      icon="practice"
      title={title.words}
      text={contentText(text, 'summary').words}
      note={facts.join(' · ')}
    />
  );
}

function stateKey(runs: readonly Run[], slug: string, now: number): string {
  const own = runs.filter((run) => run.walkthrough === slug);
  if (own.length === 0) return 'practice:state.new';
  const again = recheckOf(runs, slug);
  if (again && again.dueAt <= now) return 'practice:state.again';
  if (isPassed(runs, slug)) return 'practice:state.passed';
  return own.some((run) => run.finished) ? 'practice:state.tried' : 'practice:state.begun';
}
