// Every authored item is whole: structure by its schema, texts in 3 languages and no orphan, links that lead somewhere,
// facts with source and review date, and the reading rules with 0 findings.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isUuid } from '#core/ids.ts';
import { checkScenario } from '#practice/check-scenario.ts';
import { playTo } from '#practice/guide.ts';
import type { FormName } from '#practice/scenario.ts';
import { viewOf, type View } from '#practice/view.ts';
import { MAP_KEY } from '#records/fields.ts';
import { kindOf } from '#records/registry.ts';
import { expectedKeys } from './expected-keys.ts';
import { checkTexts } from './reading-rules.ts';
import {
  allItems,
  folders,
  foldersThere,
  itemsIn,
  languages,
  strayTexts,
  type Item,
} from './starter-content.ts';

const items = allItems();
const nameOf = (item: Item): string => `${item.folder}/${item.file}`;
const list = (values: readonly string[]): string => values.join('\n');

type Step = {
  id: string;
  kind: string;
  type?: string;
  walkthrough?: string;
  screen?: { walkthrough: string; form: FormName; step: string; point?: string };
  choices?: { correct?: boolean }[];
};
type Link = { id: string; lesson?: string; walkthrough?: string; dueDays?: number };

/** Whether a lesson's picture finds what it points at: a whole target, its last part, or the step's own field. */
function pointsTo(view: View, point: string | undefined): boolean {
  const targets = [
    ...view.options,
    ...view.papers.flatMap(({ lines }) => lines),
    ...view.lines,
  ].map(({ target }) => target);
  const named = targets.some((target) => target === point || target.split('.')[1] === point);
  return point === undefined || named || (point === view.step && view.field !== null);
}

/** What can be tapped there; a question has to name it whole, for that is what the tap says. */
const tappedAt = (view: View): string[] =>
  [...view.options, ...view.lines, ...view.papers.flatMap(({ lines }) => lines)].map(
    ({ target }) => target,
  );

/** What a kind's schema says against the structure (its `text` field comes from the locales). */
function schemaProblems(item: Item): string[] {
  const kind = folders[item.folder];
  if (kind === undefined) return [];
  const { fields } = kindOf(kind);
  const { id: _, ...structure } = item.structure;
  const unknown = Object.keys(structure)
    .filter((key) => !Object.hasOwn(fields, key))
    .map((key) => `${key} is no field of ${kind}`);
  const wrong = Object.entries(fields).flatMap(([name, field]) => {
    const value = structure[name];
    if (value === undefined) return field.needed ? [`${name} is missing`] : [];
    const parsed = field.schema.safeParse(value);
    return parsed.success
      ? []
      : parsed.error.issues.map((issue) => `${name}.${issue.path.join('.')} ${issue.message}`);
  });
  return [...unknown, ...wrong];
}

