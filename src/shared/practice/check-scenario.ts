// Reads a scenario from JSON and says in sentences what its author has to mend. Called by the content tests, the server's
// seed, the coordinator's editor, and the player before it starts.
import type * as z from 'zod/mini';
import { fail, ok, type Result } from '#core/result.ts';
import { brandOf } from './brands.ts';
import { makeWorld } from './details.ts';
import { guestPrefix, lentSteps } from './surprise.ts';
import {
  formNames,
  hasProse,
  inForm,
  scenarioSchema,
  type FormName,
  type Line,
  type Paper,
  type Scenario,
  type Step,
} from './scenario.ts';

/** The scenario, or everything that is wrong with it: each sentence names the place and what to do. */
export function checkScenario(json: unknown): Result<Scenario, readonly string[]> {
  const parsed = scenarioSchema.safeParse(json);
  if (!parsed.success) return fail(parsed.error.issues.map((issue) => schemaSentence(issue, json)));
  const problems = [
    ...shapeProblems(parsed.data),
    ...formNames.flatMap((form) => formProblems(parsed.data, form)),
  ];
  return problems.length === 0 ? ok(parsed.data) : fail([...new Set(problems)]);
}

type Issue = z.core.$ZodIssue;

function schemaSentence(issue: Issue, json: unknown): string {
  const place = issue.path.length === 0 ? 'The scenario' : placeOf(issue.path, json);
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${place} has ${issue.keys.map((key) => `"${key}"`).join(', ')}, which means nothing here; remove it or mend its spelling.`;
    case 'invalid_value':
      return `${place} must be one of: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_type':
      return `${place} is missing or of the wrong kind; give a ${issue.expected} there.`;
    case 'invalid_union':
      return `${place} has no known "kind" or "make"; copy one from a neighbour.`;
    case 'too_small':
    case 'too_big':
      return issue.message.startsWith('Invalid')
        ? `${place} is out of its range.`
        : `${place} ${issue.message}.`;
    default:
      return `${place} ${issue.message}.`;
  }
}

/** "steps › sum › check": list places by the id that stands there, since authors count badly and so do we. */
function placeOf(path: readonly PropertyKey[], json: unknown): string {
  let here: unknown = json;
  const words = path.map((key) => {
    here = (here as Record<PropertyKey, unknown> | undefined)?.[key];
    const id = (here as { id?: unknown } | undefined)?.id;
    return typeof key === 'number'
      ? typeof id === 'string'
        ? id
        : `number ${key + 1}`
      : String(key);
  });
  return `"${words.join(' › ')}"`;
}

function shapeProblems(scenario: Scenario): string[] {
  const problems: string[] = [];
  const twice = (what: string, ids: readonly string[]): void => {
    for (const id of new Set(ids.filter((one, i) => ids.indexOf(one) !== i)))
      problems.push(`Two ${what} are called "${id}"; rename one.`);
  };
  twice(
    'steps',
    scenario.steps.map((step) => step.id),
  );
  twice(
    'papers',
    scenario.papers.map((paper) => paper.id),
  );
  twice('details or actors', [...Object.keys(scenario.details), ...Object.keys(scenario.actors)]);
  // Both have texts under their own name.
  for (const { id } of scenario.papers.filter(
    (paper) => hasProse(paper) || paper.kind === 'page',
  )) {
    if (scenario.steps.some((step) => step.id === id))
      problems.push(`A step and a paper with text are both called "${id}"; rename one.`);
  }
  for (const id of [...scenario.steps.map((step) => step.id), ...Object.keys(scenario.details)]) {
    if (id.startsWith(guestPrefix))
      problems.push(
        `"${id}" begins with "${guestPrefix}", which is kept for surprises; rename it.`,
      );
  }
  for (const [id, actor] of Object.entries(scenario.actors)) {
    if (actor.brand === undefined && actor.called === undefined)
      problems.push(
        `Actor "${id}" has no name; give it a "brand" or a detail that it is "called" by.`,
      );
    for (const brand of [
      ...(actor.brand === undefined ? [] : [actor.brand]),
      ...formNames.flatMap((form) => scenario.forms[form].actors?.[id] ?? []),
    ]) {
      if (!brandOf(brand))
        problems.push(`Actor "${id}" has the brand "${brand}", which brands.ts does not know.`);
    }
  }
  for (const form of formNames) {
    for (const id of Object.keys(scenario.forms[form].details ?? {})) {
      if (!(id in scenario.details))
        problems.push(`Form ${form} changes the detail "${id}", which the scenario does not have.`);
    }
  }
  return problems;
}

