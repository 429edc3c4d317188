// The keys under which a form's sentences stand, and sentences with answers in them. Called by survey screens, the paper sheet and the content check.
import { choicesOf, isGroup, itemsOf, type Form, type Item, type Question } from './schema.ts';

export const labelKey = (item: Item): string => `${item.name}.label`;
export const hintKey = (item: Item): string => `${item.name}.hint`;
/** More than a hint, for whoever asks the questions: XLSForm's guidance_hint. */
export const guidanceKey = (item: Item): string => `${item.name}.guidance`;
/** Said when the answer does not fit the constraint; without it the app's general sentence is used. */
export const constraintKey = (item: Item): string => `${item.name}.constraint`;
export const requiredKey = (item: Item): string => `${item.name}.required`;
/** Choices of a shared list have their words once, under the list's name. */
export const choiceKey = (question: Question, choice: string): string =>
  typeof question.choices === 'string'
    ? `list.${question.choices}.${choice}`
    : `${question.name}.choice.${choice}`;

/** Words of a plan: a scale's name, what is said when it is the lowest (title, body), and when it is the strongest. */
export const scaleKey = (scale: string, part: 'name' | 'title' | 'body' | 'strong'): string =>
  `plan.${scale}.${part}`;
/** What is said when every point was reached, and when nothing counts. */
export const planKey = (ending: 'full' | 'none', part: 'title' | 'body'): string =>
  `plan.${ending}.${part}`;

/** Keys that must have words in every language, and keys that may. `title` and `summary` belong to every survey. */
export function textKeys(form: Form): {
  readonly needed: ReadonlySet<string>;
  readonly allowed: ReadonlySet<string>;
} {
  const needed = new Set(['title', 'summary']);
  const allowed = new Set(['intro', 'thanks']);
  for (const item of itemsOf(form.items)) {
    const silent = item.type === 'calculate' || item.type === 'hidden' || isGroup(item);
    (silent ? allowed : needed).add(labelKey(item));
    for (const key of [hintKey, guidanceKey, constraintKey, requiredKey]) allowed.add(key(item));
    if (isGroup(item)) continue;
    for (const choice of choicesOf(form, item)) needed.add(choiceKey(item, choice.name));
  }
  if (form.plan !== undefined) {
    for (const scale of form.plan.order)
      for (const part of ['name', 'title', 'body', 'strong'] as const)
        needed.add(scaleKey(scale, part));
    for (const part of ['title', 'body'] as const)
      needed.add(planKey('full', part)).add(planKey('none', part));
  }
  return { needed, allowed };
}

/** Puts values into a sentence: `Jūs izvēlējāties ${count} lietas.` Unknown names are left as they stand. */
export const fillText = (sentence: string, textOf: (name: string) => string | undefined): string =>
  sentence.replaceAll(/\$\{\s*([\w.-]+)\s*\}/g, (whole, name: string) => textOf(name) ?? whole);
