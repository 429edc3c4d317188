// What the screen shows in a given state, without words and without drawing: ids, values, marks, text keys.
// Called by practice-world, which gives it a look, and by journeys in tests.
import { cleanAccount } from '#core/iban.ts';
import { parseMoney } from '#core/money.ts';
import { helpNow, openFaults, stepNow, stopTarget, type Attempt, type HelpLevel } from './state.ts';
import type { Brand } from './brands.ts';
import { randomFrom } from '#core/random.ts';
import { nextAction, targetOf } from './guide.ts';
import type { Value } from './details.ts';
import {
  actsAtOnce,
  inForm,
  type ActorKind,
  type Check,
  type Layout,
  type Line,
  type Look,
  type Paper,
  type Step,
  type StepOf,
} from './scenario.ts';

export interface LineView {
  readonly id: string;
  /** What a tap on it picks; also what a lesson's `point` names. */
  readonly target: string;
  /** Key in practice.json: `label.<this>`. */
  readonly label: string;
  readonly value: Value;
  readonly picked: boolean;
  /** For check lines: the step that "Change" opens. */
  readonly change: string | null;
  /** For check lines: null when it need not be compared. */
  readonly matched: boolean | null;
  /** The app has told that this line differs from the bill. */
  readonly differs: boolean;
}

export interface PaperView {
  readonly id: string;
  readonly kind: Paper['kind'];
  readonly layout: Layout;
  readonly brand: Brand | null;
  /** Who it is from: a company, a person, a number. */
  readonly from: Value | null;
  readonly ringing: boolean;
  /** What the device itself shows now, rather than something beside it. */
  readonly inside: boolean;
  readonly lines: readonly LineView[];
  /** True when its lines are what is asked for now. */
  readonly tappable: boolean;
}

export interface OptionView {
  readonly id: string;
  readonly target: string;
  readonly value: Value | null;
  /** In a second row. */
  readonly also: readonly Value[];
  readonly picked: boolean;
}

/** What the bank says of the payee before a payment; `registered` is the name that it knows, for a close match. */
export interface PayeeView {
  readonly answer: NonNullable<StepOf<'choose'>['payee']>['answer'];
  readonly registered: Value | null;
}

export interface FieldView {
  readonly check: Check;
  /** The detail or actor that is asked for. */
  readonly is: string;
  readonly text: string;
  /** How many wrong PINs are left before the next lock; null where nothing locks, or before the first wrong one. */
  readonly triesLeft: number | null;
  /** The second way beside typing, or null. */
  readonly stop: string | null;
}

/** A text: the scenario's own, by the first key that it has; else `shared` in practice.json; else nothing is said. */
export interface Say {
  readonly own: readonly string[];
  readonly shared: string | null;
}

export interface NoticeView {
  readonly tone: 'good' | 'careful' | 'stop';
  readonly say: Say;
  /** Values for {{placeholders}} beside the world's own. */
  readonly params: Readonly<Record<string, Value>>;
  /** Bill and field side by side, when the app tells what differs. */
  readonly compare: {
    readonly check: Check;
    readonly expected: Value;
    readonly typed: string;
  } | null;
}

export interface View {
  readonly step: string;
  readonly kind: Step['kind'];
  /** `at` counts from 1. */
  readonly progress: { readonly at: number; readonly of: number };
  readonly place: 'table' | ActorKind;
  readonly device: 'table' | 'phone' | 'computer';
  readonly brand: Brand | null;
  /** Whose screen it is: a company, a person, a number; null at the table. */
  readonly name: Value | null;
  readonly clock: string;
  readonly papers: readonly PaperView[];
  readonly lines: readonly LineView[];
  readonly look: Look | null;
  readonly payee: PayeeView | null;
  readonly options: readonly OptionView[];
  readonly field: FieldView | null;
  /** The target to point at, or null. */
  readonly point: string | null;
  readonly notice: NoticeView | null;
  readonly help: { readonly level: HelpLevel; readonly say: Say | null; readonly more: boolean };
  /** What the one big button does: go on, let the app do the shown action, or nothing because a tap acts at once. */
  readonly primary: 'next' | 'follow' | 'done' | null;
  readonly canBack: boolean;
  readonly canUndo: boolean;
  readonly finished: boolean;
}

