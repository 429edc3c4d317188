// What has to be mended before a coordinator's own practice may go to all tablets: each fault names its field, and the part of the
// page where that is. Pure; the words are in locales/<lang>/authoring.json. Called by WalkthroughEditScreen.
import { isDay } from '#core/dates.ts';
import { checkScenario, unreachableSteps } from '#practice/check-scenario.ts';
import { realThingIn } from '#practice/scam-guest.ts';
import { formNames, inForm, type Detail, type FormName } from '#practice/scenario.ts';
import { neededTexts } from '#practice/text-keys.ts';
import { tryOut } from '#practice/trial.ts';
import { type Registers, textRegister, wordsIn } from './content-draft.ts';
import {
  brandedActors,
  brandIn,
  detailIn,
  scenarioIn,
  settableDetails,
  stepTexts,
} from './walkthrough-form.ts';

/** A part of the page: it has to be open for its field to be there. */
export type Part = 'head' | 'brands' | 'details' | 'papers' | `step ${string}`;

export type WalkthroughFault = {
  /** The field's id on the screen. */
  readonly at: string;
  readonly part: Part;
  readonly what:
    | 'lv'
    | 'long'
    | 'real'
    | 'placeholder'
    | 'minutes'
    | 'clock'
    | 'brandTwice'
    | 'number'
    | 'order'
    | 'range'
    | 'address'
    | 'narrow'
    | 'negative'
    | 'same'
    | 'few'
    | 'many'
    | 'noRight'
    | 'noForm'
    | 'unreachable'
    | 'deadEnd'
    | 'scored'
    | 'other';
  /** What the sentence has to name: `key`, `lang`, `found`, `now`, `max`, `min`, `form`, `detail`, `step`, `brand`. */
  readonly names: Readonly<Record<string, string | number>>;
};

export const MOST_TITLE = 100;
export const MOST_WORDS = 600;
export const FEWEST_OPTIONS = 2;
export const MOST_OPTIONS = 5;
const MOST_MINUTES = 60;
const MOST_CENTS = 9_999_999;
const LIMITS = {
  percent: { min: 0, max: 1000 },
  length: { min: 2, max: 7 },
  months: { min: -36, max: 36 },
  days: { min: -400, max: 400 },
  day: { min: 1, max: 28 },
} as const;

/** The field's id on the screen, so that an error leads to it. */
export const walkFieldId = (name: string): string => `walk-${name.replaceAll(/[. ]/g, '-')}`;
export const detailFieldId = (id: string, form: FormName, field: string): string =>
  walkFieldId(`detail.${id}.${form}.${field}`);

/**
 * All faults in the order of the page. What makes the scenario unplayable comes first; only what can be played is tried out.
 * @param before as it stands without the draft: what it says already is not doubted again
 */
export function faultsOfWalkthrough(
  now: Registers,
  before: Registers,
  languages: readonly string[],
): WalkthroughFault[] {
  const faults = [
    ...headFaults(now),
    ...textFaults(now, before, languages),
    ...brandFaults(now, before),
    ...detailFaults(now),
    ...choiceFaults(now),
  ];
  const played = faults.some((one) => one.part === 'details' || one.what === 'clock')
    ? []
    : playFaults(now, faults.length === 0);
  return [...faults, ...played];
}

function headFaults(now: Registers): WalkthroughFault[] {
  const { minutes, clock } = scenarioIn(now);
  const faults: WalkthroughFault[] = [];
  if (!isWhole(minutes, { min: 1, max: MOST_MINUTES }))
    faults.push({
      at: walkFieldId('minutes'),
      part: 'head',
      what: 'minutes',
      names: { min: 1, max: MOST_MINUTES },
    });
  if (!isDay(clock))
    faults.push({ at: walkFieldId('clock'), part: 'head', what: 'clock', names: {} });
  return faults;
}

