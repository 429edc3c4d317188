// Reads the authored surveys from the checkout. Called by the tests beside it.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readForm, type Form } from '#forms/schema.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const json = (path: string): unknown => JSON.parse(readFileSync(`${root}/${path}`, 'utf8'));

export const languages = ['lv', 'ru', 'en'] as const;
export type Language = (typeof languages)[number];
export type Texts = Readonly<Record<string, string>>;

export const surveySlugs = readdirSync(`${root}/src/content/surveys`).map((file) =>
  file.replace(/\.json$/, ''),
);
export const lessonSlugs = readdirSync(`${root}/src/content/lessons`).map((file) =>
  file.replace(/\.json$/, ''),
);

export function surveyOf(slug: string): {
  readonly form: Form;
  readonly raw: Readonly<Record<string, unknown>>;
} {
  const raw = json(`src/content/surveys/${slug}.json`) as Record<string, unknown>;
  const read = readForm(raw['form']);
  if (!read.ok)
    throw new Error(`${slug}: ${read.error.map((one) => `${one.path} ${one.message}`).join('; ')}`);
  return { form: read.value, raw };
}

export const textsOf = (language: Language, slug: string): Texts =>
  json(`locales/${language}/content/surveys/${slug}.json`) as Texts;
