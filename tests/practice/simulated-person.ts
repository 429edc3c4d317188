// People made of rules: one who does everything right, and one who makes exactly one chosen mistake and then mends it.
// Used by the engine's tests; the browser journeys have real taps instead.
import { readFileSync, readdirSync } from 'node:fs';
import { parseMoney, plainMoney } from '#core/money.ts';
import { randomFrom, type Random } from '#core/random.ts';
import { act } from '#practice/attempt.ts';
import { stepNow, stopTarget, type Action, type Attempt } from '#practice/state.ts';
import { checkScenario } from '#practice/check-scenario.ts';
import { nextAction } from '#practice/guide.ts';
import { judge, rightText } from '#practice/judge.ts';
import type { MistakeCode } from '#practice/mistakes.ts';
import {
  actsAtOnce,
  inForm,
  type FormName,
  type Scenario,
  type Slip,
  type StepOf,
} from '#practice/scenario.ts';

const folder = new URL('../../src/content/walkthroughs/', import.meta.url);
export const slugs = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -5))
  .toSorted();

/** A shipped scenario, read as the seed reads it. */
export function scenarioOf(slug: string): Scenario {
  const checked = checkScenario(
    (JSON.parse(readFileSync(new URL(`${slug}.json`, folder), 'utf8')) as { scenario: unknown })
      .scenario,
  );
  if (!checked.ok) throw new Error(checked.error.join('\n'));
  return checked.value;
}

/** More actions than any honest run needs; whoever needs more is in a dead end. */
export const patience = 300;

/** Does everything right until the end, or until `stop` says so. */
export function playRightly(
  from: Attempt,
  stop: (attempt: Attempt) => boolean = () => false,
): Attempt {
  let attempt = from;
  for (let i = 0; i < patience && !attempt.finished && !stop(attempt); i += 1) {
    const action = nextAction(attempt);
    if (action === null) break;
    attempt = act(attempt, action, i * 1000);
  }
  return attempt;
}

/**
 * An attempt that stands at that step: on the right way, or after the choices that lead there (another right answer, a wrong
 * one with its consequence, a lock). Null when nothing leads there.
 */
export function reach(from: Attempt, step: string): Attempt | null {
  const seen = new Set<string>([from.at]);
  const queue: Attempt[] = [from];
  for (let attempt = queue.shift(); attempt; attempt = queue.shift()) {
    if (attempt.at === step) return attempt;
    for (const next of onward(attempt)) {
      if (next.finished || seen.has(next.at)) continue;
      seen.add(next.at);
      queue.push(next);
    }
  }
  return null;
}

/** Where one may come from here: rightly, by each option, by stopping, by a lock. */
function onward(attempt: Attempt): Attempt[] {
  const step = stepNow(attempt);
  const after = (actions: readonly Action[]): Attempt =>
    actions.reduce((one, action) => act(one, action, 1), attempt);
  const right = playRightly(attempt, (one) => one.at !== attempt.at);
  if (step.kind === 'choose') {
    const ways = step.options
      .filter((option) => inForm(option, attempt.form))
      .map((option) => after(choosing(step, option.id)));
    return [right, ...ways];
  }
  if (step.kind === 'type')
    return [
      right,
      ...(step.stop ? [after([{ do: 'pick', target: stopTarget }])] : []),
      ...(step.locks ?? []).map((lock) =>
        after(untilLocked(attempt, step.id, `lock-${lock.after}`)),
      ),
    ];
  return [right];
}

function choosing(step: StepOf<'choose'>, option: string): Action[] {
  const tap: Action = { do: 'pick', target: `option.${option}` };
  return actsAtOnce(step.look) ? [tap] : [tap, { do: 'next' }];
}

export interface Declared {
  readonly step: string;
  readonly code: MistakeCode;
  readonly slip: string;
}

/** Every mistake that a form of the scenario says it detects. */
export function declaredMistakes(scenario: Scenario, form: FormName): Declared[] {
  return scenario.steps
    .filter((step) => inForm(step, form))
    .flatMap((step): Declared[] => {
      switch (step.kind) {
        case 'read':
          return [];
        case 'find':
          return (step.mistakes ?? [])
            .filter((one) => inForm(one, form))
            .map((one) => ({ step: step.id, code: one.code, slip: one.line }));
        case 'choose':
          return step.options.flatMap((one) =>
            one.code && inForm(one, form) ? [{ step: step.id, code: one.code, slip: one.id }] : [],
          );
        case 'type':
          return (step.mistakes ?? [])
            .filter((one) => inForm(one, form))
            .map((one): Declared => ({
              step: step.id,
              code: one.code,
              slip: one.like === undefined ? one.when : `like-${one.like}`,
            }))
            .concat(
              (step.locks ?? []).map(({ after, code }) => ({
                step: step.id,
                code,
                slip: `lock-${after}`,
              })),
            )
            .concat(step.stop?.code ? [{ step: step.id, code: step.stop.code, slip: 'stop' }] : []);
        case 'check':
          return [{ step: step.id, code: step.unread, slip: 'unmatched' }];
      }
    });
}

