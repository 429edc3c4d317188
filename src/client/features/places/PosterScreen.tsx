// `/places/:slug/poster`: a poster of the place in black and white for A4 or A3, in one language, readable from 2 m; it says when its facts are
// old, and its code leads to the place's page, which says so too once the record has changed.
import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { dayOf } from '#core/dates.ts';
import type { Row } from '#device/database.ts';
import { useBySlug, useDevice } from '#device/live.ts';
import { contentWords } from '#i18n/content-text.ts';
import { formatDateWithYear } from '#i18n/format.ts';
import { language, t } from '#i18n/i18n.ts';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { QrCode } from '#ui/QrCode.tsx';
import { FRESH_DAYS, isOutdated, lastChecked, posterCode } from './poster-facts.ts';
import './poster.css';

const messages = ['start', 'bills', 'scams', 'phone-id', 'mentor'] as const;
type Message = (typeof messages)[number];
const sheets = ['a4', 'a3'] as const;
type Sheet = (typeof sheets)[number];
const LINES = ['1', '2', '3'] as const;

export function PosterScreen() {
  const slug = useRoute().params['slug'] ?? '';
  const place = useBySlug('place', slug);
  return (
    <PageFrame title={t('poster:title')} back={`/places/${slug}`}>
      {place === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : place === null ? (
        <EmptyState
          icon="places"
          title={t('places:missing.title')}
          action={<LinkButton href="/places">{t('places:toAll')}</LinkButton>}
        >
          <p>{t('places:missing.text')}</p>
        </EmptyState>
      ) : (
        <Choices place={place} />
      )}
    </PageFrame>
  );
}

function Choices({ place }: { readonly place: Row<'place'> }) {
  const device = useDevice();
  const [message, setMessage] = useState<Message>('start');
  const [sheet, setSheet] = useState<Sheet>('a4');
  const today = dayOf(device.now(), new Date(device.now()).getTimezoneOffset());
  const outdated = isOutdated(place, today);
  return (
    <>
      <div class="stack no-print">
        {outdated && (
          <Notice kind="careful" title={t('poster:outdated', { days: FRESH_DAYS })}>
            <p>{t('poster:outdated.do')}</p>
          </Notice>
        )}
        <ChoiceList
          label={t('poster:message')}
          value={message}
          choices={messages.map((value) => ({ value, label: t(`poster:${value}.title`) }))}
          onChange={(value) => setMessage(value as Message)}
        />
        <ChoiceList
          label={t('poster:sheet')}
          compact
          value={sheet}
          choices={sheets.map((value) => ({ value, label: value.toUpperCase() }))}
          onChange={(value) => setSheet(value as Sheet)}
        />
        <div class="row">
          <PrintButton />
        </div>
      </div>
      <Poster place={place} message={message} sheet={sheet} outdated={outdated} />
    </>
  );
}

type PosterProps = {
  readonly place: Row<'place'>;
  readonly message: Message;
  readonly sheet: Sheet;
  readonly outdated: boolean;
};

function Poster({ place, message, sheet, outdated }: PosterProps) {
  const code = posterCode(place);
  const checked = lastChecked(place);
  const where = [place.address ?? place.village, place.parish].filter(Boolean).join(', ');
  return (
    <article class={`poster poster-${sheet}`} lang={language.value} aria-label={t('poster:title')}>
      <div class="poster-sheet">
        <h2 class="poster-title">{t(`poster:${message}.title`)}</h2>
        <ul class="poster-lines">
          {LINES.map((line) => (
            <li key={line}>{t(`poster:${message}.line${line}`)}</li>
          ))}
        </ul>
        <div class="poster-place">
          <div class="poster-where">
            <p class="poster-name">{contentWords(place.text, 'name') || place.slug}</p>
            {where !== '' && <p>{where}</p>}
            {place.phone && <p class="digits">{place.phone}</p>}
          </div>
          <div class="poster-code">
            <QrCode
              value={`${location.origin}/places/${place.slug}?poster=${code}`}
              label={`${location.host}/places/${place.slug}`}
              bare
            />
            <p class="digits">{code}</p>
          </div>
        </div>
        <p class={outdated ? 'poster-checked poster-outdated' : 'poster-checked'}>
          {checked === undefined
            ? t('poster:neverChecked')
            : t(outdated ? 'poster:checkedLong' : 'poster:checked', {
                date: formatDateWithYear(checked),
              })}
        </p>
      </div>
    </article>
  );
}
