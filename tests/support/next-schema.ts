// A schema that no release has: worlds in which server and tablets are updated one after the other go over to it. Lists then call the
// item `a1` `b1`, and what is noted of it ends in a plus sign. Known to every process of a world; used by server, tablets, model and proof.
import type { Json } from '#core/json.ts';
import type { Upgrade } from '#records/define-record.ts';
import { type Kind, kindOf } from '#records/registry.ts';
import { renamed, stepsOf, upgradedFields, upgradedRegister } from '#sync/upgrade.ts';
import type { Fields, Register } from '#sync/wire.ts';

export const NEXT = 2;

const step: Upgrade = {
  toSchema: NEXT,
  rename: (register) => register.replace(/^(notes|ticks)\.a1$/, '$1.b1'),
  convert: (_, value) => (typeof value === 'string' ? `${value}+` : value),
};

/** No program of today is at this schema, so it does nothing to them. */
export const knowNextSchema = (): void =>
  void Object.assign(kindOf('todo-list'), { upgrades: [step] });

/** An item's id as a program of this schema writes it. */
export const itemAt = (schema: number, item: string): string =>
  schema === NEXT && item === 'a1' ? 'b1' : item;

/** What was written in any form, in the newest: all that is compared is compared in this. */
export const newestName = (kind: Kind, name: string): string =>
  renamed(name, stepsOf(kind, 1, NEXT)) ?? name;
export const newestFields = (kind: Kind, fields: Fields): Fields =>
  upgradedFields(fields, stepsOf(kind, 1, NEXT));
export function newestValue(kind: Kind, name: string, value: Json): Json {
  const register: Register = [value, ''];
  return upgradedRegister(name, register, stepsOf(kind, 1, NEXT))?.[1][0] ?? value;
}
