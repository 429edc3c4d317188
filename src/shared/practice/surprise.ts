// Puts the lent steps of one scenario into the middle of another: a scam, or something honest, that comes unasked while a
// bill is being paid. The result is an ordinary scenario, so engine and screens know nothing of it. Called by features/practice.
import { randomFrom } from '#core/random.ts';
import {
  formNames,
  inForm,
  type Detail,
  type FormName,
  type Line,
  type Scenario,
  type Step,
} from './scenario.ts';

/** Before every name that came with the guest; checkScenario lets no author begin a name so. */
export const guestPrefix = 'x-';
const x = (name: string): string => `${guestPrefix}${name}`;

/** The name as its author wrote it. */
export const withoutPrefix = (name: string): string =>
  name.startsWith(guestPrefix) ? name.slice(guestPrefix.length) : name;

/** The steps that a scenario lends, in this form; none when it lends nothing. */
export function lentSteps(scenario: Scenario, form: FormName): Step[] {
  const { lend, steps } = scenario;
  if (!lend) return [];
  const from = steps.findIndex((step) => step.id === lend.from);
  const to = steps.findIndex((step) => step.id === lend.to);
  return from < 0 ? [] : steps.slice(from, to + 1).filter((step) => inForm(step, form));
}

/** Whether something can come into this scenario by surprise. */
export const takesSurprises = (host: Scenario): boolean => (host.surprises ?? []).length > 0;

/**
 * Host with the guest's lent steps before one of the host's `surprises` steps, which the seed draws. The host alone when
 * it takes none, or the guest lends none. Two scenarios with the same seed always make the same one.
 */
export function withSurprise(host: Scenario, guest: Scenario, seed: string): Scenario {
  const places = (host.surprises ?? []).filter((id) => host.steps.some((step) => step.id === id));
  const { lend } = guest;
  if (places.length === 0 || !lend) return host;
  const before = randomFrom(`${seed}/surprise`).pick(places);
  const from = guest.steps.findIndex((step) => step.id === lend.from);
  const until = guest.steps.findIndex((step) => step.id === lend.to);
  const lent = guest.steps.slice(from, until + 1).map((step) => renamedStep(step, before, lend.to));
  const at = host.steps.findIndex((step) => step.id === before);
  return {
    ...host,
    actors: { ...host.actors, ...renamedActors(guest) },
    details: { ...host.details, ...renamedDetails(guest.details) },
    papers: [
      ...host.papers,
      ...guest.papers.map((paper) => ({
        ...paper,
        id: x(paper.id),
        ...(paper.from === undefined ? {} : { from: x(paper.from) }),
        lines: paper.lines.map(renamedLine),
      })),
    ],
    steps: [
      ...host.steps.slice(0, at).map((step) => redirected(step, before, x(lend.from))),
      ...lent,
      ...host.steps.slice(at),
    ],
    forms: Object.fromEntries(
      formNames.map((form) => [
        form,
        {
          ...host.forms[form],
          details: {
            ...host.forms[form].details,
            ...renamedDetails(guest.forms[form].details ?? {}),
          },
          actors: {
            ...host.forms[form].actors,
            ...Object.fromEntries(
              Object.entries(guest.forms[form].actors ?? {}).map(([id, brand]) => [x(id), brand]),
            ),
          },
        },
      ]),
    ) as Scenario['forms'],
  };
}

/** A jump forward to the step with the surprise before it meets the surprise first. */
function redirected(step: Step, before: string, first: string): Step {
  const moved = step.then === before ? { ...step, then: first } : step;
  return moved.kind === 'choose'
    ? {
        ...moved,
        options: moved.options.map((one) => (one.to === before ? { ...one, to: first } : one)),
      }
    : moved;
}

/**
 * A run's seed that also says who comes: `s16~4f02...`. So the run is replayed with the same guest, whatever other
 * scenarios have reached the device since. At most 64 characters, as the attempt record keeps it.
 */
export const surpriseSeed = (guest: string, seed: string): string => `${guest}~${seed}`;
export const guestOf = (seed: string): string | null => /^([\w-]+)~/.exec(seed)?.[1] ?? null;