const isWhole = (value: unknown, { min, max }: { min: number; max: number }): boolean =>
  Number.isInteger(value) && Number(value) >= min && Number(value) <= max;

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
const placeholdersIn = (words: string): string[] =>
  [...words.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');

function textFaults(
  now: Registers,
  before: Registers,
  languages: readonly string[],
): WalkthroughFault[] {
  const scenario = scenarioIn(now);
  const needed = neededTexts(scenario);
  const [first = 'lv'] = languages;
  const known = new Set([...Object.keys(scenario.details), ...Object.keys(scenario.actors)]);
  // The engine gives some texts more to fill in: whatever the texts before the draft use is right.
  const engine = new Set(
    Object.keys(before).flatMap((register) =>
      register.startsWith('text.') ? placeholdersIn(wordsIn(before, register)) : [],
    ),
  );
  const faults: WalkthroughFault[] = [];
  for (const key of new Set([...needed, ...textKeysIn(now)])) {
    const part = partOfText(now, key);
    if (part === null) continue;
    for (const lang of languages) {
      const register = textRegister(lang, key);
      const words = wordsIn(now, register);
      const fault = (
        what: WalkthroughFault['what'],
        more: Readonly<Record<string, string | number>> = {},
      ): void =>
        void faults.push({
          at: walkFieldId(register),
          part,
          what,
          names: { key, lang, ...more },
        });
      if (lang === first && needed.includes(key) && words.trim() === '') fault('lv');
      const max = key === 'title' || key.endsWith('.title') ? MOST_TITLE : MOST_WORDS;
      if (words.length > max) fault('long', { now: words.length, max });
      const real = words === wordsIn(before, register) ? null : realThingIn(words);
      if (real !== null) fault('real', { found: real });
      const strange = placeholdersIn(words).find((name) => !known.has(name) && !engine.has(name));
      if (strange !== undefined) fault('placeholder', { found: `{{${strange}}}` });
    }
  }
  return faults;
}

const textKeysIn = (now: Registers): string[] =>
  Object.keys(now).flatMap((register) => {
    const [, , ...key] = register.split('.');
    return register.startsWith('text.') ? [key.join('.')] : [];
  });

/** Null for a text that belongs to nothing any more (an option that was taken out). */
function partOfText(now: Registers, key: string): Part | null {
  if (key === 'title' || key === 'summary') return 'head';
  const { steps, papers } = scenarioIn(now);
  const step = steps.find(({ id }) => key.startsWith(`${id}.`));
  if (step) {
    const isOption =
      step.kind === 'choose' &&
      step.options.some(({ id }) => key === `${step.id}.${id}` || key === `${step.id}.${id}.why`);
    return isOption || stepTexts(now, step).some((one) => one.key === key)
      ? `step ${step.id}`
      : null;
  }
  const isPaper = papers.some(({ id }) => key.startsWith(`${id}.`));
  return isPaper || key.startsWith('value.') || key.startsWith('label.') ? 'papers' : null;
}

/** Two senders that had looks of their own must keep them, or right and wrong look alike. */
function brandFaults(now: Registers, before: Registers): WalkthroughFault[] {
  const scenario = scenarioIn(now);
  const actors = brandedActors(scenario).filter((one) => scenario.actors[one]?.kind === 'issuer');
  const faults: WalkthroughFault[] = [];
  for (const form of formNames)
    for (const [i, actor] of actors.entries()) {
      const brand = brandIn(scenario, actor, form);
      const isTwin = actors
        .slice(0, i)
        .some(
          (other) =>
            brandIn(scenario, other, form) === brand &&
            brandIn(scenarioIn(before), other, form) !== brandIn(scenarioIn(before), actor, form),
        );
      if (isTwin && brand !== undefined)
        faults.push({
          at: walkFieldId(`brand.${actor}.${form}`),
          part: 'brands',
          what: 'brandTwice',
          names: { brand, form },
        });
    }
  return faults;
}

const ADDRESS = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:example|test)(?:\/[a-z0-9/.-]*)?$/;

function detailFaults(now: Registers): WalkthroughFault[] {
  const scenario = scenarioIn(now);
  return settableDetails(scenario).flatMap((id) =>
    formNames.flatMap((form) => {
      const detail = detailIn(scenario, id, form);
      if (!detail) return [];
      return faultsOfDetail(detail).map(({ field, what, names }): WalkthroughFault => ({
        at: detailFieldId(id, form, field),
        part: 'details',
        what,
        names: { detail: id, form, field, ...names },
      }));
    }),
  );
}

type FieldFault = {
  readonly field: string;
  readonly what: 'number' | 'order' | 'range' | 'address';
  readonly names?: Readonly<Record<string, string | number>>;
};

