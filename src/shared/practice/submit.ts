// What the big button makes of a step: judged, told or let pass, mended, gone on. Called by attempt.ts.
import { judge, type Verdict } from './judge.ts';
import type { MistakeCode } from './mistakes.ts';
import { inForm, type Step, type StepOf } from './scenario.ts';
import {
  coached,
  helpNow,
  openFaults,
  remember,
  stepNow,
  stopTarget,
  type Attempt,
  type HelpLevel,
  type Notice,
} from './state.ts';

export function submit(attempt: Attempt, atMs: number): Attempt {
  const step = stepNow(attempt);
  switch (step.kind) {
    case 'read':
      return advance(attempt, step);
    case 'find': {
      const line = attempt.picks[step.id]?.split('.')[1];
      if (line === undefined) return tell(attempt, 'pick-first', '');
      if (line === step.line) return advance(mend(attempt, step.id), step, 'right');
      const declared = step.mistakes?.find(
        (mistake) => mistake.line === line && inForm(mistake, attempt.form),
      );
      return trouble(
        raise(attempt, step.id, declared?.code ?? null, line, true, atMs),
        'wrong',
        line,
      );
    }
    case 'choose': {
      const id = attempt.picks[step.id]?.split('.')[1];
      const option = step.options.find((one) => one.id === id && inForm(one, attempt.form));
      if (!option) return tell(attempt, 'pick-first', '');
      if (option.correct) return advance(mend(attempt, step.id), step, 'right', option.to);
      const raised = raise(attempt, step.id, option.code ?? null, option.id, true, atMs);
      return option.to === undefined
        ? trouble(raised, 'wrong', option.id)
        : advance(raised, step, undefined, option.to);
    }
    case 'type': {
      if (attempt.picks[step.id] === stopTarget) return submitStop(attempt, step, atMs);
      const verdict = judge(step, attempt.texts[step.id] ?? '', attempt.world, attempt.form);
      return verdict === null
        ? advance({ ...mend(attempt, step.id), tries: { ...attempt.tries, [step.is]: 0 } }, step)
        : submitWrong(attempt, step, verdict, atMs);
    }
    case 'check':
      return submitCheck(attempt, step, atMs);
  }
}

function submitWrong(
  attempt: Attempt,
  step: StepOf<'type'>,
  verdict: Verdict,
  atMs: number,
): Attempt {
  const again = openFaults(attempt, step.id).length > 0;
  const slip = verdict.like === undefined ? verdict.slip : `like-${verdict.like}`;
  if (verdict.stopped) {
    // The bank's own field refuses it, in any mode. Alone, the learner first hears only what a bank would say.
    const told = coached(attempt) || again;
    // As on a real device: a PIN is asked anew.
    const cleared = step.check === 'pin' ? forgetPin(attempt, step, slip) : attempt;
    const lock = step.locks?.find((one) => one.after === cleared.tries[step.is]);
    if (lock && slip !== 'empty')
      return advance(
        raise(cleared, step.id, lock.code, `lock-${lock.after}`, true, atMs),
        step,
        undefined,
        lock.to,
      );
    return trouble(
      raise(cleared, step.id, verdict.code, slip, told, atMs),
      told ? 'wrong' : 'bank',
      slip,
    );
  }
  const checkedLater = attempt.steps.some(
    (one) => one.kind === 'check' && one.lines.some((line) => line.step === step.id),
  );
  if (coached(attempt) || !checkedLater) {
    return trouble(raise(attempt, step.id, verdict.code, slip, true, atMs), 'wrong', slip);
  }
  return advance(raise(attempt, step.id, verdict.code, slip, false, atMs), step);
}

/** The tap on "stop" is taken back at once, so that coming here again begins anew. */
function submitStop(attempt: Attempt, step: StepOf<'type'>, atMs: number): Attempt {
  const { [step.id]: _, ...picks } = attempt.picks;
  const free = { ...attempt, picks };
  if (step.stop?.correct) return advance(mend(free, step.id), step, 'right', step.stop.to);
  const raised = raise(free, step.id, step.stop?.code ?? null, 'stop', true, atMs);
  return step.stop?.to === undefined
    ? trouble(raised, 'wrong', 'stop')
    : advance(raised, step, undefined, step.stop.to);
}

