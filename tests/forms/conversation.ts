// The small language of the engine's stories: a form from its items, and a person who answers it.
import type { Answers, AnswerValue } from '#forms/answers.ts';
import { answer, currentValue, openForm, refuse, type FormState } from '#forms/engine.ts';
import { pagesOf } from '#forms/pages.ts';
import { readForm, type Form, type Item } from '#forms/schema.ts';

export const now = { ms: Date.UTC(2026, 2, 25, 8), zoneOffsetMinutes: -120 };

export function formOf(items: readonly Item[], more: Partial<Form> = {}): Form {
  const read = readForm({ format: 1, version: 1, items, ...more });
  if (!read.ok) throw new Error(read.error.map((one) => `${one.path}: ${one.message}`).join('; '));
  return read.value;
}

export class Conversation {
  state: FormState;
  constructor(form: Form, answers: Answers = {}) {
    this.state = openForm(form, { answers, now });
  }
  says(name: string, value: AnswerValue | undefined): this {
    const given = answer(this.state, name, value);
    if (!given.ok) throw new Error(`${given.error.code}: ${given.error.name}`);
    this.state = given.value;
    return this;
  }
  declines(name: string): this {
    const given = refuse(this.state, name);
    if (!given.ok) throw new Error(`${given.error.code}: ${given.error.name}`);
    this.state = given.value;
    return this;
  }
  get asked(): readonly string[] {
    return pagesOf(this.state).map((page) => page.name);
  }
  value(name: string): unknown {
    return currentValue(this.state, name);
  }
}
