// A practice as the desk edits it: the walkthrough that it was copied from, the draft over it, what may be changed and how. Pure.
// What has to be mended before publishing is in walkthrough-faults.ts. Called by the screens of walkthroughs.
import { type Json, sameJson } from '#core/json.ts';
import { brandOf, brands, type Brand } from '#practice/brands.ts';
import { ownSlug } from '#practice/progression.ts';
import {
  formNames,
  inForm,
  sharedOptions,
  type Detail,
  type FormName,
  type Line,
  type Scenario,
  type Step,
} from '#practice/scenario.ts';
import { allowedTexts, neededTexts } from '#practice/text-keys.ts';
import type { Values } from '#records/registry.ts';
import { type Registers, textRegister, textRegisters, wholeOf, wordsIn } from './content-draft.ts';

type WalkthroughValues = Partial<Values<'walkthrough'>>;

/** What stands without the draft: the published practice, else the one that it is copied from. */
export const registersOfWalkthrough = (row: WalkthroughValues | null | undefined): Registers =>
  row ? { scenario: withLines(row.scenario ?? null), ...textRegisters(row.text) } : {};

/** A paper without lines may leave them out; here each has its list, as the schema gives it. */
function withLines(scenario: Json): Json {
  const { papers, ...rest } = scenario as { readonly papers?: Json };
  return Array.isArray(papers)
    ? { ...rest, papers: papers.map((paper: Json) => ({ lines: [], ...(paper as object) })) }
    : scenario;
}

/** Everything as it would be once published. */
export const walkthroughNow = (
  before: WalkthroughValues | null | undefined,
  draft: Registers,
): Registers => ({ ...registersOfWalkthrough(before), ...draft });

/** The scenario as it is typed now. Its numbers may be missing until they are typed; walkthrough-faults.ts tells. */
export const scenarioIn = (now: Registers): Scenario => now['scenario'] as unknown as Scenario;

export const isAsBefore = (
  before: WalkthroughValues | null | undefined,
  register: string,
  value: Json,
): boolean => sameJson(registersOfWalkthrough(before)[register] ?? '', value);

/** What the drafted registers were before publishing. */
export const registersBefore = (
  before: WalkthroughValues | null | undefined,
  draft: Registers,
): Registers => {
  const published = registersOfWalkthrough(before);
  return Object.fromEntries(
    Object.keys(draft).map((register) => [register, published[register] ?? '']),
  );
};

/** A copy as it begins: its words are looked up in its source until they are changed. "(2)" tells it from that in every language. */
export const beginningOf = (source: WalkthroughValues & { readonly slug: string }): Registers => ({
  madeFrom: source.slug,
  scenario: registersOfWalkthrough(source)['scenario'] ?? null,
  ...Object.fromEntries(
    Object.entries(source.text ?? {}).flatMap(([key, words]) => {
      const [lang = '', ...name] = key.split('.');
      return name.join('.') === 'title' ? [[textRegister(lang, 'title'), `${words} (2)`]] : [];
    }),
  ),
});

/** The whole new record. */
export function newWalkthrough(
  id: string,
  source: WalkthroughValues & { readonly slug: string },
  draft: Registers,
): Values<'walkthrough'> {
  return {
    ...wholeOf(walkthroughNow(source, draft)),
    slug: ownSlug(source.slug, id),
    order: source.order ?? 0,
    madeFrom: source.slug,
  } as unknown as Values<'walkthrough'>;
}

// What may be changed.

/** A place in the scenario: names of fields, and for lists the place. */
export type Place = readonly (string | number)[];

/** The scenario with one thing changed; undefined takes it out. Everything else stays the same object. */
export function withChange<T>(whole: T, [head, ...rest]: Place, value: unknown): T {
  if (head === undefined) return value as T;
  if (Array.isArray(whole)) {
    const list = [...(whole as unknown[])];
    if (rest.length === 0 && value === undefined) list.splice(Number(head), 1);
    else list[Number(head)] = withChange(list[Number(head)], rest, value);
    return list as T;
  }
  const { [head]: old, ...others } = (whole ?? {}) as Record<string, unknown>;
  const next = withChange(old, rest, value);
  // A field keeps its place, so that what is the same as before compares as the same.
  if (next === undefined) return others as T;
  return { ...(whole as object), [head]: next } as T;
}

/** How this form makes the detail. */
export const detailIn = (scenario: Scenario, id: string, form: FormName): Detail | undefined =>
  scenario.forms[form].details?.[id] ?? scenario.details[id];

/** Changes how one form makes a detail; what is as in all forms is not said twice. */
export function withDetail(
  scenario: Scenario,
  id: string,
  form: FormName,
  detail: Detail,
): Scenario {
  const same = sameJson(scenario.details[id] as unknown as Json, detail as unknown as Json);
  return withForm(scenario, ['details', id], form, same ? undefined : detail);
}

export const brandIn = (scenario: Scenario, actor: string, form: FormName): string | undefined =>
  scenario.forms[form].actors?.[actor] ?? scenario.actors[actor]?.brand;

export function withBrand(
  scenario: Scenario,
  actor: string,
  form: FormName,
  brand: string,
): Scenario {
  const same = scenario.actors[actor]?.brand === brand;
  return withForm(scenario, ['actors', actor], form, same ? undefined : brand);
}

