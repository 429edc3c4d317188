// One scam card as people see it: how it happens, the call or message drawn as in practice, what to do, where it is written.
// Used by features/scams for the card and its paper, and by the desk as its preview.
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { formatDateWithYear } from '#i18n/format.ts';
import { language, t } from '#i18n/i18n.ts';
import { fallbackLanguage, type LanguageCode } from '#i18n/languages.ts';
import { playTo } from '#practice/guide.ts';
import {
  type Card,
  guestOfCard,
  isPastReview,
  SCAM_STEP,
  scamScenario,
} from '#practice/scam-guest.ts';
import { viewOf } from '#practice/view.ts';
import { Icon } from '#ui/Icon.tsx';
import type { IconName } from '#ui/icons.ts';
import { Notice } from '#ui/Notice.tsx';
import { TextBlocks } from '#ui/TextBlocks.tsx';
import { PaperPicture } from './Papers.tsx';
import { scamGuestTexts } from './scam-words.ts';
import { wordsOf } from './words.ts';
import { WorldContext } from './world.ts';
import './papers.css';
import './phone.css';
import './sheets.css';
import './stage.css';
import './scam-card.css';

export type ShownCard = Card & {
  readonly firstSeen?: string | null | undefined;
  readonly sources: readonly {
    readonly url: string;
    readonly title: string;
    readonly checked: string;
  }[];
};

export const channelIcons: Readonly<Record<string, IconName>> = {
  call: 'phone',
  message: 'message',
  email: 'message',
  page: 'tablet',
  qr: 'code',
  visit: 'person',
  other: 'shield',
};

/** A card's text in a language, else in Latvian, else empty. */
export function cardText(
  { text }: Pick<Card, 'text'>,
  key: string,
  lang: LanguageCode = language.value,
): { readonly words: string; readonly lang: LanguageCode } {
  const own = text?.[`${lang}.${key}`] ?? '';
  return own.trim() === ''
    ? { words: text?.[`${fallbackLanguage}.${key}`] ?? '', lang: fallbackLanguage }
    : { words: own, lang };
}

export type ScamCardViewProps = {
  readonly card: ShownCard;
  /** `2026-11-23`. */
  readonly today: string;
  /** Another language than the screen's: for the desk's preview. */
  readonly lang?: LanguageCode | undefined;
  /** Headings one step deeper, for several cards on a page or inside a form. */
  readonly deep?: boolean | undefined;
  /** On paper the scammer's words stand in large type instead of the drawn phone, and two cards fit on a sheet. */
  readonly paper?: boolean | undefined;
};

export function ScamCardView({
  card,
  today,
  lang = language.value,
  deep,
  paper,
}: ScamCardViewProps) {
  const parts = (['happens', 'do'] as const).map((key) => ({ key, ...cardText(card, key, lang) }));
  const [happens, advice] = parts;
  const borrowed = [...parts, cardText(card, 'title', lang)].some(
    (part) => part.words !== '' && part.lang !== lang,
  );
  return (
    <div class="scam-card">
      {isPastReview(card, today) && (
        <Notice kind="careful" title={t('scams:past.title')}>
          <p>{t('scams:past.text', { date: formatDateWithYear(card.reviewBy) })}</p>
        </Notice>
      )}
      {borrowed && <Notice kind="info" title={t('scams:latvian')} />}
      <p class="scam-facts">
        <span>
          <Icon name={channelIcons[card.channel] ?? 'shield'} />{' '}
          {t(`scams:channel.${card.channel}`)}
        </span>
        {card.firstSeen != null && card.firstSeen !== '' && (
          <span>
            <Icon name="calendar" />{' '}
            {t('scams:firstSeen', { date: formatDateWithYear(card.firstSeen) })}
          </span>
        )}
      </p>
      <Part title={t('scams:happens')} deep={deep}>
        <TextBlocks text={happens?.words ?? ''} lang={happens?.lang} />
      </Part>
      {paper ? (
        <Quote card={card} lang={lang} deep={deep} />
      ) : (
        <Example card={card} lang={lang} deep={deep} />
      )}
      <Part title={t('scams:do')} deep={deep} main>
        <TextBlocks text={advice?.words ?? ''} lang={advice?.lang} />
      </Part>
    </div>
  );
}

type PartProps = {
  readonly title: string;
  readonly deep?: boolean | undefined;
  readonly main?: boolean | undefined;
  readonly children: ComponentChildren;
};

function Part({ title, deep, main, children }: PartProps) {
  const Heading = deep ? 'h3' : 'h2';
  return (
    <section class={main ? 'stack-tight scam-do' : 'stack-tight'}>
      <Heading>{title}</Heading>
      {children}
    </section>
  );
}

type ExampleProps = Pick<ScamCardViewProps, 'card' | 'deep'> & { readonly lang: LanguageCode };

/** The call or message as practice would show it; nothing for what practice can't show. */
function Example({ card, lang, deep }: ExampleProps) {
  const guest = guestOfCard(card);
  const name = guest ? `${guest.id} ${guest.channel} ${guest.wants}` : '';
  const drawn = useMemo(() => {
    if (!guest) return null;
    const attempt = playTo(scamScenario(guest), { form: 'a', seed: guest.id }, SCAM_STEP);
    const said = viewOf(attempt).papers.find(({ id }) => id === 'said');
    return said ? { values: attempt.world.values, paper: { ...said, inside: false } } : null;
  }, [name]);
  if (!guest || !drawn) return null;
  const says = cardText(card, 'says', lang);
  const words = wordsOf(
    scamGuestTexts(guest, { [`${language.value}.says`]: says.words }),
    drawn.values,
  );
  return (
    <Part title={t('scams:example')} deep={deep}>
      <WorldContext.Provider value={{ words, point: null, act: null }}>
        <figure class="practice-picture scam-example" lang={says.lang}>
          <PaperPicture paper={drawn.paper} />
        </figure>
      </WorldContext.Provider>
    </Part>
  );
}

function Quote({ card, lang, deep }: ExampleProps) {
  const says = cardText(card, 'says', lang);
  if (says.words === '') return null;
  return (
    <Part title={t('scams:example')} deep={deep}>
      <blockquote class="scam-quote" lang={says.lang}>
        {says.words}
      </blockquote>
    </Part>
  );
}

/** Where it is written and when somebody last read it there. */
export function ScamSources({ card }: { readonly card: ShownCard }) {
  return (
    <section class="stack-tight small">
      <h2 class="scam-small-heading">{t('scams:sources')}</h2>
      <ul class="scam-sources">
        {card.sources.map((source) => (
          <li key={source.url}>
            <a href={source.url} rel="noreferrer">
              {source.title}
            </a>
            <span class="soft">
              {t('scams:checked', { date: formatDateWithYear(source.checked) })}
            </span>
          </li>
        ))}
      </ul>
      <p class="soft">{t('scams:reviewBy', { date: formatDateWithYear(card.reviewBy) })}</p>
    </section>
  );
}
