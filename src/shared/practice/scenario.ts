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

/** An address that no real site can have: it ends in .example or .test (RFC 2606). */
const webAddress = z
  .string()
  .check(
    z.regex(
      /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:example|test)(?:\/[a-z0-9/.-]*)?$/,
      'is not a practice address; small letters, ending in .example or .test before any /',
    ),
    z.maxLength(80, 'is longer than 80 characters'),
  );

/** How one generated detail is made from the seed. `unlike` names details it may not be equal to. */
export const detail = z.discriminatedUnion('make', [
  z.strictObject({ make: z.literal('money'), min: cents, max: cents, unlike }),
  z.strictObject({
    make: z.literal('sum'),
    of: z.array(name).check(z.minLength(1)),
    minus: z.optional(z.array(name)),
  }),
  /** A part or a multiple of a sum, rounded to cents: a fee of 2 %, a bill 3 times as big (300 %). */
  z.strictObject({
    make: z.literal('share'),
    of: name,
    percent: z.number().check(z.minimum(0), z.maximum(1000)),
  }),
  /** `near`: like another account at both ends, other in the middle, and just as well-formed. */
  z.strictObject({
    make: z.literal('account'),
    bank: z.optional(z.enum(practiceBankCodes)),
    near: z.optional(name),
  }),
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
  /** A phone number that no phone has: 8 digits from 01 to 09, while Latvian ones never begin with 0. */
  z.strictObject({ make: z.literal('phone'), unlike }),
  /** A person: first name, with `full` a surname too. `second`: that person as a bank knows them, with a second first name. */
  z.strictObject({
    make: z.literal('person'),
    full: z.optional(z.literal(true)),
    second: z.optional(name),
    unlike,
  }),
  /** The name of an actor's company as a bank has it: "SIA Strautiņa ūdens". */
  z.strictObject({ make: z.literal('registered'), of: name }),
  /** One of these web addresses. */
  z.strictObject({ make: z.literal('address'), one: z.array(webAddress).check(z.minLength(1)) }),
  /** Words of the scenario's texts, `value.<detail>`: a status, a subject, a purpose. */
  z.strictObject({ make: z.literal('text') }),
  /** The code on a bill that a bank app scans (EPC069-12): payee an actor or a person, purpose digits. */
  z.strictObject({
    make: z.literal('qr'),
    payee: name,
    account: name,
    amount: name,
    purpose: z.optional(name),
  }),
]);
export type Detail = z.output<typeof detail>;

/**
 * Whose screen a step can happen on. bank, identity, issuer: their apps on the phone. sender: messages. caller: a call.
 * contact: a person in the phone. app: any other app. portal, platform: pages on a computer. computer: a shared one.
 */
export const actorKinds = [
  'bank', 'identity', 'issuer', 'sender', 'caller', 'contact', 'app', 'portal', 'platform', 'computer',
] as const; // prettier-ignore
export type ActorKind = (typeof actorKinds)[number];

const actor = z.strictObject({
  kind: z.enum(actorKinds),
  /** How it looks and is called (brands.ts); a caller, sender or contact may be `called` by a detail instead. */
  brand: z.optional(name),
  called: z.optional(name),
  /** Where its screen is, when not where its kind has it: the bank on a library's computer. */
  device: z.optional(z.enum(['phone', 'computer'])),
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

const paperKinds = [
  'bill', 'card', 'screen', 'receipt', 'timeline', 'message', 'letter', 'call', 'page',
] as const; // prettier-ignore

/**
 * Something to look at. message, letter, call and page have prose: `<paper>.text` in the texts. Beside the device, unless
 * it is from the actor on whose screen the step happens: then it is what that screen shows.
 * A line `address` of a page stands in the address bar, a line `link` of a message or letter as a link in it.
 */
const paper = z.strictObject({
  id: name,
  kind: z.enum(paperKinds),
  /** The actor whose look it has; a practice card has none. */
  from: z.optional(name),
  lines: z._default(z.array(line), []),
  /** A call that nobody has answered yet: it says nothing. */
  ringing: z.optional(z.literal(true)),
  forms: only,
});
export type Paper = z.output<typeof paper>;

/** Kinds of papers that have a text of their own. */
export const hasProse = ({ kind, ringing }: Paper): boolean =>
  kind === 'message' || kind === 'letter' || (kind === 'call' && !ringing);

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

/** What a bank answers to "is this account this payee's?", before a payment is confirmed. */
export const payeeAnswers = ['match', 'close', 'none', 'unknown'] as const;

/** codes, answers, payee: choose, then go on. The others act on the tap, as they do in an app. */
export const looks = ['menu', 'answers', 'codes', 'payee', 'call', 'list', 'contacts'] as const;
export type Look = (typeof looks)[number];
export const actsAtOnce = (look: Look): boolean =>
  ['menu', 'call', 'list', 'contacts'].includes(look);

/** Options whose words are in practice.json, `option.<id>`, when a scenario has none of its own. */
export const sharedOptions = ['hang-up', 'answer', 'decline', 'stop'] as const;

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
    look: z.enum(looks),
    /** For the look `payee`: what the bank says of the payee; `registered` is the name that it knows (close). */
    payee: z.optional(
      z.strictObject({
        answer: z.enum(payeeAnswers),
        registered: z.optional(name),
      }),
    ),
    options: z
      .array(
        z.strictObject({
          id: name,
          /** Shows this detail instead of a text. */
          value: z.optional(name),
          /** Details in a second row: a contact's number, a template's account and sum. */
          also: z.optional(z.array(name).check(z.maxLength(3))),
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
    /** For a PIN: after so many wrong ones in a row, over all steps that ask for it, the lock's own step follows. */
    locks: z.optional(
      z.array(z.strictObject({ after: z.int().check(z.minimum(1), z.maximum(9)), to: name, code })),
    ),
    /** A second way beside typing: stop and ask. `correct` when that is the right thing to do. */
    stop: z.optional(
      z.strictObject({
        to: z.optional(name),
        correct: z.optional(z.literal(true)),
        code: z.optional(code),
      }),
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
  /** Steps, first to last, that happen in the middle of another scenario in the mode "surprise" (surprise.ts). */
  lend: z.optional(z.strictObject({ from: name, to: name })),
  /** Steps before which, in the mode "surprise", something of another scenario happens. */
  surprises: z.optional(z.array(name).check(z.minLength(1))),
  forms: z.strictObject({ a: form, b: form, c: form }),
});
export type Scenario = z.output<typeof scenarioSchema>;

export const inForm = (
  part: { readonly forms?: readonly FormName[] | undefined },
  form: FormName,
): boolean => part.forms === undefined || part.forms.includes(form);