function faultsOfDetail(detail: Detail): FieldFault[] {
  const limited = (field: keyof typeof LIMITS, value: unknown): FieldFault[] => {
    if (value === undefined) return [];
    if (value === null || typeof value !== 'number') return [{ field, what: 'number' }];
    const whole = field === 'percent' || Number.isInteger(value);
    const { min, max } = LIMITS[field];
    return whole && value >= min && value <= max
      ? []
      : [{ field, what: 'range', names: { min, max } }];
  };
  switch (detail.make) {
    case 'money': {
      const faults = (['min', 'max'] as const).flatMap((field): FieldFault[] => {
        const cents: unknown = detail[field];
        if (typeof cents !== 'number') return [{ field, what: 'number' }];
        return cents >= 0 && cents <= MOST_CENTS
          ? []
          : [{ field, what: 'range', names: { min: 0, max: MOST_CENTS / 100 } }];
      });
      return faults.length === 0 && detail.min > detail.max
        ? [{ field: 'max', what: 'order' }]
        : faults;
    }
    case 'share':
      return limited('percent', detail.percent);
    case 'digits':
      return limited('length', detail.length);
    case 'day':
      return (['months', 'days', 'day'] as const).flatMap((field) => limited(field, detail[field]));
    case 'month':
      return limited('months', detail.months);
    case 'address':
      return detail.one.length > 0 && detail.one.every((one) => ADDRESS.test(one))
        ? []
        : [{ field: 'one', what: 'address' }];
    default:
      return [];
  }
}

function choiceFaults(now: Registers): WalkthroughFault[] {
  const scenario = scenarioIn(now);
  const faults: WalkthroughFault[] = [];
  for (const step of scenario.steps) {
    if (step.kind !== 'choose') continue;
    const part: Part = `step ${step.id}`;
    const at = walkFieldId(`options.${step.id}`);
    for (const option of step.options)
      if (option.forms?.length === 0)
        faults.push({
          at: walkFieldId(`option.${step.id}.${option.id}.forms`),
          part,
          what: 'noForm',
          names: { step: step.id },
        });
    for (const form of formNames) {
      if (!inForm(step, form)) continue;
      const here = step.options.filter((option) => inForm(option, form));
      const names = { step: step.id, form, now: here.length };
      if (here.length < FEWEST_OPTIONS)
        faults.push({ at, part, what: 'few', names: { ...names, min: FEWEST_OPTIONS } });
      if (here.length > MOST_OPTIONS || step.options.length > MOST_OPTIONS)
        faults.push({ at, part, what: 'many', names: { ...names, max: MOST_OPTIONS } });
      if (!here.some((option) => option.correct)) faults.push({ at, part, what: 'noRight', names });
    }
  }
  return faults;
}

/** @param deep whether to play it, too: only what has no other fault */
function playFaults(now: Registers, deep: boolean): WalkthroughFault[] {
  const scenario = scenarioIn(now);
  const lost = formNames.flatMap((form) =>
    unreachableSteps(scenario, form).map(({ id }): WalkthroughFault => ({
      at: walkFieldId(`step.${id}`),
      part: `step ${id}`,
      what: 'unreachable',
      names: { step: id, form },
    })),
  );
  if (lost.length > 0) return lost;
  const checked = checkScenario(scenario);
  if (!checked.ok)
    return checked.error.map((sentence) =>
      sentence.includes('no value is unlike the others')
        ? {
            at: walkFieldId('details'),
            part: 'details',
            what: 'narrow',
            names: { form: /Form ([abc])/.exec(sentence)?.[1] ?? 'a' },
          }
        : { at: walkFieldId('minutes'), part: 'head', what: 'other', names: { found: sentence } },
    );
  if (!deep) return [];
  return tryOut(checked.value).map((fault): WalkthroughFault => {
    const { form } = fault;
    switch (fault.what) {
      case 'negative':
        return {
          at: walkFieldId('details'),
          part: 'details',
          what: 'negative',
          names: { detail: fault.detail, form },
        };
      case 'same':
        return {
          at: walkFieldId('details'),
          part: 'details',
          what: 'same',
          names: { detail: fault.detail, step: fault.step, form },
        };
      case 'dead-end':
      case 'scored':
        return {
          at: walkFieldId(`step.${fault.step}`),
          part: `step ${fault.step}`,
          what: fault.what === 'scored' ? 'scored' : 'deadEnd',
          names: { step: fault.step, form },
        };
    }
  });
}
