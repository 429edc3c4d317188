// What a record kind says about itself, and the types that follow from it. Each file beside this one calls defineRecord once.
import type * as z from 'zod/mini';
import type { Json } from '#core/json.ts';
import type { AnyField, Field } from './fields.ts';

/** Fixed scopes, or the family before the colon: `site:<place id>`, `person:<person id>`. */
export type ScopeFamily = 'public' | 'org' | 'site' | 'person' | 'device';
export type Role = 'coordinator' | 'ambassador' | 'mentor';

/** Who acts. `system` is the server itself (seed, enrolment); `resident` is anyone without sign-in. */
export type Actor = {
  readonly role: Role | 'system' | 'resident';
  readonly personId: string;
  /** Place ids whose `site:` scopes this actor may use; a coordinator's list holds every site. */
  readonly sites: readonly string[];
};

/** none: no one's data. pseudonym: about a learner known by code. staff: about a named member of staff. */
export type PersonalData = 'none' | 'pseudonym' | 'staff';

type FieldsOf = Readonly<Record<string, AnyField>>;
type Value<F> =
  F extends Field<infer P, infer S, boolean>
    ? P extends 'map' | 'set'
      ? Record<string, z.output<S>>
      : z.output<S>
    : never;
type NeededKeys<F extends FieldsOf> = {
  [K in keyof F]: F[K]['needed'] extends true ? K : never;
}[keyof F];

/** The whole record as screens see it: needed fields are there, the others may be missing. */
export type ValuesOf<F extends FieldsOf> = { [K in NeededKeys<F>]: Value<F[K]> } & {
  [K in Exclude<keyof F, NeededKeys<F>>]?: Value<F[K]>;
};

/**
 * What happens to registers written before `toSchema`. Each goes its own way and stamps stay, so that it does not matter whether a
 * write is upgraded before it is merged or after. The name tells the form: a value in a new form gets a new name, and a new name is
 * never one that stood for something before. So registers of both forms may lie side by side on a tablet that is not updated yet, and a
 * step that is taken twice changes nothing. `deleted` and `erased` are never asked about.
 */
export type Upgrade = {
  readonly toSchema: number;
  /** The register's new name, or the same; undefined when there is no such thing any more. */
  readonly rename: (register: string) => string | undefined;
  /** The value of a register that gets a new name, in its new form. Absent: values stay. */
  readonly convert?: (register: string, value: Json) => Json;
};

export type RecordKind<K extends string = string, F extends FieldsOf = FieldsOf> = {
  readonly kind: K;
  readonly scopes: readonly ScopeFamily[];
  readonly fields: F;
  /** Field names that device screens look records up by. */
  readonly indexes: readonly (keyof F & string)[];
  /** Which signed-in roles may read the kind where they may read the scope. Never looks at a row: cursors and digests depend on it. */
  readonly read: (actor: Actor) => boolean;
  /** Whether the actor may make this change. `before` is undefined for a new record. Scope membership was checked already. */
  readonly write: (
    actor: Actor,
    before: Partial<ValuesOf<F>> | undefined,
    after: Partial<ValuesOf<F>>,
  ) => boolean;
  readonly personal: PersonalData;
  /** Days after the last change until the record must be erased; undefined keeps it. */
  readonly retentionDays?: number;
  readonly upgrades: readonly Upgrade[];
};

type Definition<K extends string, F extends FieldsOf> = Omit<
  RecordKind<K, F>,
  'indexes' | 'upgrades' | 'retentionDays'
> & {
  readonly indexes?: readonly (keyof F & string)[];
  readonly upgrades?: readonly Upgrade[];
  readonly retentionDays?: number;
};

export const defineRecord = <const K extends string, F extends FieldsOf>(
  definition: Definition<K, F>,
): RecordKind<K, F> => ({
  indexes: [],
  upgrades: [],
  ...definition,
});

/** Roles that work with learners. */
export const isStaff = (actor: Actor): boolean => actor.role !== 'resident';
export const isCoordinator = (actor: Actor): boolean =>
  actor.role === 'coordinator' || actor.role === 'system';
/** Everyone who teaches: the adult ambassador, the coordinator, and the youth mentor. */
export const isHelper = (actor: Actor): boolean => isStaff(actor);
export const isAdultStaff = (actor: Actor): boolean =>
  isCoordinator(actor) || actor.role === 'ambassador';
