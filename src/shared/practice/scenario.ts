// The shape of a scenario: everything the engine needs to play one walkthrough, without a word of prose.
// Called by check-scenario.ts (parsing), the engine, and the coordinator's editor. The recipe is in README.md.
import * as z from 'zod/mini';
import { practiceBankCodes } from '#core/iban.ts';
import { mistakeCodes } from './mistakes.ts';

export const formNames = ['a', 'b', 'c'] as const;
export type FormName = (typeof formNames)[number];

export const modes = ['shown', 'together', 'alone', 'surprise'] as const;
export type Mode = (typeof modes)[number];

const name = z
  .string()
  .check(
    z.regex(
      /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
      'is not a name; use small letters, digits and single dashes, for example due-date',
    ),
    z.maxLength(40, 'is longer than 40 characters; choose a shorter name'),
  );
const code = z.enum(mistakeCodes);
/** Only in these forms; without it, in all three. */
const only = z.optional(
  z.array(z.enum(formNames)).check(z.minLength(1, 'is empty; name a form or leave "forms" out')),
);
const cents = z.int().check(z.minimum(0), z.maximum(99_999_999_999));
const unlike = z.optional(z.array(name));

/** How one generated detail is made from the seed. `unlike` names details it may not be equal to. */
export const detail = z.discriminatedUnion('make', [
  z.strictObject({ make: z.literal('money'), min: cents, max: cents, unlike }),
  z.strictObject({
    make: z.literal('sum'),
    of: z.array(name).check(z.minLength(1)),
    minus: z.optional(z.array(name)),
  }),
  z.strictObject({ make: z.literal('account'), bank: z.optional(z.enum(practiceBankCodes)) }),
  /** `first` limits the first digit: 8 digits that begin with 2 or 6 look like a phone number and would be refused. */
  z.strictObject({
    make: z.literal('digits'),
    length: z.int().check(z.minimum(1), z.maximum(10)),
    first: z.optional(z.string().check(z.regex(/^\d+$/))),
    unlike,
  }),
  /** Digits that are easily taken for another detail's: one digit other, or two neighbours swapped. */
  z.strictObject({ make: z.literal('near'), to: name, by: z.enum(['digit', 'swap']) }),
  /** A calendar day counted from the scenario's clock; `day` sets the day of that month. */
  z.strictObject({
    make: z.literal('day'),
    months: z.optional(z.int()),
    days: z.optional(z.int()),
    day: z.optional(z.int().check(z.minimum(1), z.maximum(28))),
  }),
  z.strictObject({ make: z.literal('month'), months: z.int() }),
]);
export type Detail = z.output<typeof detail>;

const actor = z.strictObject({
  kind: z.enum(['bank', 'identity', 'issuer', 'portal', 'sender']),
  brand: name,
});

/** A line shows a detail or an actor's name (`value`), or what the learner entered at a step (`step`). */
const line = z.strictObject({
  id: name,
  value: z.optional(name),
  step: z.optional(name),
  /** Label in practice.json, `label.<this>`; the line's own id when left out. */
  label: z.optional(name),
  forms: only,
});
export type Line = z.output<typeof line>;

export const layouts = ['table', 'letter', 'slip'] as const;
export type Layout = (typeof layouts)[number];

const paper = z.strictObject({
  id: name,
  kind: z.enum(['bill', 'card', 'screen']),
  /** The actor whose look it has; a practice card has none. */
  from: z.optional(name),
  lines: z.array(line).check(z.minLength(1)),
});
export type Paper = z.output<typeof paper>;

const common = {
  id: name,
  /** Where it happens: an actor's screen, or the table with the papers. */
  on: name,
  /** Papers that lie beside it. */
  papers: z.optional(z.array(name)),
  /** Lines that the device itself shows. */
  show: z.optional(z.array(line)),
  forms: only,
  /** The step that follows, when it is not the next one in the list. */
  then: z.optional(name),
  /** After this step nothing before it can be changed any more (the payment is sent). */
  final: z.optional(z.literal(true)),
};

export const checks = ['account', 'money', 'name', 'contains', 'digits', 'pin'] as const;
export type Check = (typeof checks)[number];

/** Every way in which typed text can differ, by check; judge.ts tells them apart. */
export const slips = [
  'empty', 'wrong', 'unreadable', 'shift', 'like', 'missing', 'wrong-digit', 'swap', 'doubled', 'doubled-cut', 'other',
] as const; // prettier-ignore
export type Slip = (typeof slips)[number];

const step = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('read') }),
  z.strictObject({
    ...common,
    kind: z.literal('find'),
    in: name,
    line: name,
    mistakes: z.optional(z.array(z.strictObject({ line: name, code, forms: only }))),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('choose'),
    /** menu: a tap acts at once, as in an app. answers, codes: choose, then go on. */
    look: z.enum(['menu', 'answers', 'codes']),
    options: z
      .array(
        z.strictObject({
          id: name,
          /** Shows this detail instead of a text. */
          value: z.optional(name),
          correct: z.optional(z.literal(true)),
          code: z.optional(code),
          /** Where a choice leads; a wrong one without it stays here and explains. */
          to: z.optional(name),
          forms: only,
        }),
      )
      .check(
        z.minLength(2, 'needs at least 2 options'),
        z.maxLength(5, 'has more than 5 options; show 5 or fewer'),
      ),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('type'),
    check: z.enum(checks),
    /** The detail or actor that the text must be; for `contains`, that it must hold. */
    is: name,
    mistakes: z.optional(
      z.array(z.strictObject({ when: z.enum(slips), code, like: z.optional(name), forms: only })),
    ),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('check'),
    lines: z.array(line).check(z.minLength(1)),
    /** Lines that the learner taps when they match the bill, before anything is sent (rule 19). */
    match: z.array(name).check(z.minLength(1)),
    /** Code for going on without comparing. */
    unread: code,
  }),
]);
export type Step = z.output<typeof step>;
export type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;

const form = z.strictObject({
  /** Details that this form makes in another way. */
  details: z.optional(z.record(name, detail)),
  /** Actors that have another brand in this form. */
  actors: z.optional(z.record(name, name)),
  /** How this form's bills are laid out: companies print the same lines in different places. */
  layout: z.optional(z.enum(layouts)),
});

export const scenarioSchema = z.strictObject({
  version: z.literal(1),
  /** Which sign the belt weaves for it. */
  skill: name,
  minutes: z.int().check(z.minimum(1), z.maximum(60)),
  /** "Today" in the practice world. */
  clock: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/, 'is not a day; write it as 2026-11-10')),
  actors: z.record(name, actor),
  details: z.record(name, detail),
  papers: z.array(paper),
  steps: z.array(step).check(z.minLength(1)),
  forms: z.strictObject({ a: form, b: form, c: form }),
});
export type Scenario = z.output<typeof scenarioSchema>;

export const inForm = (
  part: { readonly forms?: readonly FormName[] | undefined },
  form: FormName,
): boolean => part.forms === undefined || part.forms.includes(form);
