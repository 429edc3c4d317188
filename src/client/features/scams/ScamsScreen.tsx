// All scam cards: what is new first, what was not checked for long last. Route /scams; needs no sign-in.
import { useDevice, useRecords } from '#device/live.ts';
import { formatDateWithYear } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { cardText, channelIcons } from '#practice-world/ScamCardView.tsx';
import { mode } from '#ui/appearance.ts';
import { CardLink } from '#ui/Card.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { cardPath, PACK, paperPath } from './scam-paths.ts';
import { type CardRow, grouped, useToday } from './scam-queries.ts';
import './scams.css';

const groups = ['fresh', 'known', 'old'] as const;

export function ScamsScreen() {
  const device = useDevice();
  const cards = useRecords('scam-card');
  const parts = grouped(cards ?? [], useToday());
  const titles = { fresh: t('scams:new'), known: t('scams:others'), old: t('scams:old') };
  const coordinator = device.identity.value?.person.role === 'coordinator';
  const adult = mode.value !== 'learner';
  return (
    <PageFrame title={t('scams:title')} lead={t('scams:lead')} back="/practice">
      {cards === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : cards.length === 0 ? (
        <EmptyState icon="shield" title={t('scams:empty.title')}>
          <p>{t('scams:empty.text')}</p>
        </EmptyState>
      ) : (
        groups
          .filter((name) => parts[name].length > 0)
          .map((name) => (
            <section class="stack-tight" key={name} aria-labelledby={`scams-${name}`}>
              <h2 id={`scams-${name}`}>{titles[name]}</h2>
              <ul class="scam-list">
                {parts[name].map((card) => (
                  <li key={card.id}>
                    <ScamLink card={card} />
                  </li>
                ))}
              </ul>
            </section>
          ))
      )}
      {adult && cards !== undefined && (
        <div class="row no-print">
          {cards.length > 0 && (
            <LinkButton kind="secondary" icon="print" href={paperPath(PACK)}>
              {t('scams:paper.pack')}
            </LinkButton>
          )}
          {coordinator && (
            <LinkButton kind="secondary" icon="edit" href="/desk/scams">
              {t('scams:manage')}
            </LinkButton>
          )}
        </div>
      )}
    </PageFrame>
  );
}

function ScamLink({ card }: { readonly card: CardRow }) {
  const title = cardText(card, 'title');
  return (
    <CardLink
      href={cardPath(card.slug)}
      icon={channelIcons[card.channel] ?? 'shield'}
      title={title.words}
      lang={title.lang}
      text={t(`scams:channel.${card.channel}`)}
      note={
        card.firstSeen == null
          ? undefined
          : t('scams:firstSeen', { date: formatDateWithYear(card.firstSeen) })
      }
    />
  );
}