/** Who comes into this run: drawn from the walkthroughs that lend something; null when none does. */
export function drawGuest(
  host: string,
  walkthroughs: readonly { readonly slug: string; readonly scenario: Scenario | null }[],
  seed: string,
): string | null {
  const lenders = walkthroughs
    .filter(({ slug, scenario }) => slug !== host && scenario?.lend !== undefined)
    .map(({ slug }) => slug)
    .toSorted();
  return lenders.length === 0 ? null : randomFrom(`${seed}/guest`).pick(lenders);
}

/** Texts of the guest under the names that its parts have in the host. Keys `<lang>.<key>`, as in a walkthrough record. */
export function withGuestTexts(
  host: Readonly<Record<string, string>>,
  guest: Readonly<Record<string, string>>,
): Record<string, string> {
  const texts: Record<string, string> = { ...host };
  for (const [key, words] of Object.entries(guest)) {
    const [, lang = '', rest = ''] = /^(\w+)\.(.*)$/.exec(key) ?? [];
    const renamed = /^(?:label|value)\./.test(rest)
      ? rest.replace('.', `.${guestPrefix}`)
      : x(rest).replace('.like-', `.like-${guestPrefix}`);
    texts[`${lang}.${renamed}`] = words.replaceAll(/\{\{([\w-]+)\}\}/g, `{{${guestPrefix}$1}}`);
  }
  return texts;
}

const renamedLine = (line: Line): Line => ({
  ...line,
  label: x(line.label ?? line.id),
  ...(line.step === undefined ? { value: x(line.value ?? line.id) } : { step: x(line.step) }),
});

function renamedStep(step: Step, next: string, last: string): Step {
  const names = (list: readonly string[] | undefined): { [key: string]: string[] } =>
    list === undefined ? {} : { papers: list.map(x) };
  const common = {
    ...step,
    id: x(step.id),
    on: step.on === 'table' ? 'table' : x(step.on),
    ...names(step.papers),
    ...(step.show === undefined ? {} : { show: step.show.map(renamedLine) }),
    // After the last lent step the host goes on where it was.
    ...(step.id === last ? { then: next } : step.then === undefined ? {} : { then: x(step.then) }),
  };
  switch (common.kind) {
    case 'read':
      return common;
    case 'find':
      return { ...common, in: x(common.in) };
    case 'choose':
      return {
        ...common,
        ...(common.payee?.registered === undefined
          ? {}
          : { payee: { ...common.payee, registered: x(common.payee.registered) } }),
        options: common.options.map((one) => ({
          ...one,
          ...(one.value === undefined ? {} : { value: x(one.value) }),
          ...(one.also === undefined ? {} : { also: one.also.map(x) }),
          ...(one.to === undefined ? {} : { to: x(one.to) }),
        })),
      };
    case 'type':
      return {
        ...common,
        is: x(common.is),
        ...(common.mistakes === undefined
          ? {}
          : {
              mistakes: common.mistakes.map((one) => ({
                ...one,
                ...(one.like === undefined ? {} : { like: x(one.like) }),
              })),
            }),
        ...(common.locks === undefined
          ? {}
          : { locks: common.locks.map((one) => ({ ...one, to: x(one.to) })) }),
        ...(common.stop?.to === undefined
          ? {}
          : { stop: { ...common.stop, to: x(common.stop.to) } }),
      };
    case 'check':
      return { ...common, lines: common.lines.map(renamedLine) };
  }
}

const renamedActors = (guest: Scenario): Scenario['actors'] =>
  Object.fromEntries(
    Object.entries(guest.actors).map(([id, actor]) => [
      x(id),
      { ...actor, ...(actor.called === undefined ? {} : { called: x(actor.called) }) },
    ]),
  );

const renamedDetails = (details: Readonly<Record<string, Detail>>): Record<string, Detail> =>
  Object.fromEntries(Object.entries(details).map(([id, detail]) => [x(id), renamedDetail(detail)]));

function renamedDetail(detail: Detail): Detail {
  const all = { ...detail } as Record<string, unknown>;
  for (const key of [
    'of',
    'minus',
    'unlike',
    'to',
    'near',
    'second',
    'payee',
    'account',
    'amount',
    'purpose',
  ]) {
    const value = all[key];
    if (typeof value === 'string') all[key] = x(value);
    else if (Array.isArray(value)) all[key] = (value as string[]).map(x);
  }
  return all as unknown as Detail;
}
