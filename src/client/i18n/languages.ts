// The one table of languages. i18n.ts, format.ts, LanguageSwitch and the text tests read it;
// one more language is one more folder in locales/ and one more entry here.

export type LanguageCode = 'lv' | 'ru' | 'en';

/** Namespace (file name in locales/<lang>/) -> its texts, flat or nested. */
export type Texts = Record<string, Record<string, unknown>>;

export type Language = {
  readonly code: LanguageCode;
  /** The language's name in itself: a person finds it without reading Latvian (rule 38). */
  readonly ownName: string;
  readonly dir: 'ltr' | 'rtl';
  /** BCP 47 tag for Intl and for choosing a voice. */
  readonly tag: string;
  /** Plural endings that every counted text must have, as Intl.PluralRules names them. */
  readonly plurals: readonly Intl.LDMLPluralRule[];
  /** Loads what the frame and the start screen say. */
  readonly loadStart: () => Promise<Texts>;
  /** Loads every other text of the language but the desk's, in one chunk. */
  readonly loadRest: () => Promise<Texts>;
  /** Loads what only the coordinator's pages say. */
  readonly loadDesk: () => Promise<Texts>;
};

/** Latvian is complete by definition: a text missing elsewhere is taken from it. */
export const fallbackLanguage: LanguageCode = 'lv';

export const languages: readonly Language[] = [
  {
    code: 'lv',
    ownName: 'Latviešu',
    dir: 'ltr',
    tag: 'lv-LV',
    plurals: ['zero', 'one', 'other'],
    loadStart: async () => (await import('#locales/lv/start.ts')).texts,
    loadRest: async () => (await import('#locales/lv/texts.ts')).texts,
    loadDesk: async () => (await import('#locales/lv/desk-texts.ts')).texts,
  },
  {
    code: 'ru',
    ownName: 'Русский',
    dir: 'ltr',
    tag: 'ru-RU',
    plurals: ['one', 'few', 'many', 'other'],
    loadStart: async () => (await import('#locales/ru/start.ts')).texts,
    loadRest: async () => (await import('#locales/ru/texts.ts')).texts,
    loadDesk: async () => (await import('#locales/ru/desk-texts.ts')).texts,
  },
  {
    code: 'en',
    ownName: 'English',
    dir: 'ltr',
    tag: 'en-GB',
    plurals: ['one', 'other'],
    loadStart: async () => (await import('#locales/en/start.ts')).texts,
    loadRest: async () => (await import('#locales/en/texts.ts')).texts,
    loadDesk: async () => (await import('#locales/en/desk-texts.ts')).texts,
  },
];

/** True for a code in the table; used on anything read from storage or an address. */
export function isLanguageCode(value: unknown): value is LanguageCode {
  return languages.some((language) => language.code === value);
}

/** The table's entry for a code. Throws on an unknown code: that is a bug, not bad input. */
export function languageOf(code: LanguageCode): Language {
  const found = languages.find((language) => language.code === code);
  if (!found) throw new Error(`Unknown language: ${code}`);
  return found;
}

/**
 * The language to begin with: the kept one, else the first language of the browser that we speak,
 * else Latvian.
 * @param kept what the device remembers, or null
 * @param wished navigator.languages
 */
export function firstLanguage(kept: string | null, wished: readonly string[]): LanguageCode {
  if (isLanguageCode(kept)) return kept;
  for (const tag of wished) {
    const short = tag.slice(0, 2).toLowerCase();
    if (isLanguageCode(short)) return short;
  }
  return fallbackLanguage;
}
