// One word per concept (rule 28): words that were once mixed up never come back. The list for people: locales/notes/terms.md.
import { globSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

type Mixed = {
  readonly concept: string;
  readonly language: 'lv' | 'ru' | 'en';
  /** What may not stand in a text. */
  readonly never: RegExp;
  /** Where it would be wrong: beginnings of paths inside a language's folder; everywhere when left out. */
  readonly within?: readonly string[];
  /** `file:key` where the word is right after all. */
  readonly except?: readonly string[];
};

/** Here only lessons are spoken of, never sessions. */
const ABOUT_LESSONS = [
  'lessons', 'practice', 'surveys', 'todos', 'settings', 'shell', 'common',
  'content/lessons/', 'content/todos/', 'content/walkthroughs/', 'content/surveys/stage-profile',
]; // prettier-ignore
/** The place in the bar is called by a word of its own, and so is its page. */
const NAME_OF_THE_PLACE = ['common:nav.practice', 'practice:title'];
const UI_AND_TEACHING = [
  'common', 'desk', 'errors', 'home', 'lessons', 'people', 'places', 'practice', 'sessions', 'settings', 'shell', 'surveys', 'todos',
  'content/lessons/', 'content/paths/', 'content/plan/', 'content/surveys/', 'content/todos/', 'content/walkthroughs/',
]; // prettier-ignore

const mixed: readonly Mixed[] = [
  { concept: 'lesson', language: 'lv', never: /nodarbīb/iu, within: ABOUT_LESSONS },
  { concept: 'lesson', language: 'lv', never: /(?<!\p{L})[Mm]ācība(?!\p{L})|^[Mm]ācības(?:$|:)/u },
  // "stunda" alone is an hour.
  { concept: 'lesson', language: 'lv', never: /(?<!mācību |darba |\d )stund/iu },
  { concept: 'lesson', language: 'ru', never: /заняти/iu, within: ABOUT_LESSONS },
  { concept: 'lesson', language: 'en', never: /\bsessions?\b/iu, within: ABOUT_LESSONS },
  // The campaign has meetings in person; "uz tikšanos" is good-bye.
  { concept: 'session', language: 'lv', never: /(?<!uz )tikšan/iu, except: ['content/plan/rows:m1.body'] },
  { concept: 'session', language: 'ru', never: /(?<!до )встреч/iu, except: ['content/plan/rows:m1.body'] },
  { concept: 'session', language: 'en', never: /\bmeetings?\b/iu, except: ['content/plan/rows:m1.body'] },
  { concept: 'exercise', language: 'lv', never: /(?<!\p{L})prak(?:tiz|s[ei])/iu, except: NAME_OF_THE_PLACE },
  { concept: 'exercise', language: 'ru', never: /упражня|практик/iu, except: NAME_OF_THE_PLACE },
  { concept: 'exercise', language: 'en', never: /\b(?:this|the|and|a) practice(?:[.,:]|$)|\btraining (?:bank|bill|card)/iu },
  { concept: 'ambassador', language: 'ru', never: /(?<!\p{L})пос(?:ол|ла|лу|лом|лы|лов)(?!\p{L})|амбассадор/iu },
  { concept: 'ambassador', language: 'ru', never: /(?<!надёжным )помощник/iu, within: ['content/'] },
  { concept: 'mentor', language: 'ru', never: /ментор/iu },
  { concept: 'mentor', language: 'lv', never: /jauniešu mentor/iu },
  { concept: 'service centre', language: 'lv', never: /klientu apkalpošan/iu, within: UI_AND_TEACHING },
  { concept: 'village', language: 'ru', never: /пос[её]л(?:ок|к)/iu },
  { concept: 'to-do list', language: 'lv', never: /darām(?:o|ie) darb/iu },
  { concept: 'to-do list', language: 'en', never: /\bmodel lists?\b/iu },
  { concept: 'survey', language: 'ru', never: /(?<!\p{L})опрос/iu },
  { concept: 'tablet', language: 'ru', never: /(?<!\p{L})в (?:этом )?(?:планшете|устройстве)/iu, within: UI_AND_TEACHING.slice(0, 13) },
  { concept: 'revoke', language: 'lv', never: /atslēgt/iu },
  { concept: 'phone', language: 'lv', never: /(?<!vied)tālru/iu },
  { concept: 'phone key', language: 'lv', never: /atslēgas lietotn/iu },
  { concept: 'e-mail', language: 'ru', never: /э-(?:почт|плат|услуг)/iu },
  // A bill is one word; only its own number is called otherwise, for an account has a number as well. The paper names both once.
  { concept: 'bill', language: 'ru', never: /(?<!номер(?:а|е|ом)? (?:этой )?)квитанц/iu, except: ['practice:paper.bill'] },
  { concept: 'character', language: 'en', never: /\bsigns? (?:at a time|differs?|have changed|is missing|is there)/iu },
  { concept: 'organisation', language: 'en', never: /\binstitution/iu },
]; // prettier-ignore

const folder = (language: string): URL => new URL(`../../locales/${language}/`, import.meta.url);

type Text = { readonly file: string; readonly key: string; readonly text: string };

function textsOf(language: string): readonly Text[] {
  return globSync('**/*.json', { cwd: folder(language) }).flatMap((path) =>
    Object.entries(
      JSON.parse(readFileSync(new URL(path, folder(language)), 'utf8')) as Record<string, string>,
    ).map(([key, text]) => ({ file: path.replaceAll('\\', '/').slice(0, -5), key, text })),
  );
}

const texts = { lv: textsOf('lv'), ru: textsOf('ru'), en: textsOf('en') };

/** Texts that a rule speaks of. */
const ruled = ({ language, within, except }: Mixed): readonly Text[] =>
  texts[language].filter(
    ({ file, key }) =>
      (within === undefined ||
        within.some((start) => (start.endsWith('/') ? file.startsWith(start) : file === start))) &&
      !except?.includes(`${file}:${key}`),
  );

describe('one word per concept', () => {
  it.each(mixed)('$language: $concept is never $never', (rule) => {
    const there = ruled(rule);
    // A rule over no texts, after a file was renamed, would always pass.
    expect(there.length).toBeGreaterThan(5);
    expect(
      there
        .filter(({ text }) => rule.never.test(text))
        .map(({ file, key, text }) => `${file}:${key}: ${text}`),
    ).toEqual([]);
  });

  it('still needs every exception', () => {
    const idle = mixed.flatMap(({ language, never, except = [] }) =>
      except.filter(
        (place) =>
          !texts[language].some(
            ({ file, key, text }) => `${file}:${key}` === place && never.test(text),
          ),
      ),
    );
    expect(idle).toEqual([]);
  });

  it.each(['lv', 'ru', 'en'] as const)('%s writes quotes and dashes one way', (language) => {
    const own = { lv: /["“«»—]/u, ru: /["”—]/u, en: /["„«»—]|can't|can not/u }[language];
    expect(
      texts[language]
        .filter(({ text }) => own.test(text))
        .map(({ file, key, text }) => `${file}:${key}: ${text}`),
    ).toEqual([]);
  });
});
