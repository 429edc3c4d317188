// A story of experience as the desk edits it: registers of the public record with the draft over them, what is wrong before it may be
// published, and what publishing writes. Pure. Called by StoryEditScreen and StoriesDeskScreen.
import { isDay } from '#core/dates.ts';
import { type Json, sameJson } from '#core/json.ts';
import { findPrivateData, type PrivateData } from '#core/private-data.ts';
import { fallbackLanguage, languages } from '#i18n/languages.ts';
import type { Values } from '#records/registry.ts';
import { type Registers, textRegister, textRegisters, wholeOf, wordsIn } from './content-draft.ts';

export const textKeys = ['title', 'body'] as const;
export type StoryTextKey = (typeof textKeys)[number];
export const MOST: Readonly<Record<StoryTextKey | 'who' | 'alt', number>> = {
  title: 100,
  body: 4000,
  who: 40,
  alt: 300,
};
export const MOST_MEDIA = 6;
/** Text key of what is to be seen in a photo, or heard in a sound. */
export const altKey = (sha: string): string => `alt.${sha}`;

type StoryValues = Partial<Values<'story'>>;

/** What stands in the public record, by register; empty for a story that is not published yet. */
export function registersOfStory(story: StoryValues | null | undefined): Registers {
  if (!story) return {};
  const { text, who, consentOn, toldIn, placeId, lesson, media } = story;
  return {
    who: who ?? '',
    consentOn: consentOn ?? '',
    toldIn: toldIn ?? fallbackLanguage,
    placeId: placeId ?? '',
    lesson: lesson ?? '',
    media: media ?? [],
    ...textRegisters(text),
  };
}

/** Everything as it would be once published. */
export const storyNow = (story: StoryValues | null | undefined, draft: Registers): Registers => ({
  toldIn: fallbackLanguage,
  media: [],
  ...registersOfStory(story),
  ...draft,
});

export const mediaIn = (now: Registers): readonly string[] =>
  (now['media'] as unknown as readonly string[] | undefined) ?? [];

/** In the teller's language, else in any; undefined before there is one. */
export const titleOf = (now: Registers): string | undefined =>
  [wordsIn(now, 'toldIn'), ...languages.map(({ code }) => code)]
    .map((code) => wordsIn(now, textRegister(code, 'title')))
    .find((words) => words.trim() !== '');

/** Without a draft there is nothing to keep of what says what the record says. */
export const isAsPublished = (
  story: StoryValues | null | undefined,
  register: string,
  value: Json,
): boolean => sameJson(registersOfStory(story)[register] ?? '', value);

/** Texts that are missing in a language, of those that the teller's own language has. */
export const lackingIn = (now: Registers, lang: string): readonly string[] =>
  [...textKeys, ...mediaIn(now).map(altKey)].filter(
    (key) =>
      wordsIn(now, textRegister(lang, key)).trim() === '' &&
      wordsIn(now, textRegister(wordsIn(now, 'toldIn'), key)).trim() !== '',
  );

export type Fault = { readonly at: string } & (
  | { readonly what: 'who' | 'consent' | 'consentLater' }
  | { readonly what: 'told'; readonly key: StoryTextKey }
  | { readonly what: 'alt'; readonly number: number }
  | {
      readonly what: 'long';
      readonly key: StoryTextKey | 'alt' | 'who';
      readonly lang?: string;
      readonly number?: number;
      readonly now: number;
      readonly max: number;
    }
  | {
      readonly what: 'private';
      readonly key: StoryTextKey;
      readonly lang: string;
      readonly found: string;
    }
);

/** The field's id on the screen, so that an error leads to it. */
export const fieldId = (name: string): string => `story-${name.replaceAll('.', '-')}`;

/** A sum or an illness may be what a story is about; what leads strangers to a person may not stand in it. */
const TOLD: readonly PrivateData[] = ['sum', 'health'];

/** What has to be mended before the story may go to all tablets, in the order of the screen. */
export function faultsOf(now: Registers, codes: readonly string[], today: string): Fault[] {
  const faults: Fault[] = [];
  const toldIn = wordsIn(now, 'toldIn');
  for (const key of textKeys)
    for (const lang of codes) {
      const register = textRegister(lang, key);
      const at = fieldId(register);
      const words = wordsIn(now, register);
      if (lang === toldIn && words.trim() === '') faults.push({ at, what: 'told', key });
      if (words.length > MOST[key])
        faults.push({ at, what: 'long', key, lang, now: words.length, max: MOST[key] });
      const [found] = findPrivateData(words).filter(({ what }) => !TOLD.includes(what));
      if (found) faults.push({ at, what: 'private', key, lang, found: found.found });
    }
  const who = wordsIn(now, 'who');
  const at = fieldId('who');
  if (who.trim() === '') faults.push({ at, what: 'who' });
  if (who.length > MOST.who)
    faults.push({ at, what: 'long', key: 'who', now: who.length, max: MOST.who });
  const consentOn = wordsIn(now, 'consentOn');
  if (!isDay(consentOn)) faults.push({ at: fieldId('consentOn'), what: 'consent' });
  else if (consentOn > today) faults.push({ at: fieldId('consentOn'), what: 'consentLater' });
  for (const [i, sha] of mediaIn(now).entries())
    for (const lang of codes) {
      const register = textRegister(lang, altKey(sha));
      const words = wordsIn(now, register);
      const number = i + 1;
      if (lang === toldIn && words.trim() === '')
        faults.push({ at: fieldId(register), what: 'alt', number });
      if (words.length > MOST.alt)
        faults.push({
          at: fieldId(register),
          what: 'long',
          key: 'alt',
          lang,
          number,
          now: words.length,
          max: MOST.alt,
        });
    }
  return faults;
}

/** A whole new record. The short name says when it was published; people see it in the address and on paper. */
export function newStory(id: string, draft: Registers, today: string): Values<'story'> {
  return {
    slug: `${today.slice(0, 7)}-${id.slice(-6)}`,
    order: 0,
    ...wholeOf(storyNow(undefined, draft)),
  } as unknown as Values<'story'>;
}

/** What the drafted registers are before publishing: the way back. */
export const beforePublishing = (story: StoryValues, draft: Registers): Registers => {
  const published = registersOfStory(story);
  return Object.fromEntries(
    Object.keys(draft).map((register) => [register, published[register] ?? '']),
  );
};
