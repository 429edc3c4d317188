// Every authored survey: its form has no mistake, its words are whole in three languages, and people of all kinds get to its end.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromTyped, type AnswerValue } from '#forms/answers.ts';
import { flawOf, isComplete } from '#forms/check.ts';
import { answer, isRelevant, openForm, problemsOf, refuse, type FormState } from '#forms/engine.ts';
import { nextPage, pagesOf } from '#forms/pages.ts';
import { choicesOf, isAnswered, isGroup, itemsOf, type Question } from '#forms/schema.ts';
import { textKeys } from '#forms/texts.ts';
import { languages, lessonSlugs, surveyOf, surveySlugs, textsOf } from './survey-content.ts';

const now = { ms: Date.UTC(2026, 10, 22, 9), zoneOffsetMinutes: -120 };
const good = <T>(given: { ok: true; value: T } | { ok: false }): T => {
  if (!given.ok) throw new Error(JSON.stringify(given));
  return given.value;
};

/** All that a person could say to a question; undefined is a refusal. */
function possible(state: FormState, question: Question): (AnswerValue | undefined)[] {
  const choices = choicesOf(state.compiled.form, question).map((choice) => choice.name);
  const own: Partial<Record<Question['type'], AnswerValue[]>> = {
    select_one: choices,
    select_multiple: [choices, ...choices.map((one) => [one])],
    integer: [fromTyped('integer', '0'), fromTyped('integer', '3')],
    decimal: [fromTyped('decimal', '2,5')],
    text: ['vārdi'],
    date: ['2026-11-22'],
  };
  const refusal = question.refuse === false ? [] : [undefined];
  return [...(own[question.type] ?? []), ...refusal];
}

describe.each(surveySlugs)('%s', (slug) => {
  const { form, raw } = surveyOf(slug);

  test('has no wrong expression', () => {
    expect(problemsOf(openForm(form, { now }))).toEqual([]);
  });

  test('says for how long its answers hold', () => {
    expect(raw['validDays']).toBeGreaterThan(0);
  });

  test.each(languages)('%s: every text is there and none is over', (language) => {
    const { needed, allowed } = textKeys(form);
    const texts = textsOf(language, slug);
    expect([...needed].filter((key) => !texts[key])).toEqual([]);
    expect(Object.keys(texts).filter((key) => !needed.has(key) && !allowed.has(key))).toEqual([]);
  });

  test.each(languages)('%s: choices of a question can be told apart', (language) => {
    const texts = textsOf(language, slug);
    for (const item of itemsOf(form.items)) {
      if (isGroup(item)) continue;
      const words = choicesOf(form, item).map(
        (choice) => texts[`${item.name}.choice.${choice.name}`],
      );
      expect(new Set(words).size, item.name).toBe(words.length);
    }
  });

  test('holds the screen rule of at most 5 choices, refusal included', () => {
    for (const item of itemsOf(form.items))
      if (!isGroup(item)) expect(choicesOf(form, item).length, item.name).toBeLessThanOrEqual(4);
  });

  test('a person who answers anything, or nothing, gets to the end', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (whims) => {
        let state = openForm(form, { now });
        let page = pagesOf(state)[0];
        for (let turns = 0; page !== undefined; turns += 1) {
          expect(turns).toBeLessThan(1000);
          for (const question of page.questions) {
            if (!isAnswered(question)) continue;
            const all = possible(state, question);
            const pick = all[(whims.next().value ?? 0) % all.length];
            state = good(
              pick === undefined
                ? refuse(state, question.name)
                : answer(state, question.name, pick),
            );
            expect(flawOf(state, question.name)).toBeUndefined();
          }
          page = nextPage(state, page.name);
        }
        expect(isComplete(state)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('every question is asked of somebody, every choice can be chosen', () => {
    const asked = new Set<string>();
    // Each answer to one question, the first answer to all others: enough for conditions on one question each.
    const questions = [...itemsOf(form.items)].filter(isAnswered);
    for (const varied of questions) {
      for (const choice of possible(openForm(form, { now }), varied)) {
        let state = openForm(form, { now });
        for (const question of questions) {
          const pick = question.name === varied.name ? choice : possible(state, question)[0];
          if (pick !== undefined) state = good(answer(state, question.name, pick));
        }
        for (const { name } of questions) if (isRelevant(state, name)) asked.add(name);
      }
    }
    expect(questions.map((question) => question.name).filter((name) => !asked.has(name))).toEqual(
      [],
    );
  });

  test('its plan leads to lessons that exist', () => {
    const all =
      form.plan === undefined
        ? []
        : [...Object.values(form.plan.lessons).flat(), ...form.plan.full];
    expect(all.filter((lesson) => !lessonSlugs.includes(lesson))).toEqual([]);
  });
});

test('the starter pack has the stage profile and the satisfaction survey', () => {
  expect(surveySlugs).toEqual(expect.arrayContaining(['satisfaction', 'stage-profile']));
});
