// Texts that live in content records (lessons, places, stories): `text` maps "<lang>.<key>" to words.
// Called by every feature that shows content.
import { registerKey } from '#core/register-key.ts';
import { language } from './i18n.ts';
import { fallbackLanguage, type LanguageCode } from './languages.ts';

/** The words and the language they are in: set it as `lang`, so that speech and hyphens are right. */
export type ContentText = { readonly words: string; readonly lang: LanguageCode };

/**
 * A content text in the present language, else in Latvian, else empty words.
 * @param text the record's `text` field; undefined in a record without any text yet
 * @param key the key without language, for example `s1.title`
 */
export function contentText(
  text: Readonly<Record<string, string>> | undefined,
  key: string,
): ContentText {
  const wished = language.value;
  const register = registerKey(key);
  const words = text?.[`${wished}.${register}`];
  if (words !== undefined && words !== '') return { words, lang: wished };
  return { words: text?.[`${fallbackLanguage}.${register}`] ?? '', lang: fallbackLanguage };
}

/** Only the words of contentText: for places where no `lang` can be set (titles, labels). */
export function contentWords(
  text: Readonly<Record<string, string>> | undefined,
  key: string,
): string {
  return contentText(text, key).words;
}
