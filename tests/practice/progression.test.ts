// What practice offers next: see it, do it together, do it alone, with other details each time; two forms alone are a pass.
import { describe, expect, it } from 'vitest';
import {
  inBeginnersOrder,
  isPassed,
  keptAfterMonth,
  nextRun,
  nextWalkthrough,
  recheckOf,
  type Run,
} from '#practice/progression.ts';

const run = (more: Partial<Run>): Run => ({
  walkthrough: 's2',
  form: 'a',
  mode: 'alone',
  finished: true,
  passed: false,
  hintLevel: 0,
  ...more,
});

describe('what comes next', () => {
  it('begins by showing, then together, then alone, never with the same bill twice in a row', () => {
    const runs: Run[] = [];
    const modes = [];
    for (let i = 0; i < 4; i += 1) {
      const next = nextRun(runs, 's2');
      modes.push(next.mode);
      expect(next.form).not.toBe(runs.at(-1)?.form);
      runs.push(
        run({ ...next, hintLevel: next.mode === 'shown' ? 3 : 0, passed: next.mode === 'alone' }),
      );
    }
    expect(modes).toEqual(['shown', 'together', 'alone', 'alone']);
    expect(isPassed(runs, 's2')).toBe(true);
  });

  it('stays together while much help was needed, and goes back to it after trouble alone', () => {
    expect(nextRun([run({ mode: 'together', hintLevel: 2 })], 's2').mode).toBe('together');
    expect(nextRun([run({ mode: 'alone', hintLevel: 3 })], 's2').mode).toBe('together');
    expect(nextRun([run({ mode: 'alone', hintLevel: 1 })], 's2').mode).toBe('alone');
  });

  it('does not count runs that were left, or runs of another exercise', () => {
    expect(nextRun([run({ finished: false }), run({ walkthrough: 's1' })], 's2')).toEqual({
      mode: 'shown',
      form: 'a',
    });
  });

  it('calls it passed after two different forms alone, not after one form twice', () => {
    expect(isPassed([run({ passed: true }), run({ passed: true })], 's2')).toBe(false);
    expect(isPassed([run({ passed: true }), run({ passed: true, form: 'b' })], 's2')).toBe(true);
  });

  it('keeps the beginners’ order and leaves out what is passed', () => {
    const slugs = ['s21', 's2', 's3', 's7', 's1'];
    expect(inBeginnersOrder(slugs.map((slug) => ({ slug }))).map((one) => one.slug)).toEqual([
      's1',
      's7',
      's2',
      's3',
      's21',
    ]);
    expect(nextWalkthrough([], slugs, 's1')).toBe('s7');
    const passed = [
      run({ walkthrough: 's7', passed: true }),
      run({ walkthrough: 's7', passed: true, form: 'c' }),
    ];
    expect(nextWalkthrough(passed, slugs, 's1')).toBe('s2');
    expect(nextWalkthrough([], ['s1'], 's1')).toBeNull();
  });

  it('offers a surprise only for what is passed, where one can come', () => {
    const passed = [run({ passed: true }), run({ passed: true, form: 'b' })];
    expect(nextRun(passed, 's2', true).mode).toBe('surprise');
    expect(nextRun(passed, 's2').mode).toBe('alone');
    expect(nextRun(passed.slice(1), 's2', true).mode).toBe('alone');
    expect(nextRun([...passed, run({ mode: 'surprise', hintLevel: 2 })], 's2', true).mode).toBe(
      'together',
    );
  });
});

describe('re-checks', () => {
  const day = 86_400_000;
  const passed = [run({ passed: true, at: 5 }), run({ passed: true, form: 'b', at: 10 })];

  it('come after a day, a week and a month, with another form than the last', () => {
    expect(recheckOf(passed.slice(1), 's2')).toBeNull();
    const runs = [...passed];
    const days = [];
    for (let i = 0; i < 3; i += 1) {
      const next = recheckOf(runs, 's2');
      if (!next) break;
      days.push(next.days);
      expect(next.dueAt).toBe(10 + next.days * day);
      expect(next.form).not.toBe(runs.at(-1)?.form);
      // A run before its time, or with help at hand, is practice and no re-check.
      expect(recheckOf([...runs, run({ at: next.dueAt - 1 })], 's2')?.days).toBe(next.days);
      expect(recheckOf([...runs, run({ at: next.dueAt, mode: 'together' })], 's2')?.days).toBe(
        next.days,
      );
      runs.push(run({ form: next.form, at: next.dueAt, passed: false }));
    }
    expect(days).toEqual([1, 7, 30]);
    expect(recheckOf(runs, 's2')).toBeNull();
  });

  it('count in figures only after a month, by the first run then', () => {
    const after = (days: number, ok: boolean): Run => run({ at: 10 + days * day, passed: ok });
    expect(keptAfterMonth([...passed, after(1, false), after(8, false)], 's2')).toBeNull();
    expect(keptAfterMonth([...passed, after(8, false), after(31, true)], 's2')).toBe(true);
    expect(keptAfterMonth([...passed, after(31, false), after(32, true)], 's2')).toBe(false);
  });
});
