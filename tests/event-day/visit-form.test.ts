// Corrections of a visit: what was not touched stays to the millisecond, and times that can't be are told.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftOf, emptyDraft, patchOf, timesProblem } from '#features/event-day/visit-form.ts';

const DAY = '2026-11-23';
const start = new Date(`${DAY}T09:00:00`).getTime();
const ms = fc.nat({ max: 3_600_000 });

test('a form that is saved untouched changes nothing', () => {
  fc.assert(
    fc.property(ms, fc.option(ms), fc.option(ms), (arrived, waited, used) => {
      const startedAt = waited === null ? null : start + arrived + waited;
      const visit = {
        id: 'v',
        scope: 's',
        _stamps: {},
        dayId: 'd',
        series: 0,
        number: 1,
        nickname: 'Saule',
        device: null,
        arrivedAt: start + arrived,
        startedAt,
        endedAt: startedAt === null || used === null ? null : startedAt + used,
        leftAt: startedAt === null ? start + arrived + 5 : null,
        aloneRuns: 2,
        firstPayment: true,
        result: null,
      };
      const draft = draftOf(visit);
      expect(timesProblem(draft)).toBeUndefined();
      expect(visit).toMatchObject(patchOf(draft, DAY, visit));
    }),
    { seed: 3, numRuns: 200 },
  );
});

test('times in the wrong order are told by the field that is wrong', () => {
  const draft = { ...emptyDraft(start), arrived: '10:00' };
  expect(timesProblem(draft)).toBeUndefined();
  expect(timesProblem({ ...draft, arrived: '' })).toBe('arrived');
  expect(timesProblem({ ...draft, started: '09:59' })).toBe('started');
  expect(timesProblem({ ...draft, ended: '10:30' })).toBe('started');
  expect(timesProblem({ ...draft, started: '10:10', ended: '10:09' })).toBe('ended');
  expect(patchOf({ ...draft, started: '10:10' }, DAY, undefined)).toMatchObject({
    arrivedAt: new Date(`${DAY}T10:00:00`).getTime(),
    startedAt: new Date(`${DAY}T10:10:00`).getTime(),
    endedAt: null,
  });
});
