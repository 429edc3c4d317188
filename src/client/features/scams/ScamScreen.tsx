// One scam card. Route /scams/:slug; needs no sign-in.
import { useRoute } from 'preact-iso';
import { useBySlug, useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { cardText, ScamCardView, ScamSources } from '#practice-world/ScamCardView.tsx';
import { mode } from '#ui/appearance.ts';
import { LinkButton } from '#ui/LinkButton.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { SpeakButton } from '#ui/SpeakButton.tsx';
import { blocksOf } from '#ui/TextBlocks.tsx';
import { NoSuchCard } from './NoSuchCard.tsx';
import { paperPath, SCAMS } from './scam-paths.ts';
import { type CardRow, useToday } from './scam-queries.ts';
import './scams.css';

export function ScamScreen() {
  const slug = useRoute().params['slug'] ?? '';
  const card = useBySlug('scam-card', slug);
  if (card) return <OneCard card={card} />;
  return (
    <PageFrame title={t('scams:title')} back={SCAMS} backLabel={t('scams:all')}>
      {card === null ? <NoSuchCard /> : <p class="soft">{t('common:loading')}</p>}
    </PageFrame>
  );
}

function OneCard({ card }: { readonly card: CardRow }) {
  const device = useDevice();
  const today = useToday();
  const title = cardText(card, 'title');
  const [happens, advice] = [cardText(card, 'happens'), cardText(card, 'do')];
  const coordinator = device.identity.value?.person.role === 'coordinator';
  return (
    <PageFrame title={title.words} titleLang={title.lang} back={SCAMS} backLabel={t('scams:all')}>
      <SpeakButton
        text={[title, happens, advice].map(({ words }) => spoken(words)).join(' ')}
        lang={title.lang}
      />
      <ScamCardView card={card} today={today} />
      <section class="stack-tight">
        <h2>{t('scams:already')}</h2>
        <p>{t('scams:already.text')}</p>
      </section>
      <ScamSources card={card} />
      {mode.value !== 'learner' && (
        <div class="row no-print">
          <LinkButton kind="secondary" icon="print" href={paperPath(card.slug)}>
            {t('scams:paper.card')}
          </LinkButton>
          {coordinator && (
            <LinkButton kind="secondary" icon="edit" href={`/desk/scams/${card.id}`}>
              {t('scams:edit')}
            </LinkButton>
          )}
        </div>
      )}
    </PageFrame>
  );
}

/** A voice stops at points, not at the ends of lines. */
const spoken = (words: string): string =>
  blocksOf(words)
    .flatMap((block) => (block.kind === 'list' ? block.items : [block.text]))
    .map((line) => (/[.!?:]$/.test(line) ? line : `${line}.`))
    .join(' ');
