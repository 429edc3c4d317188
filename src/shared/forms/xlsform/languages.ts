// Languages of a workbook: how headers name them and which code each has. Called by the XLSForm reader and writer.
import { latin } from './names.ts';

/** `code` is `default` for columns that name no language; `name` is how the file calls it. */
export type Language = { readonly code: string; readonly name: string };

export const UNNAMED = 'default';

/** English and own names of languages that surveys in Latvia and the XLSForm world use; others get a code of their letters. */
const CODES: Readonly<Record<string, string>> = {
  latvian: 'lv',
  latviesu: 'lv',
  'latviesu valoda': 'lv',
  russian: 'ru',
  russkii: 'ru',
  english: 'en',
  lithuanian: 'lt',
  lietuviu: 'lt',
  estonian: 'et',
  eesti: 'et',
  ukrainian: 'uk',
  ukrainska: 'uk',
  ukrainskaya: 'uk',
  belarusian: 'be',
  polish: 'pl',
  polski: 'pl',
  german: 'de',
  deutsch: 'de',
  french: 'fr',
  francais: 'fr',
  spanish: 'es',
  espanol: 'es',
  portuguese: 'pt',
  portugues: 'pt',
  italian: 'it',
  italiano: 'it',
  swedish: 'sv',
  svenska: 'sv',
  finnish: 'fi',
  suomi: 'fi',
  arabic: 'ar',
  chinese: 'zh',
  hindi: 'hi',
  swahili: 'sw',
  kiswahili: 'sw',
  nepali: 'ne',
};

const known = (name: string): string | undefined => {
  const key = latin(name.replaceAll(/[йЙ]/g, 'i')).trim().toLowerCase();
  return Object.hasOwn(CODES, key) ? CODES[key] : undefined;
};

/** `English (en)`, `en`, `English`: the code in brackets, a code alone, a known name, else a code made of the name. */
export function languageOf(token: string): Language {
  const name = token.replaceAll(/\s+/g, ' ').trim();
  const bracket = /^(.*?)\s*\(\s*([A-Za-z][\w-]{0,34})\s*\)$/.exec(name);
  if (bracket !== null) {
    const [, before = '', code = ''] = bracket;
    const own = known(before);
    // "English (UK)" names a country: uk alone would be Ukrainian.
    if (own !== undefined && /^[A-Z]{2}$/.test(code) && code.toLowerCase() !== own)
      return { code: `${own}-${code}`, name: before };
    const small = code.replaceAll('_', '-').replace(/^[A-Za-z]+/, (word) => word.toLowerCase());
    return { code: small, name: before === '' ? small : before };
  }
  if (name === '' || name.toLowerCase() === UNNAMED) return { code: UNNAMED, name: UNNAMED };
  if (/^[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?$/.test(name))
    return {
      code: name.replaceAll('_', '-').replace(/^[A-Za-z]+/, (word) => word.toLowerCase()),
      name,
    };
  const letters = latin(name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return {
    code:
      known(name) ?? (/^[a-z]/.test(letters) ? letters.slice(0, 35) : `x-${letters.slice(0, 33)}`),
    name,
  };
}

/** What stands after `label::` for a language: reads back to the same code and name. */
export function tokenOf({ code, name }: Language): string {
  if (code === UNNAMED) return '';
  const plain = name
    .replaceAll(/[:()]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const read = languageOf(plain);
  if (plain !== '' && read.code === code && read.name === name) return plain;
  return plain === '' ? code : `${plain} (${code})`;
}
