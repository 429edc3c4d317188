// What practice offers next: see it, do it together, do it alone, with other details each time; two forms alone are a pass.
import { describe, expect, it } from 'vitest';
import {
  inBeginnersOrder,
  isPassed,
  nextRun,
  nextWalkthrough,
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
});
