// The topics of a new session are what this tablet was really used for since the last one.
import { expect, test } from 'vitest';
import { makeStamp } from '#core/stamp.ts';
import type { Row } from '#device/database.ts';
import { openedToday } from '#features/sessions/opened-today.ts';
import { SITE } from '#tests/support/device.ts';

const HERE = 'aaaaaaaa';
const ELSEWHERE = 'bbbbbbbb';
const DAY = Date.UTC(2026, 4, 14);
const HOUR = 3_600_000;
const at = (hours: number): number => DAY + hours * HOUR;

const row = (hours: number, values: object, device = HERE, scope = SITE) =>
  ({
    id: `row-${hours}`,
    scope,
    startedAt: at(hours),
    _stamps: { startedAt: makeStamp(at(hours), 0, device) },
    ...values,
  }) as never;
const opened = (part: { progress?: never[]; attempts?: never[]; sessions?: never[] }) =>
  openedToday({
    progress: [],
    attempts: [],
    sessions: [],
    ...part,
    deviceId: HERE,
    dayStart: DAY,
    scope: SITE,
  });

test('lessons and walkthroughs of today, in the order they were opened, each once', () => {
  const found = opened({
    progress: [
      row(10, { lesson: 'phone-id' }),
      row(9, { lesson: 'read-a-bill', learnerId: 'anna' }),
    ],
    attempts: [row(11, { walkthrough: 's2', learnerId: 'anna' }), row(12, { walkthrough: 's2' })],
  });
  expect(found).toEqual({
    topics: ['read-a-bill', 'phone-id', 's2'],
    learners: ['anna'],
    beganAt: at(9),
  });
});

test('yesterday, another tablet and another place do not count', () => {
  const found = opened({
    progress: [
      row(-2, { lesson: 'yesterday' }),
      row(9, { lesson: 'other-tablet' }, ELSEWHERE),
      row(9, { lesson: 'other-place' }, HERE, 'site:x'),
    ],
  });
  expect(found).toEqual({ topics: [], learners: [], beganAt: undefined });
});

test('a lesson begun yesterday and gone on with today counts', () => {
  const twice = row(-20, {
    lesson: 'read-a-bill',
    _stamps: { startedAt: makeStamp(at(-20), 0, HERE), 'done.s2': makeStamp(at(10), 0, HERE) },
  });
  expect(opened({ progress: [twice] })).toMatchObject({ topics: ['read-a-bill'], beganAt: at(10) });
});

test('work with nobody in particular on this tablet counts; what was deleted does not', () => {
  const found = opened({
    progress: [
      row(9, { lesson: 'own' }, HERE, 'device'),
      row(10, { lesson: 'gone', deleted: true }),
    ],
  });
  expect(found.topics).toEqual(['own']);
});

test('what came before the last session recorded here is in that session already', () => {
  const session = row(9, { endedAt: at(10) }) as Row<'session'>;
  const found = opened({
    progress: [row(9.5, { lesson: 'before' }), row(10.5, { lesson: 'after' })],
    sessions: [session as never],
  });
  expect(found.topics).toEqual(['after']);
  const others = row(9, { endedAt: at(10) }, ELSEWHERE);
  expect(opened({ progress: [row(9.5, { lesson: 'before' })], sessions: [others] }).topics).toEqual(
    ['before'],
  );
});
