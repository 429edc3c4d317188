// Values of a whole record that came from elsewhere (a content pack): spread over registers, and what the schemas say against them.
// Called by screens, which may not reach into the sync themselves.
import type { Json } from '#core/json.ts';
import { type Kind, kindOf } from '#records/registry.ts';
import { checkValue } from '#sync/judge.ts';
import { registersOf } from '#sync/wire.ts';

/** Register name -> value: a map field has one per key. */
export const flatRegisters = (
  kind: Kind,
  values: Readonly<Record<string, unknown>>,
): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(registersOf(kind, values, '')).map(([name, [value]]) => [name, value]),
  );

export type ValueFault = {
  readonly field: string;
  /** The schema's own words; undefined when the field is not there at all. */
  readonly found: string | undefined;
};

/** Every field that the kind's schema would refuse, and every one that it needs and does not find. */
export const faultsOfValues = (
  kind: Kind,
  values: Readonly<Record<string, unknown>>,
): ValueFault[] => [
  ...Object.entries(flatRegisters(kind, values)).flatMap(([field, value]): ValueFault[] => {
    const problem = checkValue(kind, field, value);
    return problem ? [{ field, found: problem.message }] : [];
  }),
  ...Object.entries(kindOf(kind).fields).flatMap(([field, { needed }]): ValueFault[] =>
    needed && values[field] === undefined ? [{ field, found: undefined }] : [],
  ),
];