describe('structure', () => {
  it('finds content in every folder it knows, and no folder it does not know', () => {
    expect(foldersThere()).toEqual(Object.keys(folders).toSorted());
    expect(itemsIn('lessons').length).toBeGreaterThanOrEqual(4);
    expect(itemsIn('todos').length).toBeGreaterThanOrEqual(12);
    expect(itemsIn('places')).toHaveLength(49);
  });

  it.each(items.map((item) => [nameOf(item), item] as const))('%s fits its schema', (_, item) => {
    expect(list(schemaProblems(item))).toBe('');
    expect(isUuid(item.structure.id)).toBe(true);
    expect(item.structure.slug).toBe(item.file);
  });

  it('has ids of its own for every item', () => {
    const ids = items.map((item) => item.structure.id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it.each(['steps', 'items', 'rows'])('has ids of its own for each of the %s', (field) => {
    const doubles = items.flatMap((item) => {
      const ids = ((item.structure[field] ?? []) as { id: string }[]).map(({ id }) => id);
      return ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `${nameOf(item)}: ${id}`);
    });
    expect(list(doubles)).toBe('');
  });
});

describe('texts', () => {
  it('belong to an item', () => expect(list(strayTexts())).toBe(''));

  it.each(items.map((item) => [nameOf(item), item] as const))(
    '%s has every text in 3 languages and no orphan',
    (_, item) => {
      const expected = expectedKeys(item.folder, item.structure);
      const must = expected?.must ?? Object.keys(item.texts.lv ?? {});
      const may = expected?.may ?? [];
      expect(must.length).toBeGreaterThan(0);
      // A text that may be there is in all languages or in none.
      const wanted = [
        ...must,
        ...may.filter((key) => languages.some((language) => item.texts[language]?.[key])),
      ];
      for (const language of languages) {
        const texts = item.texts[language] ?? {};
        expect(Object.keys(texts).toSorted(), language).toEqual(wanted.toSorted());
        expect(
          Object.entries(texts).filter(([, text]) => text.trim() === ''),
          language,
        ).toEqual([]);
        expect(
          Object.keys(texts).filter((key) => !MAP_KEY.test(`${language}.${key}`)),
          language,
        ).toEqual([]);
        expect(
          Object.values(texts).filter((text) => text.length > 4000),
          language,
        ).toEqual([]);
      }
    },
  );

  it.each(items.map((item) => [nameOf(item), item] as const))(
    '%s has the same paragraphs and list lines in 3 languages',
    (_, item) => {
      const shape = (text: string): string =>
        text
          .split('\n')
          .map((line) => (line.startsWith('- ') ? '-' : line === '' ? '' : 'x'))
          .join('|');
      const uneven = Object.keys(item.texts.lv ?? {}).filter(
        (key) =>
          new Set(languages.map((language) => shape(item.texts[language]?.[key] ?? ''))).size > 1,
      );
      expect(list(uneven)).toBe('');
    },
  );

  it.each(items.map((item) => [nameOf(item), item] as const))(
    '%s has the same digits in 3 languages',
    (_, item) => {
      const digits = (text: string): string =>
        (text.match(/\d+(?:[.,]\d+)?/g) ?? [])
          .map((n) => n.replace(',', '.'))
          .toSorted()
          .join(' ');
      const uneven = Object.keys(item.texts.lv ?? {}).filter(
        (key) =>
          new Set(languages.map((language) => digits(item.texts[language]?.[key] ?? ''))).size > 1,
      );
      expect(list(uneven)).toBe('');
    },
  );
});

describe('reading rules 33 to 36', () => {
  it.each(
    items.flatMap((item) =>
      languages.map((language) => [`${language} ${nameOf(item)}`, item, language] as const),
    ),
  )('%s: no finding', (_, item, language) => {
    const findings = checkTexts(language, item.texts[language] ?? {});
    expect(list(findings.map(({ rule, key, found }) => `${rule} in ${key}: ${found}`))).toBe('');
  });
});

describe('links', () => {
  const lessons = new Set(itemsIn('lessons').map((item) => item.file));
  const walkthroughs = new Map(
    itemsIn('walkthroughs').flatMap((item) => {
      const scenario = checkScenario(item.structure['scenario']);
      return scenario.ok ? [[item.file, scenario.value] as const] : [];
    }),
  );

  it('lead from lists and paths to lessons and walkthroughs that exist', () => {
    const dead = items.flatMap((item) => {
      if (item.folder !== 'todos' && item.folder !== 'paths') return [];
      const parts = (item.structure['items'] ?? item.structure['steps']) as Link[];
      return parts
        .filter(
          ({ lesson, walkthrough }) =>
            (lesson && !lessons.has(lesson)) || (walkthrough && !walkthroughs.has(walkthrough)),
        )
        .map(({ id }) => `${nameOf(item)} ${id}`);
    });
    expect(list(dead)).toBe('');
  });

  it('lead from lessons to steps and targets that the scenario has in that form', () => {
    const dead = itemsIn('lessons').flatMap((item) =>
      (item.structure['steps'] as Step[]).flatMap(({ id, type, walkthrough, screen }) => {
        const at = `${nameOf(item)} ${id}:`;
        const slug = walkthrough ?? screen?.walkthrough;
        if (slug === undefined) return [];
        const scenario = walkthroughs.get(slug);
        if (scenario === undefined) return [`${at} no walkthrough ${slug}`];
        if (screen === undefined) return [];
        const there = viewOf(playTo(scenario, { form: screen.form, seed: 'a' }, screen.step));
        if (there.step !== screen.step) {
          return [`${at} ${slug} has no step ${screen.step} in form ${screen.form}`];
        }
        if (type === 'find' && !tappedAt(there).includes(screen.point!))
          return [`${at} ${screen.point} is none of ${tappedAt(there).join(' ')}`];
        return pointsTo(there, screen.point) ? [] : [`${at} nothing called ${screen.point} there`];
      }),
    );
    expect(list(dead)).toBe('');
  });

  it('keep to-do items and path steps in the order of their days', () => {
    const jumbled = items.filter((item) => {
      const days = ((item.structure['items'] ?? item.structure['steps'] ?? []) as Link[]).map(
        ({ dueDays }) => dueDays ?? 0,
      );
      return days.some((day, i) => i > 0 && day < (days[i - 1] ?? 0));
    });
    expect(list(jumbled.map(nameOf))).toBe('');
  });
});

describe('plan', () => {
  it('names only addresses that the app has', () => {
    const table = readFileSync(new URL('../../src/client/app/routes.ts', import.meta.url), 'utf8');
    const rows = itemsIn('plan').flatMap((item) => item.structure['rows'] as { route?: string }[]);
    const dead = rows.flatMap(({ route }) =>
      route === undefined || table.includes(`'${route}'`) ? [] : [route],
    );
    expect(list(dead)).toBe('');
  });
});

describe('facts', () => {
  it.each(
    [...itemsIn('lessons'), ...itemsIn('places'), ...itemsIn('scams')].map(
      (item) => [nameOf(item), item] as const,
    ),
  )('%s has a source and a review date within a year of the reading', (_, item) => {
    const sources = (item.structure['sources'] ?? []) as { url: string; checked: string }[];
    const reviewBy = item.structure['reviewBy'] as string;
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter(({ url }) => !url.startsWith('https://'))).toEqual([]);
    for (const { checked } of sources) {
      const days = (Date.parse(reviewBy) - Date.parse(checked)) / 86_400_000;
      expect(days).toBeGreaterThan(0);
      expect(days).toBeLessThanOrEqual(366);
    }
  });

  it('about places are never called verified, and a point is never nearer than its source says', () => {
    for (const { structure } of itemsIn('places')) {
      expect(structure['verified']).toBe(false);
      expect(structure['precision']).not.toBe('building');
      const hasPoint = structure['lat'] !== undefined && structure['lon'] !== undefined;
      expect(hasPoint).toBe(structure['precision'] !== 'unknown');
    }
  });

  it('about hours carry the year they were true for', () => {
    const undated = itemsIn('places').filter(
      ({ structure }) => structure['hours'] !== undefined && structure['asOf'] === undefined,
    );
    expect(list(undated.map(nameOf))).toBe('');
  });
});

describe('lessons', () => {
  it.each(itemsIn('lessons').map((item) => [item.file, item] as const))(
    '%s takes 5 to 15 minutes and 6 to 10 steps',
    (_, item) => {
      const steps = item.structure['steps'] as Step[];
      expect(item.structure['minutes']).toBeGreaterThanOrEqual(5);
      expect(item.structure['minutes']).toBeLessThanOrEqual(15);
      expect(steps.length).toBeGreaterThanOrEqual(6);
      expect(steps.length).toBeLessThanOrEqual(10);
    },
  );

  it.each(itemsIn('lessons').map((item) => [item.file, item] as const))(
    '%s asks, and each question has as many right answers as it should',
    (_, item) => {
      const questions = (item.structure['steps'] as Step[]).filter(
        ({ kind }) => kind === 'question',
      );
      expect(questions.length).toBeGreaterThan(0);
      for (const { type, choices = [] } of questions) {
        const right = choices.filter(({ correct }) => correct).length;
        if (type === 'one') expect(right).toBe(1);
        if (type !== 'several') continue;
        expect(right).toBeGreaterThanOrEqual(2);
        expect(right).toBeLessThan(choices.length);
      }
    },
  );

  it('let the learner do something: in the practice world or on the own device', () => {
    const idle = itemsIn('lessons').filter(
      (item) =>
        !(item.structure['steps'] as Step[]).some(({ kind }) => kind === 'do' || kind === 'try'),
    );
    expect(list(idle.map(nameOf))).toBe('');
  });

  it('that open a walkthrough let the learner repeat it alone', () => {
    const shown = itemsIn('lessons').filter((item) => {
      const modes = (item.structure['steps'] as (Step & { mode?: string })[]).flatMap(
        ({ mode }) => mode ?? [],
      );
      return modes.length > 0 && modes.at(-1) !== 'alone';
    });
    expect(list(shown.map(nameOf))).toBe('');
  });
});
