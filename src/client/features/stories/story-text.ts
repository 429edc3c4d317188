// In which language a story is shown: the reader's, else the teller's own. Half a story in each would be nobody's. Pure but for the
// present language. Called by the screens of this folder.
import type { ContentText } from '#i18n/content-text.ts';
import { language } from '#i18n/i18n.ts';
import { fallbackLanguage, languages, type LanguageCode } from '#i18n/languages.ts';
import type { Values } from '#records/registry.ts';

export type ShownStory = Pick<Values<'story'>, 'text' | 'toldIn' | 'who' | 'media'>;

const has = ({ text }: ShownStory, lang: string, key: string): boolean =>
  (text?.[`${lang}.${key}`] ?? '').trim() !== '';
const isWhole = (story: ShownStory, lang: string): boolean =>
  has(story, lang, 'title') && has(story, lang, 'body');

const known = (code: string | null | undefined): LanguageCode =>
  languages.find((one) => one.code === code)?.code ?? fallbackLanguage;

/** @param wished the reader's language */
export function languageOfStory(story: ShownStory, wished: LanguageCode): LanguageCode {
  if (isWhole(story, wished)) return wished;
  const own = known(story.toldIn);
  if (isWhole(story, own)) return own;
  return languages.find(({ code }) => isWhole(story, code))?.code ?? own;
}

/** A text of the story in the language in which the whole of it is shown; what that one lacks as the teller told it. */
export function storyText(story: ShownStory, key: string): ContentText {
  const shown = languageOfStory(story, language.value);
  const lang = has(story, shown, key) ? shown : known(story.toldIn);
  return { words: story.text?.[`${lang}.${key}`] ?? '', lang };
}

/** Newest consent first: what was told last stands on top. */
export const newestFirst = <S extends Pick<Values<'story'>, 'consentOn' | 'slug'>>(
  stories: readonly S[],
): S[] =>
  stories.toSorted(
    (a, b) => b.consentOn.localeCompare(a.consentOn) || b.slug.localeCompare(a.slug),
  );
