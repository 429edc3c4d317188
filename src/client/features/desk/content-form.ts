// A lesson, an interest path or a to-do template as the desk edits it: registers of the public record with the draft over them, what is
// wrong before it may be published, and what publishing writes. Pure. Called by ContentEditScreen and ContentScreen.
import { badLine } from '#core/captions.ts';
import { isDay } from '#core/dates.ts';
import { type Json, sameJson } from '#core/json.ts';
import { fallbackLanguage, languages } from '#i18n/languages.ts';
import type { LessonStep } from '#records/lesson.ts';
import type { Values } from '#records/registry.ts';
import {
  patchOf,
  type Registers,
  textRegister,
  textRegisters,
  wholeOf,
  wordsIn,
} from './content-draft.ts';
import { allKeys, type AuthoredKind, listField, type Part, type TextKey } from './content-keys.ts';
import { type SourceFault, sourceFaults, sourcesIn, withTidySources } from './content-sources.ts';

/** Characters of one text, as the schema has it (records/content.ts). */
export const MOST_TEXT = 4000;
/** Parts of one piece of content, as the schemas have it. */
export const MOST_PARTS = { lesson: 40, path: 20, 'todo-template': 60 } as const;
export const MOST_MINUTES = 120;
export const MOST_DAYS = 730;
export const themes = ['motivation', 'access', 'skills', 'usage'] as const;
export const audiences = ['learner', 'business'] as const;

/** Fields beside texts and parts, with what a new piece begins with. */
const beginning: Readonly<Record<AuthoredKind, Registers>> = {
  lesson: { theme: 'skills', topic: '', minutes: 10, digcomp: [], media: [], steps: [] },
  path: { steps: [] },
  'todo-template': { audience: 'learner', items: [] },
};

type ContentValues = Readonly<Record<string, unknown>>;

/** What stands in the public record, by register; empty for what is not published yet. */
export function registersOf(kind: AuthoredKind, row: ContentValues | null | undefined): Registers {
  if (!row) return {};
  const fields = [...Object.keys(beginning[kind]), 'sources', 'reviewBy', 'order'];
  return {
    ...Object.fromEntries(fields.map((field) => [field, (row[field] ?? '') as Json])),
    sources: (row['sources'] ?? []) as Json,
    ...(kind === 'lesson' ? { media: (row['media'] ?? []) as Json } : {}),
    ...textRegisters(row['text'] as Record<string, string> | undefined),
  };
}

/** Everything as it would be once published. */
export const contentNow = (
  kind: AuthoredKind,
  row: ContentValues | null | undefined,
  draft: Registers,
): Registers => ({
  ...beginning[kind],
  sources: [],
  reviewBy: '',
  ...registersOf(kind, row),
  ...draft,
});

/** Without a public record there is nothing that a draft could say again. */
export const isAsPublished = (
  kind: AuthoredKind,
  row: ContentValues | undefined,
  register: string,
  value: Json,
): boolean => row !== undefined && sameJson(registersOf(kind, row)[register] ?? '', value);

export const partsIn = (kind: AuthoredKind, now: Registers): readonly Part[] =>
  Array.isArray(now[listField[kind]]) ? (now[listField[kind]] as unknown as readonly Part[]) : [];

/** The parts as a register; a lesson also names their files, so that tablets fetch them. */
export const withParts = (kind: AuthoredKind, parts: readonly Part[]): Registers => ({
  [listField[kind]]: parts as unknown as Json,
  ...(kind === 'lesson' ? { media: filesIn(parts) } : {}),
});

const filesIn = (parts: readonly Part[]): string[] => [
  ...new Set(parts.flatMap((part) => ('media' in part && part.media !== '' ? [part.media] : []))),
];

/** In the wished language, else in Latvian, else in any; undefined before there is one. */
export const titleOf = (now: Registers, wished: string = fallbackLanguage): string | undefined =>
  [wished, fallbackLanguage, ...languages.map(({ code }) => code)]
    .map((code) => wordsIn(now, textRegister(code, 'title')))
    .find((words) => words.trim() !== '');

/** Keys that have no words in a language. */
export const missingIn = (kind: AuthoredKind, now: Registers, lang: string): TextKey[] =>
  allKeys(kind, partsIn(kind, now)).filter(
    ({ key }) => wordsIn(now, textRegister(lang, key)).trim() === '',
  );

/** Ids that no part has, and that no text is left of: texts of a removed part must not become a new one's. */
export function freshPartId(kind: AuthoredKind, now: Registers): string {
  const taken = new Set([
    ...partsIn(kind, now).map(({ id }) => id),
    ...Object.keys(now).flatMap((register) => register.split('.').slice(2, 3)),
  ]);
  for (let n = 1; ; n++) if (!taken.has(`s${n}`)) return `s${n}`;
}

/** The field's id on the screen, so that an error leads to it. */
export const fieldId = (name: string): string => `content-${name.replaceAll('.', '-')}`;

export type Fault = { readonly at: string } & (
  | { readonly what: 'lacking'; readonly key: TextKey }
  | {
      readonly what: 'long';
      readonly key: TextKey;
      readonly lang: string;
      readonly now: number;
      readonly max: number;
    }
  | { readonly what: 'noParts' | 'topic' | 'review' }
  | { readonly what: 'minutes' | 'order'; readonly max: number }
  | { readonly what: 'days'; readonly part: number; readonly max: number }
  | { readonly what: 'right' | 'walkthrough' | 'point' | 'file'; readonly part: number }
  | {
      readonly what: 'captions';
      readonly key: TextKey;
      readonly lang: string;
      readonly line: string;
    }
  | { readonly what: SourceFault['what']; readonly number: number }
);

