// The paper twin: one card, or the whole pack (`all`), on A4 in large type with a code that leads back. Route /scams/:slug/paper.
import { useRoute } from 'preact-iso';
import { useRecords } from '#device/live.ts';
import { formatDateWithYear } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { cardText, ScamCardView } from '#practice-world/ScamCardView.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { QrCode } from '#ui/QrCode.tsx';
import { NoSuchCard } from './NoSuchCard.tsx';
import { cardPath, PACK, SCAMS } from './scam-paths.ts';
import { type CardRow, grouped, useToday } from './scam-queries.ts';
import './scams.css';

export function ScamPaperScreen() {
  const slug = useRoute().params['slug'] ?? PACK;
  const cards = useRecords('scam-card');
  const today = useToday();
  const { fresh, known, old } = grouped(cards ?? [], today);
  // What nobody has checked for long is not handed out in a pack; one card may still be printed, and says so.
  const chosen =
    slug === PACK
      ? [...fresh, ...known]
      : [...fresh, ...known, ...old].filter((card) => card.slug === slug);
  const back = slug === PACK ? SCAMS : cardPath(slug);
  // One card alone is the page: its title is the page's.
  const [only] = slug === PACK ? [] : chosen;
  const title = only && cardText(only, 'title');
  return (
    <PageFrame
      title={title?.words ?? t('scams:title')}
      titleLang={title?.lang}
      back={back}
      lead={only ? undefined : t('scams:lead')}
    >
      {cards === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : chosen.length === 0 ? (
        <NoSuchCard />
      ) : (
        <>
          <div class="row no-print">
            <PrintButton />
            <p class="soft">{t('scams:paper.hint')}</p>
          </div>
          {chosen.map((card) => (
            <PaperCard key={card.id} card={card} today={today} titled={!only} />
          ))}
          <footer class="scam-paper-foot">
            <QrCode
              value={`${location.origin}${back}`}
              label={`${location.host}${back}`}
              size={150}
            />
            <div class="stack-tight">
              <h2>{t('scams:already')}</h2>
              <p>{t('scams:already.text')}</p>
              <p>{t('scams:paper.code')}</p>
              <p class="small">{t('scams:paper.date', { date: formatDateWithYear(today) })}</p>
            </div>
          </footer>
        </>
      )}
    </PageFrame>
  );
}

type PaperCardProps = {
  readonly card: CardRow;
  readonly today: string;
  readonly titled: boolean;
};

function PaperCard({ card, today, titled }: PaperCardProps) {
  const title = cardText(card, 'title');
  return (
    <article class="scam-paper-card stack">
      {titled && <h2 lang={title.lang}>{title.words}</h2>}
      <ScamCardView card={card} today={today} deep={titled} paper />
      <p class="small soft">
        {[
          ...card.sources.map((source) => source.title),
          t('scams:reviewBy', { date: formatDateWithYear(card.reviewBy) }),
        ].join(' · ')}
      </p>
    </article>
  );
}
