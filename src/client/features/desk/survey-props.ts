// What the parts of the survey editor are given. Read by the screens of the survey editor.
import type { Json } from '#core/json.ts';
import type { FormProblem } from '#forms/problems.ts';
import type { Form, Item } from '#forms/schema.ts';
import type { Registers } from './content-draft.ts';

export type SurveyEdit = {
  /** Everything as it would be once published. */
  readonly now: Registers;
  readonly form: Form;
  readonly drafted: Registers;
  /** There is a public record. */
  readonly published: boolean;
  /** The version that publishing would give. */
  readonly version: number;
  readonly set: (registers: Registers) => void;
  readonly errorOf: (fieldId: string) => string | undefined;
  readonly problems: readonly FormProblem[];
};

export type ItemEdit<I extends Item = Item> = SurveyEdit & {
  readonly item: I;
  readonly onChange: (item: I, texts?: Registers) => void;
};

export const formRegister = (form: Form): Registers => ({ form: form as unknown as Json });

/** The item without fields that say nothing. */
export function withColumn<I extends Item>(item: I, column: string, value: unknown): I {
  const { [column]: _old, ...rest } = item as unknown as Record<string, unknown>;
  const silent = value === undefined || value === '';
  return (silent ? rest : { ...item, [column]: value }) as unknown as I;
}