const isCount = (value: unknown, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;

function partFaults(part: Part, number: number): Fault[] {
  const at = (field: string): string => fieldId(`${part.id}.${field}`);
  const faults: Fault[] = [];
  if ('dueDays' in part && part.dueDays !== undefined && !isCount(part.dueDays, MOST_DAYS))
    faults.push({ at: at('dueDays'), what: 'days', part: number, max: MOST_DAYS });
  if (!('kind' in part)) return faults;
  const step = part as LessonStep;
  if (
    step.kind === 'question' &&
    (step.type === 'one' || step.type === 'several') &&
    !step.choices.some(({ correct }) => correct)
  )
    faults.push({ at: at('right'), what: 'right', part: number });
  if (step.kind === 'do' && step.walkthrough === '')
    faults.push({ at: at('walkthrough'), what: 'walkthrough', part: number });
  if ('media' in step && step.media === '')
    faults.push({ at: at('file'), what: 'file', part: number });
  const screen = 'screen' in step ? step.screen : undefined;
  if (screen && (screen.walkthrough === '' || screen.step === ''))
    faults.push({ at: at('walkthrough'), what: 'walkthrough', part: number });
  else if (screen && step.kind === 'question' && !screen.point)
    faults.push({ at: at('point'), what: 'point', part: number });
  return faults;
}

/** What has to be mended before it may go to all tablets, in the order of the screen. */
export function faultsOf(kind: AuthoredKind, now: Registers, today: string): Fault[] {
  const parts = partsIn(kind, now);
  const faults: Fault[] = [];
  for (const key of allKeys(kind, parts))
    for (const { code } of languages) {
      const register = textRegister(code, key.key);
      const words = wordsIn(now, register);
      const at = fieldId(register);
      // Latvian stands in for the others, so without it a learner would see nothing.
      if (code === fallbackLanguage && words.trim() === '')
        faults.push({ at, what: 'lacking', key });
      if (words.length > MOST_TEXT)
        faults.push({ at, what: 'long', key, lang: code, now: words.length, max: MOST_TEXT });
      const line = key.part === 'captions' ? badLine(words) : undefined;
      if (line !== undefined) faults.push({ at, what: 'captions', key, lang: code, line });
    }
  if (kind === 'lesson') {
    if (wordsIn(now, 'topic') === '') faults.push({ at: fieldId('topic'), what: 'topic' });
    if (!isCount(now['minutes'], MOST_MINUTES) || now['minutes'] === 0)
      faults.push({ at: fieldId('minutes'), what: 'minutes', max: MOST_MINUTES });
  }
  if (now['order'] !== undefined && !isCount(now['order'], 100_000))
    faults.push({ at: fieldId('order'), what: 'order', max: 100_000 });
  if (parts.length === 0) faults.push({ at: fieldId('add'), what: 'noParts' });
  for (const [i, part] of parts.entries()) faults.push(...partFaults(part, i + 1));
  for (const { number, field, what } of sourceFaults(sourcesIn(now), today))
    faults.push({ at: fieldId(`sources.${number - 1}.${field}`), what, number });
  const reviewBy = wordsIn(now, 'reviewBy');
  if (reviewBy !== '' && !isDay(reviewBy)) faults.push({ at: fieldId('reviewBy'), what: 'review' });
  return faults;
}

/** `Kā atvērt saiti?` -> `ka-atvert-saiti`; short, so that it can be read out. Empty when no letter of it is left. */
export const slugFrom = (title: string): string =>
  title
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replaceAll(/^-+|-+$/g, '');

/** A whole new record. @param last the greatest place in the list that is taken */
export function newContent<K extends AuthoredKind>(
  kind: K,
  id: string,
  draft: Registers,
  last: number,
): Values<K> {
  const now = contentNow(kind, undefined, draft);
  return {
    order: Math.min(last + 10, 100_000),
    ...wholeOf(withTidySources(now)),
    // Two lessons may be called the same; the end of the id tells their addresses apart.
    slug: [slugFrom(wordsIn(now, textRegister(fallbackLanguage, 'title'))), id.slice(-4)]
      .filter((part) => part !== '')
      .join('-'),
  } as unknown as Values<K>;
}

/** Texts of parts that are no longer there. */
const leftOver = (kind: AuthoredKind, now: Registers): string[] => {
  const needed = new Set(allKeys(kind, partsIn(kind, now)).map(({ key }) => key));
  return Object.keys(now).filter(
    (register) =>
      register.startsWith('text.') && !needed.has(register.split('.').slice(2).join('.')),
  );
};

/** The draft as a change of the record; texts of removed parts go with them. */
export function changeOf(
  kind: AuthoredKind,
  row: ContentValues | undefined,
  draft: Registers,
): Record<string, Json> {
  if (draft[listField[kind]] === undefined) return patchOf(withTidySources(draft));
  const now = contentNow(kind, row, draft);
  const gone = Object.fromEntries(leftOver(kind, now).map((register) => [register, '']));
  return patchOf({ ...withTidySources(draft), ...gone });
}

/** What the change makes other than it was, as it was: the way back. */
export function beforeChange(
  kind: AuthoredKind,
  row: ContentValues,
  draft: Registers,
): Record<string, Json> {
  const before = registersOf(kind, row);
  const now = contentNow(kind, row, draft);
  const touched = [
    ...Object.keys(draft),
    ...(draft[listField[kind]] === undefined ? [] : leftOver(kind, now)),
  ];
  return patchOf(Object.fromEntries(touched.map((register) => [register, before[register] ?? ''])));
}
