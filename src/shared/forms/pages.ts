// What is shown together and in which order: pages of relevant questions, the next and the one before. Called by the survey screens.
import { isRelevant, type FormState } from './engine.ts';
import { isGroup, type Item, type Question } from './schema.ts';

/** Mostly one question; several for a group that stays together. `name` is that question's or group's name and stays the same. */
export type Page = { readonly name: string; readonly questions: readonly Question[] };

/** All pages with something relevant on them, in reading order. */
export function pagesOf(state: FormState): readonly Page[] {
  const pages: Page[] = [];
  const visit = (items: readonly Item[], together: Question[] | undefined): void => {
    for (const item of items) {
      if (item.type === 'calculate' || !isRelevant(state, item.name)) continue;
      if (!isGroup(item)) {
        if (together === undefined) pages.push({ name: item.name, questions: [item] });
        else together.push(item);
        continue;
      }
      if (together !== undefined || item.together !== true) {
        visit(item.items, together);
        continue;
      }
      const questions: Question[] = [];
      visit(item.items, questions);
      if (questions.length > 0) pages.push({ name: item.name, questions });
    }
  };
  visit(state.compiled.form.items, undefined);
  return pages;
}

/** The page with that name, or that holds a question of that name; -1 when it is not shown now. */
export const indexOfPage = (pages: readonly Page[], name: string | undefined): number =>
  pages.findIndex(
    (page) => page.name === name || page.questions.some((question) => question.name === name),
  );

export function nextPage(state: FormState, name: string): Page | undefined {
  const pages = pagesOf(state);
  const at = indexOfPage(pages, name);
  return at === -1 ? pages[0] : pages[at + 1];
}

export function previousPage(state: FormState, name: string): Page | undefined {
  const pages = pagesOf(state);
  return pages[indexOfPage(pages, name) - 1];
}

/**
 * Where to go on: the first page with a question that has neither an answer nor a refusal, or the very first page (a note, perhaps)
 * when nothing was answered yet. Undefined when every question has been.
 */
export function firstOpenPage(state: FormState): Page | undefined {
  const pages = pagesOf(state);
  if (Object.keys(state.answers).length === 0) return pages[0];
  return pages.find((page) =>
    page.questions.some(
      (question) => question.type !== 'note' && state.answers[question.name] === undefined,
    ),
  );
}