export function viewOf(attempt: Attempt): View {
  const step = stepNow(attempt);
  const level = helpNow(attempt);
  const right = nextAction(attempt);
  const brand = attempt.world.brands[step.on] ?? null;
  return {
    step: step.id,
    kind: step.kind,
    progress: { at: attempt.steps.indexOf(step) + 1, of: attempt.steps.length },
    place: step.on === 'table' ? 'table' : (attempt.scenario.actors[step.on]?.kind ?? 'table'),
    device: deviceOf(attempt, step.on),
    brand,
    name: step.on === 'table' ? null : valueOf(attempt, step.on),
    clock: attempt.scenario.clock,
    papers: (step.papers ?? []).flatMap((id) => {
      const paper = attempt.scenario.papers.find((one) => one.id === id);
      return paper && inForm(paper, attempt.form) ? [paperView(attempt, step, paper)] : [];
    }),
    lines: linesOf(attempt, step),
    look: step.kind === 'choose' ? step.look : null,
    payee: step.kind === 'choose' && step.payee ? payeeOf(attempt, step.payee) : null,
    options: step.kind === 'choose' ? optionsOf(attempt, step) : [],
    field:
      step.kind === 'type'
        ? {
            check: step.check,
            is: step.is,
            text: attempt.texts[step.id] ?? '',
            triesLeft: triesLeft(attempt, step),
            stop: step.stop ? stopTarget : null,
          }
        : null,
    point: level >= 2 ? targetOf(right) : null,
    notice: noticeView(attempt),
    help: { level, say: helpSay(step, level, right?.do === 'next'), more: level < 3 },
    primary: primaryOf(attempt, step, level),
    canBack: attempt.came.length > 0 || attempt.returnTo !== null,
    canUndo: attempt.past.length > 0,
    finished: attempt.finished,
  };
}

const onComputer: readonly ActorKind[] = ['portal', 'platform', 'computer'];

function deviceOf(attempt: Attempt, on: string): View['device'] {
  const actor = attempt.scenario.actors[on];
  if (!actor) return 'table';
  return actor.device ?? (onComputer.includes(actor.kind) ? 'computer' : 'phone');
}

const payeeOf = (
  attempt: Attempt,
  { answer, registered }: NonNullable<StepOf<'choose'>['payee']>,
): PayeeView => ({
  answer,
  registered: registered === undefined ? null : valueOf(attempt, registered),
});

function triesLeft(attempt: Attempt, step: StepOf<'type'>): number | null {
  const tried = attempt.tries[step.is] ?? 0;
  const next = step.locks?.map((one) => one.after).find((after) => after > tried);
  return tried === 0 || next === undefined ? null : next - tried;
}

/** At "shown" the button does what is shown, so that nobody is stuck; a pointed line or button is tapped itself. */
function primaryOf(attempt: Attempt, step: Step, level: HelpLevel): View['primary'] {
  const right = nextAction(attempt);
  if (level === 3 && right !== null && right.do !== 'next') return 'follow';
  return step.kind === 'choose' && actsAtOnce(step.look) ? null : 'next';
}

function helpSay(step: Step, level: HelpLevel, ready: boolean): Say | null {
  if (level === 0) return null;
  if (level === 3 && ready && step.kind !== 'read') return { own: [], shared: 'show.next' };
  if (level === 3) return { own: [`${step.id}.show`], shared: `show.${step.kind}` };
  return { own: [`${step.id}.hint`], shared: null };
}

function paperView(attempt: Attempt, step: Step, paper: Paper): PaperView {
  return {
    id: paper.id,
    kind: paper.kind,
    layout: attempt.scenario.forms[attempt.form].layout ?? 'table',
    brand: paper.from === undefined ? null : (attempt.world.brands[paper.from] ?? null),
    from: paper.from === undefined ? null : valueOf(attempt, paper.from),
    ringing: paper.ringing === true,
    // A bill, a card and another screen are things of their own, whoever made them.
    inside: paper.from === step.on && !['bill', 'card', 'screen'].includes(paper.kind),
    lines: paper.lines
      .filter((line) => inForm(line, attempt.form))
      .map((line) => lineView(attempt, step, line, paper.id)),
    tappable: step.kind === 'find' && step.in === paper.id,
  };
}

function linesOf(attempt: Attempt, step: Step): LineView[] {
  const lines = [...(step.show ?? []), ...(step.kind === 'check' ? step.lines : [])];
  return lines
    .filter((line) => inForm(line, attempt.form))
    .map((line) => lineView(attempt, step, line, 'line'));
}