function formProblems(scenario: Scenario, form: FormName): string[] {
  const steps = scenario.steps.filter((step) => inForm(step, form));
  if (steps.length === 0) return [`Form ${form} has no steps.`];
  let known: Set<string>;
  try {
    known = new Set(Object.keys(makeWorld(scenario, form, 'check').values));
  } catch (error) {
    return [`Form ${form}: ${error instanceof Error ? error.message : String(error)}.`];
  }
  const names = new Set(steps.map((step) => step.id));
  return [
    ...scenario.papers
      .filter((paper) => inForm(paper, form))
      .flatMap((paper) => [
        ...lineProblems(`Paper "${paper.id}"`, paper.lines, form, known, names),
        ...paperProblems(scenario, paper, form),
      ]),
    ...surpriseProblems(scenario, form),
    ...steps.flatMap((step) => stepProblems(scenario, step, form, known, names)),
    ...unreachableSteps(scenario, form).map(
      (step) => `Step "${step.id}" is never reached in form ${form}.`,
    ),
  ];
}

function paperProblems(scenario: Scenario, paper: Paper, form: FormName): string[] {
  const { id, kind, from } = paper;
  const lines = paper.lines.filter((line) => inForm(line, form));
  const problems: string[] = [];
  if (from !== undefined && !(from in scenario.actors))
    problems.push(`Paper "${id}" is from "${from}", who is not among the actors.`);
  if (kind === 'page' && !lines.some((line) => line.id === 'address'))
    problems.push(`Paper "${id}" is a page without a line "address"; give it one.`);
  if (['message', 'call', 'page'].includes(kind) && from === undefined)
    problems.push(`Paper "${id}" is from nobody; name an actor in "from".`);
  if (!['message', 'letter', 'call', 'page'].includes(kind) && lines.length === 0)
    problems.push(`Paper "${id}" has no lines in form ${form}; give it some.`);
  return problems;
}

/** What a scenario lends must be whole: other scenarios have nothing else of it. */
function surpriseProblems(scenario: Scenario, form: FormName): string[] {
  const { lend, surprises } = scenario;
  const problems: string[] = [];
  for (const id of surprises ?? [])
    if (!scenario.steps.some((step) => step.id === id))
      problems.push(`"surprises" names the step "${id}", which is not there.`);
  if (!lend) return problems;
  const lent = lentSteps(scenario, form);
  const names = new Set(lent.map((step) => step.id));
  for (const id of [lend.from, lend.to])
    if (!names.has(id)) problems.push(`"lend" needs the step "${id}" in form ${form}.`);
  for (const step of lent) {
    const lines = [...(step.show ?? []), ...(step.kind === 'check' ? step.lines : [])];
    const ways = [
      step.id === lend.to ? undefined : step.then,
      ...lines.map((line) => line.step),
      ...(step.kind === 'choose'
        ? step.options.filter((one) => inForm(one, form)).map((one) => one.to)
        : []),
      ...(step.kind === 'type' ? [...(step.locks ?? []).map((one) => one.to), step.stop?.to] : []),
    ];
    for (const way of ways)
      if (way !== undefined && !names.has(way))
        problems.push(`Step "${step.id}" is lent but needs "${way}", which is not; widen "lend".`);
  }
  return problems;
}

function lineProblems(
  place: string,
  lines: readonly Line[],
  form: FormName,
  known: Set<string>,
  steps: Set<string>,
): string[] {
  return lines
    .filter((line) => inForm(line, form))
    .flatMap((line) => {
      if (line.step !== undefined)
        return steps.has(line.step)
          ? []
          : [`${place}, line "${line.id}": there is no step "${line.step}".`];
      const value = line.value ?? line.id;
      return known.has(value)
        ? []
        : [`${place}, line "${line.id}": there is no detail or actor "${value}".`];
    });
}

