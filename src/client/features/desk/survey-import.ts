// A survey out of a file, as registers of a draft; and a survey as what the writer of files takes. Pure. Called by SurveyImport and SurveyExport.
import type { Json } from '#core/json.ts';
import type { Form } from '#forms/schema.ts';
import { textKeys } from '#forms/texts.ts';
import { fallbackLanguage, languages } from '#i18n/languages.ts';
import { LARGE_JSON, MAP_KEY } from '#records/fields.ts';
import { type Registers, textRegister } from './content-draft.ts';

/** Language code -> text key -> words. */
type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;
type Language = { readonly code: string; readonly name: string };

/** As many texts as a record takes beside its other fields (sync/judge.ts has the limit of the whole). */
export const MOST_TEXTS = 7500;

export type ImportFault =
  | { readonly what: 'large'; readonly now: number; readonly max: number }
  | { readonly what: 'longForm'; readonly now: number; readonly max: number }
  | { readonly what: 'longName'; readonly name: string };

const known: ReadonlySet<string> = new Set(languages.map(({ code }) => code));

/** Languages of the file that the app does not speak; one without a name may stand in for Latvian. */
export const leftOut = (found: readonly Language[], standIn: string): readonly Language[] =>
  found.filter(({ code }) => !known.has(code) && code !== standIn);

/** Which of the file's languages stands in for Latvian at first; undefined when there is Latvian. */
export const firstStandIn = (found: readonly Language[]): string | undefined =>
  found.some(({ code }) => code === fallbackLanguage) ? undefined : found[0]?.code;

/** @param standIn the code of the language whose words stand where Latvian ones are missing; '' for none */
export function registersOfImport(
  form: Form,
  texts: Texts,
  title: string,
  standIn: string,
): Registers {
  const registers: Record<string, Json> = { form: form as unknown as Json, validDays: 365 };
  for (const { code } of languages) {
    const own = texts[code] ?? {};
    const lent = code === fallbackLanguage ? (texts[standIn] ?? {}) : {};
    for (const [key, words] of Object.entries({ ...lent, ...own }))
      if (words.trim() !== '') registers[textRegister(code, key)] = words;
  }
  registers[textRegister(fallbackLanguage, 'title')] ??= title;
  return registers;
}

/** Why these registers do not fit into a record. */
export function importFault(registers: Registers): ImportFault | undefined {
  const names = Object.keys(registers);
  if (names.length > MOST_TEXTS) return { what: 'large', now: names.length, max: MOST_TEXTS };
  const form = JSON.stringify(registers['form']).length;
  if (form > LARGE_JSON) return { what: 'longForm', now: form, max: LARGE_JSON };
  const long = names.find((name) => !MAP_KEY.test(name));
  return long === undefined ? undefined : { what: 'longName', name: long.slice(0, 60) };
}

/** The words of a survey by language and key, as the writer of files takes them. */
export function textsOfExport(
  form: Form,
  now: Registers,
): { readonly texts: Texts; readonly spoken: readonly Language[] } {
  const { needed, allowed } = textKeys(form);
  const texts: Record<string, Record<string, string>> = {};
  for (const { code } of languages)
    for (const key of [...needed, ...allowed]) {
      const words = now[textRegister(code, key)];
      if (typeof words === 'string' && words.trim() !== '') (texts[code] ??= {})[key] = words;
    }
  const spoken = languages
    .filter(({ code }) => texts[code] !== undefined)
    .map(({ code, ownName }) => ({ code: code as string, name: ownName }));
  return { texts, spoken };
}
