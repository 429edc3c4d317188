// A scam card as the desk edits it: registers of the public record with the draft over them, what is wrong before it may be
// published, and what publishing writes. Pure. Called by ScamCardEditScreen and ScamCardsScreen.
import { addDays, isDay } from '#core/dates.ts';
import { type Json, sameJson } from '#core/json.ts';
import type { ShownCard } from '#practice-world/ScamCardView.tsx';
import { guestChannels, realThingIn } from '#practice/scam-guest.ts';
import type { Values } from '#records/registry.ts';
import {
  patchOf as patchOfContent,
  type Registers,
  textOf,
  textRegister,
  textRegisters,
  wholeOf,
  wordsIn,
} from './content-draft.ts';
import { noSource, sourceFaults, sourcesIn, withTidySources } from './content-sources.ts';

export const channels = ['call', 'message', 'email', 'page', 'qr', 'visit', 'other'] as const;
export const textKeys = ['title', 'happens', 'do', 'says'] as const;
export type CardTextKey = (typeof textKeys)[number];
const MOST: Readonly<Record<CardTextKey, number>> = {
  title: 100,
  happens: 1200,
  do: 1200,
  says: 500,
};
/** A warning is looked at again after a quarter, unless the coordinator says otherwise. */
const REVIEW_DAYS = 92;
const LONGEST_REVIEW_DAYS = 366;

/** What a card begins with. */
export const beginnings = (today: string): Registers => ({
  channel: '',
  wants: '',
  surprise: false,
  firstSeen: '',
  sources: [noSource],
  reviewBy: addDays(today, REVIEW_DAYS),
});

type CardValues = Partial<Values<'scam-card'>>;

/** What stands in the public record, by register; empty for a card that is not published yet. */
export function registersOfCard(card: CardValues | null | undefined): Registers {
  if (!card) return {};
  const { text, channel, wants, surprise, firstSeen, sources, reviewBy } = card;
  return {
    channel: channel ?? '',
    wants: wants ?? '',
    surprise: surprise ?? false,
    firstSeen: firstSeen ?? '',
    sources: sources ?? [],
    reviewBy: reviewBy ?? '',
    ...textRegisters(text),
  };
}

/** Everything as it would be once published. */
export const cardNow = (
  card: CardValues | null | undefined,
  draft: Registers,
  today: string,
): Registers => ({ ...beginnings(today), ...registersOfCard(card), ...draft });

/** Without a draft there is nothing to keep of what says what the record says. */
export const isAsPublished = (
  card: CardValues | null | undefined,
  register: string,
  value: Json,
): boolean => sameJson(registersOfCard(card)[register] ?? '', value);

/** The card as people would see it. */
export const shownCard = (id: string, now: Registers): ShownCard => ({
  id,
  channel: wordsIn(now, 'channel') || 'other',
  wants: wordsIn(now, 'wants') || null,
  surprise: now['surprise'] === true,
  firstSeen: isDay(wordsIn(now, 'firstSeen')) ? wordsIn(now, 'firstSeen') : null,
  reviewBy: wordsIn(now, 'reviewBy'),
  sources: sourcesIn(now),
  text: textOf(now),
});

/** Somebody looked today, and it still goes round so. */
export const rechecked = (now: Registers, today: string): Registers => ({
  sources: sourcesIn(now).map((one) => ({ ...one, checked: today })),
  reviewBy: addDays(today, REVIEW_DAYS),
});

export type Fault =
  | {
      readonly at: string;
      readonly what:
        | 'channel'
        | 'surprise'
        | 'wants'
        | 'link'
        | 'source'
        | 'reviewBy'
        | 'firstSeen';
    }
  | {
      readonly at: string;
      readonly what: 'lv';
      readonly key: CardTextKey;
      readonly lang: string;
    }
  | {
      readonly at: string;
      readonly what: 'real';
      readonly key: CardTextKey;
      readonly lang: string;
      /** As it stands in the words. */
      readonly found: string;
    }
  | {
      readonly at: string;
      readonly what: 'long';
      readonly key: CardTextKey;
      readonly lang: string;
      readonly now: number;
      readonly max: number;
    }
  | {
      readonly at: string;
      readonly what: 'url' | 'sourceTitle' | 'checked';
      readonly number: number;
    };

/** The field's id on the screen, so that an error leads to it. */
export const fieldId = (name: string): string => `card-${name.replaceAll('.', '-')}`;

/** What has to be mended before the card may go to all tablets, in the order of the screen. */
export function faultsOf(now: Registers, languages: readonly string[], today: string): Fault[] {
  const faults: Fault[] = [];
  const surprise = now['surprise'] === true;
  const needed: readonly CardTextKey[] = [
    'title',
    'happens',
    'do',
    ...(surprise ? (['says'] as const) : []),
  ];
  for (const key of textKeys) {
    for (const lang of languages) {
      const register = textRegister(lang, key);
      const at = fieldId(register);
      const words = wordsIn(now, register);
      if (lang === languages[0] && needed.includes(key) && words.trim() === '')
        faults.push({ at, what: 'lv', key, lang });
      if (words.length > MOST[key])
        faults.push({ at, what: 'long', key, lang, now: words.length, max: MOST[key] });
      const real = key === 'says' ? realThingIn(words) : null;
      if (real !== null) faults.push({ at, what: 'real', key, lang, found: real });
    }
  }
  const channel = wordsIn(now, 'channel');
  const wants = wordsIn(now, 'wants');
  if (channel === '') faults.push({ at: fieldId('channel'), what: 'channel' });
  if (wordsIn(now, 'firstSeen') > today)
    faults.push({ at: fieldId('firstSeen'), what: 'firstSeen' });
  if (surprise && channel !== '' && !(guestChannels as readonly string[]).includes(channel))
    faults.push({ at: fieldId('surprise'), what: 'surprise' });
  if (surprise && wants === '') faults.push({ at: fieldId('wants'), what: 'wants' });
  if (surprise && channel === 'call' && wants === 'link')
    faults.push({ at: fieldId('wants'), what: 'link' });
  const sources = sourcesIn(now);
  if (sources.length === 0) faults.push({ at: fieldId('add-source'), what: 'source' });
  for (const { number, field, what } of sourceFaults(sources, today))
    faults.push({ at: fieldId(`sources.${number - 1}.${field}`), what, number });
  const reviewBy = wordsIn(now, 'reviewBy');
  if (!isDay(reviewBy) || reviewBy <= today || reviewBy > addDays(today, LONGEST_REVIEW_DAYS))
    faults.push({ at: fieldId('reviewBy'), what: 'reviewBy' });
  return faults;
}

/** Registers as a change of the record. */
export const patchOf = (registers: Registers): Record<string, Json> =>
  patchOfContent(withTidySources(registers));

/** A whole new record. The short name says when the card was made; people see it in the address and on paper. */
export function newCard(id: string, draft: Registers, today: string): Values<'scam-card'> {
  return {
    slug: `${today.slice(0, 7)}-${id.slice(-6)}`,
    order: 0,
    ...wholeOf(withTidySources(cardNow(undefined, draft, today))),
  } as unknown as Values<'scam-card'>;
}

/** What the drafted registers are before publishing: the way back. */
export const beforePublishing = (card: CardValues, draft: Registers): Registers => {
  const published = registersOfCard(card);
  return Object.fromEntries(
    Object.keys(draft).map((register) => [register, published[register] ?? '']),
  );
};