function withForm(
  scenario: Scenario,
  [part, id]: [string, string],
  form: FormName,
  value: unknown,
) {
  const changed = withChange(scenario, ['forms', form, part, id], value);
  const left = (changed.forms[form] as Record<string, object | undefined>)[part];
  return left && Object.keys(left).length === 0
    ? withChange(changed, ['forms', form, part], undefined)
    : changed;
}

/** Companies that may stand in for this one: of the same kind. */
export function brandsLike(id: string | undefined): readonly Brand[] {
  const kind = id === undefined ? undefined : brandOf(id)?.kind;
  return brands.filter((one) => one.kind === kind);
}

/** Actors that have a company's look, where there is another one to choose. */
export const brandedActors = (scenario: Scenario): string[] =>
  Object.keys(scenario.actors).filter(
    (actor) => brandsLike(scenario.actors[actor]?.brand).length > 1,
  );

/** Details with something to set: ranges, shares, lengths, days, addresses. The others follow from these. */
export const settableMakes = ['money', 'share', 'digits', 'day', 'month', 'address'] as const;
export type SettableMake = (typeof settableMakes)[number];
export const isSettable = (make: Detail['make']): make is SettableMake =>
  (settableMakes as readonly string[]).includes(make);
/** "Today" itself has nothing to set. */
const isToday = (detail: Detail): boolean =>
  detail.make === 'day' &&
  [detail.months, detail.days, detail.day].every((one) => one === undefined);

/** Of each form's recipe, or none when no form makes it in a way that can be set. */
export const settableDetails = (scenario: Scenario): string[] =>
  Object.keys(scenario.details).filter((id) =>
    formNames.some((form) => {
      const detail = detailIn(scenario, id, form);
      return detail !== undefined && isSettable(detail.make) && !isToday(detail);
    }),
  );

/** The label under which people see a detail, on a paper or a screen; its own name when it is on none. */
export function labelOfDetail(scenario: Scenario, id: string): string {
  const lines: Line[] = [
    ...scenario.papers.flatMap((paper) => paper.lines),
    ...scenario.steps.flatMap((step) => [
      ...(step.show ?? []),
      ...(step.kind === 'check' ? step.lines : []),
    ]),
  ];
  const line = lines.find((one) => one.step === undefined && (one.value ?? one.id) === id);
  return line ? (line.label ?? line.id) : id;
}

// Texts.

export type TextKey = { readonly key: string; readonly needed: boolean };

const isOptionText = (step: Step, key: string): boolean =>
  step.kind === 'choose' &&
  step.options.some(({ id }) => key === `${step.id}.${id}` || key === `${step.id}.${id}.why`);

/** The texts of these keys' owner that there must be, or that there are, in the order of the scenario. */
function keysUnder(now: Registers, prefixes: readonly string[]): TextKey[] {
  const scenario = scenarioIn(now);
  const needed = neededTexts(scenario);
  const all = new Set([
    ...needed,
    ...[...allowedTexts(scenario)].filter((key) => isThere(now, key)),
  ]);
  return [...all]
    .filter((key) => prefixes.some((prefix) => key.startsWith(prefix)))
    .map((key) => ({ key, needed: needed.includes(key) }));
}

const isThere = (now: Registers, key: string): boolean =>
  wordsIn(now, textRegister('lv', key)) !== '';

/** Title, task, hint and what is said after wrong taps; options have their texts beside them. */
export const stepTexts = (now: Registers, step: Step): TextKey[] =>
  keysUnder(now, [`${step.id}.`]).filter(({ key }) => !isOptionText(step, key));

/** What stands on papers, in messages and calls, and words of details. */
export const paperTexts = (now: Registers): TextKey[] =>
  keysUnder(now, [...scenarioIn(now).papers.map(({ id }) => `${id}.`), 'value.', 'label.']).filter(
    ({ key }) => !scenarioIn(now).steps.some((step) => key.startsWith(`${step.id}.`)),
  );

export const headTexts: readonly TextKey[] = [
  { key: 'title', needed: true },
  { key: 'summary', needed: true },
];

// Decision points.

export type ChooseStep = Extract<Step, { kind: 'choose' }>;
export type Option = ChooseStep['options'][number];

/** What a choice means: right, wrong without a code, or a mistake by its code. */
export const meaningOf = ({ correct, code }: Option): string =>
  correct ? 'right' : (code ?? 'wrong');

export function withMeaning(option: Option, meaning: string): Option {
  const { correct: _correct, code: _code, ...rest } = option;
  if (meaning === 'right') return { ...rest, correct: true };
  return meaning === 'wrong' ? rest : { ...rest, code: meaning as NonNullable<Option['code']> };
}

/** Whether its words are the scenario's own, and not shared or a detail's. */
export const hasOwnWords = (option: Option): boolean =>
  option.value === undefined && !(sharedOptions as readonly string[]).includes(option.id);

/** Wrong and going nowhere: the learner stays and is told why. */
export const explains = (option: Option): boolean => !option.correct && option.to === undefined;

/** A name that no option of this step has. */
export function freshOption(step: ChooseStep): string {
  for (let number = 1; ; number += 1) {
    const id = `own-${number}`;
    if (!step.options.some((option) => option.id === id)) return id;
  }
}

/** Forms in which an option is offered, as boxes to tick. All ticked is the same as nothing said. */
export const formsOf = (option: Option): FormName[] =>
  formNames.filter((form) => inForm(option, form));

export function withForms(option: Option, forms: readonly FormName[]): Option {
  const { forms: _forms, ...rest } = option;
  return forms.length === formNames.length ? rest : { ...rest, forms: [...forms] };
}
