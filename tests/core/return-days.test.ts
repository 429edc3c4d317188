// What was learned comes back after a day, a week and a month (rule 40), and sooner when it was not remembered.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '#core/dates.ts';
import { nextReturn, returnDays, returnOf } from '#core/return-days.ts';

const LEARNT = '2026-03-01';

test('after a day, a week and a month, each counted from the day of learning', () => {
  expect(nextReturn(LEARNT, {})).toEqual({ days: 1, dueOn: '2026-03-02' });
  expect(nextReturn(LEARNT, { '2026-03-02': true })).toEqual({ days: 7, dueOn: '2026-03-08' });
  expect(nextReturn(LEARNT, { '2026-03-02': true, '2026-03-08': true })).toEqual({
    days: 30,
    dueOn: '2026-03-31',
  });
  const all = { '2026-03-02': true, '2026-03-08': true, '2026-03-31': true };
  expect(nextReturn(LEARNT, all)).toBeUndefined();
});

test('what was not remembered comes back on the next day, and the same return is still to be made', () => {
  expect(nextReturn(LEARNT, { '2026-03-09': false })).toEqual({ days: 1, dueOn: '2026-03-10' });
});

test('somebody who comes late makes one return a day, not all at once', () => {
  expect(nextReturn(LEARNT, { '2026-05-01': true })).toEqual({ days: 7, dueOn: '2026-05-02' });
});

test('a return before its day does not count as one', () => {
  expect(nextReturn(LEARNT, { '2026-03-02': true, '2026-03-04': true })).toEqual({
    days: 7,
    dueOn: '2026-03-08',
  });
});

test('two tablets of one learner count as one: the first finish, and what was remembered on either', () => {
  const first = { finishedAt: Date.UTC(2026, 2, 1, 10), returns: { '2026-03-02': false } };
  const second = { finishedAt: Date.UTC(2026, 2, 3, 10), returns: { '2026-03-02': true } };
  const both = { days: 7, dueOn: '2026-03-08' };
  expect(returnOf([first, second], 0)).toEqual(both);
  expect(returnOf([second, first], 0)).toEqual(both);
  expect(returnOf([{ finishedAt: null }], 0)).toBeUndefined();
});

test('whatever was answered and when: who comes when it is due and remembers is done after 3 returns', () => {
  const past = fc.dictionary(
    fc.integer({ min: 0, max: 90 }).map((days) => addDays(LEARNT, days)),
    fc.boolean(),
    { maxKeys: 12 },
  );
  fc.assert(
    fc.property(past, (before) => {
      const returns = { ...before };
      for (let i = 0; i < returnDays.length; i += 1) {
        const next = nextReturn(LEARNT, returns);
        if (!next) return;
        // Never on a day on which it was asked already, and never before the plan.
        expect(Object.keys(returns).every((day) => day < next.dueOn)).toBe(true);
        expect(next.dueOn >= addDays(LEARNT, next.days)).toBe(true);
        returns[next.dueOn] = true;
      }
      expect(nextReturn(LEARNT, returns)).toBeUndefined();
    }),
  );
});
