// What is shown together and in which order: pages of relevant questions, the next and the one before. Called by the survey screens.
import type { FormState } from './engine.ts';
import type { Question, Repeat } from './schema.ts';
import { idsIn, isRelevantIn, keyIn, type Node } from './tree.ts';

/** Which instance of which repeat a page belongs to, the innermost one. */
export type PageInstance = {
  readonly repeat: Repeat;
  readonly repeatKey: string;
  /** `people/a1` */
  readonly key: string;
  /** From 1, of how many. */
  readonly place: number;
  readonly of: number;
};

type Common = {
  /** The key of that question, group, instance or repeat; stays the same. */
  readonly name: string;
  readonly questions: readonly Question[];
  /** Of the questions, one each: outside repeats their names. */
  readonly keys: readonly string[];
  readonly instance: PageInstance | undefined;
};
/**
 * `questions`: mostly one question; several for a group or an instance that stays together. `repeat`: "Add another?" after the
 * instances of a repeat without a count; shows no question.
 */
export type Page =
  | (Common & { readonly kind: 'questions' })
  | (Common & {
      readonly kind: 'repeat';
      readonly repeat: Repeat;
      readonly instances: readonly string[];
    });

type Together = { readonly questions: Question[]; readonly keys: string[] };

const made = new WeakMap<FormState, readonly Page[]>();

/** All pages with something relevant on them, in reading order. Worked out once for each state. */
export function pagesOf(state: FormState): readonly Page[] {
  const known = made.get(state);
  if (known !== undefined) return known;
  const pages = new Pager(state).pages;
  made.set(state, pages);
  return pages;
}

class Pager {
  readonly pages: Page[] = [];
  private readonly state: FormState;
  constructor(state: FormState) {
    this.state = state;
    for (const node of state.compiled.nodes)
      if (node.parent === undefined) this.visit(node, '', undefined, undefined);
  }

  private visit(
    node: Node,
    frame: string,
    instance: PageInstance | undefined,
    together: Together | undefined,
  ): void {
    const { item } = node;
    if (item.type === 'calculate' || item.type === 'hidden') return;
    if (!isRelevantIn(this.state.cells, node, frame)) return;
    const key = keyIn(frame, item.name);
    if (item.type === 'repeat') {
      this.repeat(node, item, key, frame, instance, together);
      return;
    }
    if (item.type !== 'group') {
      if (together === undefined)
        this.pages.push({ kind: 'questions', name: key, questions: [item], keys: [key], instance });
      else {
        together.questions.push(item);
        together.keys.push(key);
      }
      return;
    }
    this.inside(node, frame, key, instance, together, item.together === true);
  }

  private inside(
    node: Node,
    frame: string,
    name: string,
    instance: PageInstance | undefined,
    outer: Together | undefined,
    isPage: boolean,
  ): void {
    if (outer !== undefined || !isPage) {
      for (const child of node.children) this.visit(child, frame, instance, outer);
      return;
    }
    const own: Together = { questions: [], keys: [] };
    const place = this.pages.length;
    for (const child of node.children) this.visit(child, frame, instance, own);
    // Before the "Add another?" pages of repeats in it.
    if (own.keys.length > 0)
      this.pages.splice(place, 0, { kind: 'questions', name, ...own, instance });
  }

  private repeat(
    node: Node,
    repeat: Repeat,
    repeatKey: string,
    frame: string,
    around: PageInstance | undefined,
    together: Together | undefined,
  ): void {
    const ids = idsIn(this.state.cells, node, frame);
    const instances = ids.map((id) => `${repeatKey}/${id}`);
    for (const [i, key] of instances.entries()) {
      const instance = { repeat, repeatKey, key, place: i + 1, of: ids.length };
      this.inside(node, key, key, instance, together, repeat.together === true);
    }
    if (repeat.count === undefined)
      this.pages.push({
        kind: 'repeat',
        name: repeatKey,
        questions: [],
        keys: [],
        instance: around,
        repeat,
        instances,
      });
  }
}

/** The page with that key, or that shows the question of that key; -1 when it is not shown now. */
export const indexOfPage = (pages: readonly Page[], name: string | undefined): number =>
  pages.findIndex((page) => page.name === name || (name !== undefined && page.keys.includes(name)));

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
      ({ type, readOnly }, i) =>
        type !== 'note' && readOnly !== true && isOpen(state, page.keys[i] as string),
    ),
  );
}

function isOpen(state: FormState, key: string): boolean {
  const given = state.answers[key];
  return given === undefined || ('value' in given && given.value === '');
}
