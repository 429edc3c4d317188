// The words that hints quote are the words on the screen: buttons and lines of the drawn world, in every language.
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allowedTexts, labelsOf, neededTexts } from '#practice/text-keys.ts';
import { mistakeCodes } from '#practice/mistakes.ts';
import { declaredCodes } from '#practice/outcome.ts';
import { formNames, slips } from '#practice/scenario.ts';
import { checkTexts } from '../content/reading-rules.ts';
import { scenarioOf, slugs } from './simulated-person.ts';

const languages = ['lv', 'ru', 'en'] as const;
const read = (path: string): Record<string, string> =>
  JSON.parse(
    readFileSync(new URL(`../../locales/${path}.json`, import.meta.url), 'utf8'),
  ) as Record<string, string>;

describe.each(languages)('%s', (lang) => {
  const shared = read(`${lang}/practice`);
  const common = read(`${lang}/common`);

  it.each(slugs)('%s has the texts that its scenario needs, and no other', (slug) => {
    const scenario = scenarioOf(slug);
    const keys = Object.keys(read(`${lang}/content/walkthroughs/${slug}`));
    expect(neededTexts(scenario).filter((key) => !keys.includes(key))).toEqual([]);
    expect(keys.filter((key) => !allowedTexts(scenario).has(key))).toEqual([]);
  });

  it.each(slugs)('%s fills its placeholders with details that it has', (slug) => {
    const scenario = scenarioOf(slug);
    const known = [...Object.keys(scenario.details), ...Object.keys(scenario.actors)];
    const unknown = Object.entries(read(`${lang}/content/walkthroughs/${slug}`)).flatMap(
      ([key, text]) =>
        [...text.matchAll(/\{\{([^}]+)\}\}/g)].flatMap(([, name = '']) =>
          known.includes(name) ? [] : [`${key}: ${name}`],
        ),
    );
    expect(unknown).toEqual([]);
  });

  it('quotes only words that stand on some screen', () => {
    const screens = [...Object.values(common), ...Object.values(shared)];
    const options = slugs.flatMap((slug) =>
      Object.values(read(`${lang}/content/walkthroughs/${slug}`)),
    );
    const texts = [
      ...Object.entries(shared),
      ...slugs.flatMap((slug) => Object.entries(read(`${lang}/content/walkthroughs/${slug}`))),
    ];
    const orphans = texts.flatMap(([key, text]) =>
      [...text.matchAll(/[„«“]([^”»“]+)[”»]/gu)].flatMap(([, quoted = '']) => {
        const said = quoted.toLowerCase();
        // "no", said aloud, and names in placeholders are quoted too.
        if (quoted.includes('{{') || ['nē', 'нет', 'no'].includes(said)) return [];
        const shownSomewhere = [...screens, ...options].some(
          (words) => words !== text && words.toLowerCase().includes(said),
        );
        return shownSomewhere ? [] : [`${key}: ${quoted}`];
      }),
    );
    expect(orphans).toEqual([]);
  });

  it('has a name, praise and advice for every mistake, and words for every slip that a shipped step can have', () => {
    const missing = mistakeCodes
      .flatMap((code) => [`mistake.${code}`, `good.${code}`, `try.${code}`])
      .filter((key) => !(key in shared));
    expect(missing).toEqual([]);
    const slipless = ['account', 'money', 'name', 'contains', 'digits', 'pin'].filter(
      (check) => !slips.some((slip) => `slip.${check}.${slip}` in shared),
    );
    expect(slipless).toEqual([]);
    for (const slug of slugs)
      for (const form of formNames)
        expect(declaredCodes(scenarioOf(slug), form).length).toBeGreaterThan(0);
  });

  it('keeps the reading rules in the words around the practice', () => {
    expect(
      checkTexts(lang, shared).map(({ rule, key, found }) => `${rule} in ${key}: ${found}`),
    ).toEqual([]);
  });
});

it('every brand is drawn, and every scenario file has its texts', () => {
  const folder = new URL('../../locales/lv/content/walkthroughs/', import.meta.url);
  expect(readdirSync(folder).toSorted()).toEqual(slugs.map((slug) => `${slug}.json`));
});

describe.each(languages)('labels in %s', (lang) => {
  it.each(slugs)('%s has words for every line, its own or the shared ones', (slug) => {
    const own = read(`${lang}/content/walkthroughs/${slug}`);
    const shared = read(`${lang}/practice`);
    const wordless = labelsOf(scenarioOf(slug)).filter(
      (label) => !(`label.${label}` in own) && !(`label.${label}` in shared),
    );
    expect(wordless).toEqual([]);
  });
});
