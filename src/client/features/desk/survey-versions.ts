// Earlier versions of a survey out of its history: which there were, and the registers that bring one back into the draft with the words
// that it had. Pure. Called by SurveyVersions.
import type { Json } from '#core/json.ts';
import { isGroup, itemsOf, readForm, type Form } from '#forms/schema.ts';
import { textKeys } from '#forms/texts.ts';
import { languages } from '#i18n/languages.ts';
import { type Registers, textRegister } from './content-draft.ts';

/** One earlier value of one register. */
export type Earlier = {
  readonly key: string;
  readonly field: string;
  readonly value: Json;
  /** When it was replaced. */
  readonly until: Date;
  readonly who?: string;
};

export type SurveyVersion = {
  readonly key: string;
  readonly form: Form;
  readonly questions: number;
  readonly until: Date;
  readonly who: string | undefined;
};

/** The forms that stood here before, the latest first. */
export const versionsIn = (entries: readonly Earlier[]): readonly SurveyVersion[] =>
  entries
    .flatMap(({ key, field, value, until, who }): SurveyVersion[] => {
      const read = field === 'form' ? readForm(value) : undefined;
      if (!read?.ok) return [];
      const questions = [...itemsOf(read.value.items)].filter((item) => !isGroup(item)).length;
      return [{ key, form: read.value, questions, until, who }];
    })
    .toSorted((a, b) => b.until.getTime() - a.until.getTime());

/**
 * The form and the words it had in its last moment, where they are other now: a text's value then is its first one that was replaced at
 * that moment or later.
 */
export function registersOfVersion(
  version: Pick<SurveyVersion, 'form' | 'until'>,
  entries: readonly Earlier[],
  now: Registers,
): Registers {
  const { needed, allowed } = textKeys(version.form);
  const then = new Map<string, Earlier>();
  for (const entry of entries) {
    if (entry.until < version.until) continue;
    const known = then.get(entry.field);
    if (known === undefined || entry.until < known.until) then.set(entry.field, entry);
  }
  const texts: Record<string, Json> = {};
  for (const key of [...needed, ...allowed])
    for (const { code } of languages) {
      const register = textRegister(code, key);
      const words = then.get(register)?.value;
      if (typeof words === 'string' && words !== now[register]) texts[register] = words;
    }
  return { form: version.form as unknown as Json, ...texts };
}
