// What the desk may count as learnt: the re-check after 30 days and nothing before, learner by learner.
import { expect, test } from 'vitest';
import type { Row } from '#device/database.ts';
import { keptOf } from '#features/desk/desk-queries.ts';

const DAY = 86_400_000;
let last = 0;
const attempt = (
  learnerId: string | undefined,
  day: number,
  form: 'a' | 'b' | 'c',
  passed: boolean,
  deleted = false,
): Row<'attempt'> =>
  ({
    id: `${(last += 1)}`,
    scope: 'site:x',
    walkthrough: 's2',
    form,
    mode: 'alone',
    seed: 'x',
    startedAt: day * DAY,
    finishedAt: day * DAY + 1000,
    passed,
    hintLevel: 0,
    deleted,
    ...(learnerId === undefined ? {} : { learnerId }),
  }) as unknown as Row<'attempt'>;

const learnt = (who: string) => [attempt(who, 0, 'a', true), attempt(who, 1, 'b', true)];

test('nobody has been looked at again: nothing is counted', () => {
  expect(keptOf([...learnt('one'), attempt('one', 8, 'c', true)])).toEqual({ kept: 0, checked: 0 });
});

test('the first run after 30 days counts, for each learner by itself', () => {
  const rows = [
    ...learnt('one'),
    attempt('one', 32, 'c', true),
    ...learnt('two'),
    attempt('two', 40, 'c', false),
    attempt('two', 41, 'a', true),
    attempt('three', 40, 'a', true),
  ];
  expect(keptOf(rows)).toEqual({ kept: 1, checked: 2 });
  expect(keptOf(rows.toReversed())).toEqual({ kept: 1, checked: 2 });
});

test('runs of nobody in particular and removed ones tell nothing', () => {
  const rows = [
    ...learnt('one'),
    attempt('one', 33, 'c', true, true),
    attempt(undefined, 0, 'a', true),
    attempt(undefined, 1, 'b', true),
    attempt(undefined, 40, 'c', true),
  ];
  expect(keptOf(rows)).toEqual({ kept: 0, checked: 0 });
});