function stepProblems(
  scenario: Scenario,
  step: Step,
  form: FormName,
  known: Set<string>,
  steps: Set<string>,
): string[] {
  const place = `Step "${step.id}"`;
  const problems = lineProblems(place, step.show ?? [], form, known, steps);
  const say = (problem: string): void => void problems.push(`${place}: ${problem}`);
  if (step.on !== 'table' && !(step.on in scenario.actors))
    say(`"on" names "${step.on}"; use "table" or an actor.`);
  for (const id of step.papers ?? [])
    if (!scenario.papers.some((paper) => paper.id === id)) say(`there is no paper "${id}".`);
  if (step.then !== undefined && !steps.has(step.then))
    say(`"then" leads to "${step.then}", which form ${form} does not have.`);

  switch (step.kind) {
    case 'read':
      break;
    case 'find': {
      const paper = scenario.papers.find((one) => one.id === step.in && inForm(one, form));
      const lines = (paper?.lines ?? [])
        .filter((line) => inForm(line, form))
        .map((line) => line.id);
      if (!(step.papers ?? []).includes(step.in))
        say(`the paper "${step.in}" does not lie beside it; add it to "papers".`);
      for (const line of [
        step.line,
        ...(step.mistakes ?? []).filter((one) => inForm(one, form)).map((one) => one.line),
      ]) {
        if (!lines.includes(line)) say(`paper "${step.in}" has no line "${line}" in form ${form}.`);
      }
      break;
    }
    case 'choose': {
      const options = step.options.filter((option) => inForm(option, form));
      if ((step.look === 'payee') !== (step.payee !== undefined))
        say('"look": "payee" and "payee" belong together.');
      if (step.payee?.registered !== undefined && !known.has(step.payee.registered))
        say(`there is no detail or actor "${step.payee.registered}".`);
      if (step.payee?.answer === 'close' && step.payee.registered === undefined)
        say('a close match needs "registered": the name that the bank knows.');
      if (!options.some((option) => option.correct)) say(`form ${form} has no correct option.`);
      for (const option of options) {
        if (option.value !== undefined && !known.has(option.value))
          say(`option "${option.id}": there is no detail "${option.value}".`);
        if (option.to !== undefined && !steps.has(option.to))
          say(`option "${option.id}" leads to "${option.to}", which form ${form} does not have.`);
        for (const id of option.also ?? [])
          if (!known.has(id)) say(`option "${option.id}": there is no detail "${id}".`);
        if (option.correct && option.code !== undefined)
          say(`option "${option.id}" is correct and a mistake at once; remove one.`);
      }
      break;
    }
    case 'type':
      if (!known.has(step.is)) say(`there is no detail or actor "${step.is}".`);
      for (const { when, like } of step.mistakes ?? []) {
        if ((when === 'like') !== (like !== undefined))
          say('"when": "like" and "like" belong together.');
        if (like !== undefined && !known.has(like)) say(`there is no detail "${like}".`);
      }
      for (const lock of step.locks ?? [])
        if (!steps.has(lock.to))
          say(`a lock leads to "${lock.to}", which form ${form} does not have.`);
      if (step.locks && step.check !== 'pin') say('only a PIN has "locks".');
      if (step.stop?.to !== undefined && !steps.has(step.stop.to))
        say(`"stop" leads to "${step.stop.to}", which form ${form} does not have.`);
      if (step.stop?.correct && (step.stop.code !== undefined || (step.mistakes ?? []).length > 0))
        say('where stopping is right, typing has no "mistakes" and "stop" no "code".');
      break;
    case 'check':
      problems.push(...lineProblems(place, step.lines, form, known, steps));
      for (const id of step.match)
        if (!step.lines.some((line) => line.id === id))
          say(`"match" names "${id}", which is not one of its lines.`);
      break;
  }
  return problems;
}

/** Steps of this form that no way leads to. Asked also by the coordinator's editor, which says it in its own words. */
export function unreachableSteps(scenario: Scenario, form: FormName): Step[] {
  const steps = scenario.steps.filter((step) => inForm(step, form));
  const reached = new Set<string>();
  const visit = (id: string | undefined): void => {
    const at = steps.findIndex((step) => step.id === id);
    const step = steps[at];
    if (!step || reached.has(step.id)) return;
    reached.add(step.id);
    visit(step.then ?? steps[at + 1]?.id);
    if (step.kind === 'choose')
      for (const option of step.options) if (inForm(option, form)) visit(option.to);
    if (step.kind === 'type') for (const way of [...(step.locks ?? []), step.stop]) visit(way?.to);
  };
  visit(steps[0]?.id);
  return steps.filter((step) => !reached.has(step.id));
}