/** A wrong PIN is counted, and asked anew. */
const forgetPin = (attempt: Attempt, step: StepOf<'type'>, slip: string): Attempt => ({
  ...attempt,
  texts: { ...attempt.texts, [step.id]: '' },
  tries:
    slip === 'empty'
      ? attempt.tries
      : { ...attempt.tries, [step.is]: (attempt.tries[step.is] ?? 0) + 1 },
});

function submitCheck(attempt: Attempt, step: StepOf<'check'>, atMs: number): Attempt {
  if (step.match.some((line) => !attempt.matched.includes(`${step.id}.${line}`))) {
    return trouble(
      raise(attempt, step.id, step.unread, 'unmatched', true, atMs),
      'unread',
      'unmatched',
    );
  }
  const wrong = step.lines.find(
    (line) => line.step !== undefined && openFaults(attempt, line.step).length > 0,
  );
  if (wrong?.step === undefined) return advance(mend(attempt, step.id), step);
  // Nothing is lost: the practice stops before the payment, shows the difference, and the learner mends it.
  const told = attempt.faults.map((fault) =>
    fault.step === wrong.step && !fault.mended ? { ...fault, told: true } : fault,
  );
  const matched = attempt.matched.filter((one) => one !== `${step.id}.${wrong.id}`);
  return trouble(
    raise({ ...attempt, faults: told, matched }, step.id, step.unread, 'mismatch', true, atMs),
    'mismatch',
    wrong.id,
  );
}

function advance(attempt: Attempt, step: Step, reason?: 'right', to?: string): Attempt {
  const following = attempt.steps[attempt.steps.indexOf(step) + 1]?.id;
  const target = attempt.returnTo ?? to ?? step.then ?? following;
  const notice: Notice | null = reason
    ? { reason, step: step.id, slip: attempt.picks[step.id]?.split('.')[1] ?? '' }
    : null;
  if (target === undefined) return { ...attempt, notice, finished: true };
  const came = attempt.returnTo === null ? [...attempt.came, step.id] : attempt.came;
  const moved = { ...remember(attempt), at: target, came, returnTo: null, notice };
  // What was sent stays sent: neither Back nor undo crosses it.
  return step.final ? { ...moved, came: [], past: [] } : moved;
}

const tell = (attempt: Attempt, reason: Notice['reason'], slip: string): Attempt => ({
  ...attempt,
  notice: { reason, step: attempt.at, slip },
});

/** After trouble the app helps by itself in "together": first a word, then it points. */
function trouble(attempt: Attempt, reason: Notice['reason'], slip: string): Attempt {
  const count = (attempt.troubles[attempt.at] ?? 0) + 1;
  const level = Math.max(
    helpNow(attempt),
    attempt.mode === 'together' ? Math.min(count, 2) : 0,
  ) as HelpLevel;
  const told = tell(attempt, reason, slip);
  return {
    ...told,
    troubles: { ...attempt.troubles, [attempt.at]: count },
    help: { ...attempt.help, [attempt.at]: level },
  };
}

/** One open fault per step and code: trying again differently is still the same mistake. */
function raise(
  attempt: Attempt,
  step: string,
  code: MistakeCode | null,
  slip: string,
  told: boolean,
  atMs: number,
): Attempt {
  const faults = attempt.faults.map((fault) =>
    fault.step === step && fault.code !== code ? { ...fault, mended: true } : fault,
  );
  const same = faults.findIndex(
    (fault) => fault.step === step && fault.code === code && !fault.mended,
  );
  const before = faults[same];
  if (before)
    return {
      ...attempt,
      faults: faults.with(same, { ...before, slip, told: before.told || told }),
    };
  return {
    ...attempt,
    faults: [...faults, { code, step, slip, help: helpNow(attempt), atMs, told, mended: false }],
  };
}

const mend = (attempt: Attempt, step: string): Attempt => ({
  ...attempt,
  faults: attempt.faults.map((fault) => (fault.step === step ? { ...fault, mended: true } : fault)),
});