/** The actions at that step that make the mistake; the attempt must stand there. */
export function err(attempt: Attempt, mistake: Declared, chance: Random): Action[] {
  const step = stepNow(attempt);
  switch (step.kind) {
    case 'read':
      return [];
    case 'find':
      return [{ do: 'pick', target: `${step.in}.${mistake.slip}` }, { do: 'next' }];
    case 'choose':
      return choosing(step, mistake.slip);
    case 'type':
      if (mistake.slip === 'stop') return [{ do: 'pick', target: stopTarget }];
      if (mistake.slip.startsWith('lock-')) return untilLocked(attempt, step.id, mistake.slip);
      return [{ do: 'type', text: wrongText(attempt, step, mistake, chance) }, { do: 'next' }];
    case 'check':
      return [{ do: 'next' }];
  }
}

/** Wrong PINs, with everything between two locks done rightly, until that lock has come. */
function untilLocked(from: Attempt, step: string, lock: string): Action[] {
  const actions: Action[] = [];
  let attempt = from;
  const perform = (action: Action): void => {
    actions.push(action);
    attempt = act(attempt, action, 1);
  };
  const locked = (): boolean => attempt.faults.some((fault) => fault.slip === lock);
  for (let i = 0; i < 60 && !locked(); i += 1) {
    const now = stepNow(attempt);
    if (now.id === step && now.kind === 'type') {
      const right = rightText(now, attempt.world);
      perform({
        do: 'type',
        text:
          [...right].toReversed().join('') === right
            ? `${right}0`
            : [...right].toReversed().join(''),
      });
      perform({ do: 'next' });
    } else {
      const action = nextAction(attempt);
      if (action === null) break;
      perform(action);
    }
  }
  return actions;
}

function wrongText(
  attempt: Attempt,
  step: StepOf<'type'>,
  mistake: Declared,
  chance: Random,
): string {
  for (let i = 0; i < 200; i += 1) {
    const text = candidate(attempt, step, mistake, chance);
    const verdict = judge(step, text, attempt.world, attempt.form);
    const slip = verdict?.like === undefined ? verdict?.slip : `like-${verdict.like}`;
    if (slip === mistake.slip) return text;
  }
  throw new Error(`No way found to make ${mistake.slip} at ${step.id}`);
}

function candidate(
  attempt: Attempt,
  step: StepOf<'type'>,
  mistake: Declared,
  chance: Random,
): string {
  const right = rightText(step, attempt.world);
  const i = chance.int(step.check === 'account' ? 8 : 0, right.length - 1);
  const otherDigit = (at: number): string =>
    right.slice(0, at) + chance.int(0, 9) + right.slice(at + 1);
  const doubled = right.slice(0, i) + right.charAt(i) + right.slice(i);
  if (mistake.slip.startsWith('like-')) {
    const value = attempt.world.values[mistake.slip.slice(5)];
    return value?.kind === 'money' ? plainMoney(value.cents) : '';
  }
  const slip = mistake.slip as Slip;
  switch (slip) {
    case 'empty':
      return '';
    case 'missing':
      return step.check === 'contains'
        ? chance.pick(['', 'par ūdeni', 'rēķins'])
        : right.slice(0, i) + right.slice(i + 1);
    case 'wrong-digit':
      return otherDigit(i);
    case 'swap':
      return right.slice(0, i) + right.charAt(i + 1) + right.charAt(i) + right.slice(i + 2);
    case 'doubled':
      return doubled;
    case 'doubled-cut':
      return doubled.slice(0, right.length);
    case 'shift': {
      const sum = parseMoney(right);
      return plainMoney((sum.ok ? sum.value : 0) * chance.pick([10, 100]));
    }
    case 'unreadable':
      return 'daudz';
    default:
      return step.check === 'money'
        ? plainMoney(chance.int(100, 20_000))
        : otherDigit(i).slice(0, -2) + chance.digits(2);
  }
}

export const chanceOf = (seed: string): Random => randomFrom(`person/${seed}`);