function lineView(attempt: Attempt, step: Step, line: Line, where: string): LineView {
  const target = `${where}.${line.id}`;
  const checked = step.kind === 'check' && where === 'line';
  return {
    id: line.id,
    target,
    label: line.label ?? line.id,
    value:
      line.step === undefined
        ? valueOf(attempt, line.value ?? line.id)
        : enteredValue(attempt, line.step),
    picked: attempt.picks[step.id] === target,
    change: checked ? (line.step ?? null) : null,
    matched:
      checked && step.match.includes(line.id)
        ? attempt.matched.includes(`${step.id}.${line.id}`)
        : null,
    differs:
      checked &&
      line.step !== undefined &&
      openFaults(attempt, line.step).some((fault) => fault.told),
  };
}

const valueOf = (attempt: Attempt, id: string): Value =>
  attempt.world.values[id] ?? { kind: 'typed', text: '' };

/** What the learner typed at a step, written as a bank would repeat it. */
export function enteredValue(attempt: Attempt, stepId: string): Value {
  const step = attempt.steps.find((one) => one.id === stepId);
  const text = attempt.texts[stepId] ?? '';
  if (step?.kind !== 'type') return { kind: 'typed', text };
  if (step.check === 'account') return { kind: 'account', account: cleanAccount(text) };
  if (step.check === 'money') {
    const sum = parseMoney(text);
    if (sum.ok) return { kind: 'money', cents: sum.value };
  }
  return { kind: 'typed', text };
}

/** Options in an order that the seed decides, except menus, whose places people learn. */
function optionsOf(attempt: Attempt, step: Extract<Step, { kind: 'choose' }>): OptionView[] {
  const options = step.options.filter((option) => inForm(option, attempt.form));
  const ordered =
    step.look === 'codes'
      ? randomFrom(`${attempt.seed}/${attempt.form}/${step.id}/order`).shuffle(options)
      : options;
  return ordered.map((option) => ({
    id: option.id,
    target: `option.${option.id}`,
    value: option.value === undefined ? null : valueOf(attempt, option.value),
    also: (option.also ?? []).map((id) => valueOf(attempt, id)),
    picked: attempt.picks[step.id] === `option.${option.id}`,
  }));
}

function noticeView(attempt: Attempt): NoticeView | null {
  const { notice } = attempt;
  if (!notice) return null;
  const step = attempt.steps.find((one) => one.id === notice.step);
  if (!step) return null;
  const { reason, slip } = notice;
  const plain = (
    tone: NoticeView['tone'],
    own: string[],
    shared: string | null,
    params: NoticeView['params'] = {},
  ): NoticeView => ({
    tone,
    say: { own, shared },
    params,
    compare: null,
  });
  switch (reason) {
    case 'right':
      return plain('good', [`${step.id}.right`], null);
    case 'pick-first':
      return plain('careful', [], 'pick-first');
    case 'refused':
      return plain('stop', [], `refused.${slip}`);
    case 'unread':
      return plain('careful', [`${step.id}.unread`], 'unread');
    case 'bank':
      return plain(
        'careful',
        [`${step.id}.bank`],
        `bank.${step.kind === 'type' ? step.check : 'other'}`,
      );
    case 'mismatch':
      return mismatchView(attempt, step, slip);
    case 'wrong': {
      if (step.kind === 'type' && slip === 'stop')
        return plain('careful', [`${step.id}.stop.why`], 'wrong.choose');
      if (step.kind === 'find') return plain('careful', [`${step.id}.${slip}`], 'wrong.find');
      if (step.kind !== 'type') return plain('careful', [`${step.id}.${slip}.why`], 'wrong.choose');
      return {
        tone: 'careful',
        say: { own: [`${step.id}.${slip}`], shared: `slip.${step.check}.${slip}` },
        params: {},
        compare: compareOf(attempt, step.id),
      };
    }
  }
}

function mismatchView(attempt: Attempt, step: Step, lineId: string): NoticeView {
  const line = step.kind === 'check' ? step.lines.find((one) => one.id === lineId) : undefined;
  const source = attempt.steps.find((one) => one.id === line?.step);
  const check = source?.kind === 'type' ? source.check : 'name';
  return {
    tone: 'stop',
    say: { own: [`${step.id}.${lineId}`], shared: `mismatch.${check}` },
    params: {},
    compare: compareOf(attempt, line?.step ?? ''),
  };
}

/** Secrets are never shown side by side, and an empty field needs no comparing. */
function compareOf(attempt: Attempt, stepId: string): NoticeView['compare'] {
  const step = attempt.steps.find((one) => one.id === stepId);
  const typed = attempt.texts[stepId] ?? '';
  if (step?.kind !== 'type' || step.check === 'pin' || typed.trim() === '') return null;
  return { check: step.check, expected: valueOf(attempt, step.is), typed };
}
