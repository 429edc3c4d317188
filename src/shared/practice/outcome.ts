// What a run showed: mistakes by code, help used, passed or not, and what to say to the learner. Called by the result page,
// by practice-actions (the attempt record) and tests.
import type { Attempt, HelpLevel } from './state.ts';
import {
  blockingCodes,
  byGravity,
  falseAlarmCodes,
  scamCodes,
  type MistakeCode,
} from './mistakes.ts';
import { inForm, type FormName, type Scenario } from './scenario.ts';

export interface Mistake {
  readonly code: MistakeCode;
  readonly step: string;
  readonly hintLevel: HelpLevel;
  readonly atMs: number;
  /** True when the learner noticed and mended it before the app said anything. */
  readonly corrected: boolean;
}

export interface Outcome {
  readonly finished: boolean;
  readonly mistakes: readonly Mistake[];
  /** The most help used at any step. */
  readonly hintLevel: HelpLevel;
  /** Finished with no help at all, in a mode without coaching. */
  readonly alone: boolean;
  /** Counts towards the pass of the scenario: alone, and no mistake that costs money or identity left unnoticed. */
  readonly passed: boolean;
  /** Scams fallen for, and honest things refused: being careful also means paying real bills. */
  readonly missed: number;
  readonly falseAlarms: number;
  /** Text keys `good.<this>`, at most 3: a code that was avoided, `mended`, `alone` or `finished`. */
  readonly wentWell: readonly string[];
  /** Text keys `try.<this>`, at most 2: a code, or `less-help`. */
  readonly tryNext: readonly string[];
}

/** Codes that a form of the scenario can score. */
export function declaredCodes(scenario: Scenario, form: FormName): MistakeCode[] {
  const codes = scenario.steps
    .filter((step) => inForm(step, form))
    .flatMap((step): (MistakeCode | undefined)[] => {
      if (step.kind === 'choose')
        return step.options.filter((one) => inForm(one, form)).map((one) => one.code);
      if (step.kind === 'check') return [step.unread];
      if (step.kind === 'read') return [];
      if (step.kind === 'type')
        return [
          ...(step.mistakes ?? []).filter((one) => inForm(one, form)).map((one) => one.code),
          ...(step.locks ?? []).map((one) => one.code),
          step.stop?.code,
        ];
      return (step.mistakes ?? []).filter((one) => inForm(one, form)).map((one) => one.code);
    });
  return byGravity(codes.filter((code) => code !== undefined));
}

export function outcomeOf(attempt: Attempt): Outcome {
  const mistakes = attempt.faults.flatMap(({ code, step, help, atMs, told, mended }): Mistake[] =>
    code === null ? [] : [{ code, step, hintLevel: help, atMs, corrected: mended && !told }],
  );
  const hintLevel =
    attempt.mode === 'shown' ? 3 : (Math.max(0, ...Object.values(attempt.help)) as HelpLevel);
  const { finished } = attempt;
  const alone =
    finished && hintLevel === 0 && (attempt.mode === 'alone' || attempt.mode === 'surprise');
  const unnoticed = byGravity(mistakes.filter((one) => !one.corrected).map((one) => one.code));
  const passed = alone && !unnoticed.some((code) => blockingCodes.includes(code));

  const made = new Set(mistakes.map((one) => one.code));
  const wentWell = [
    ...(passed ? ['alone'] : []),
    ...(mistakes.some((one) => one.corrected) ? ['mended'] : []),
    // Praise only what the learner did: in "shown" the app did it.
    ...(attempt.mode === 'shown'
      ? []
      : declaredCodes(attempt.scenario, attempt.form).filter((code) => !made.has(code))),
  ];
  const tryNext = [
    ...unnoticed,
    ...(unnoticed.length === 0 && attempt.mode !== 'shown' && hintLevel > 1 ? ['less-help'] : []),
  ];
  return {
    finished, mistakes, hintLevel, alone, passed,
    missed: mistakes.filter((one) => scamCodes.includes(one.code)).length,
    falseAlarms: mistakes.filter((one) => falseAlarmCodes.includes(one.code)).length,
    wentWell: (wentWell.length === 0 ? ['finished'] : wentWell).slice(0, 3),
    tryNext: tryNext.slice(0, 2),
  }; // prettier-ignore
}
