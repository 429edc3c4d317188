// A to-do list's state on a given day: due words' kinds, late, stuck, order of need.
import { describe, expect, it } from 'vitest';
import { makeStamp } from '#core/stamp.ts';
import { itemsFrom } from '#records/todo-list.ts';
import {
  byNeed,
  dueOf,
  isInBin,
  itemsInOrder,
  lastMoveOn,
  stateOf,
  type TodoRow,
} from '#device/todo-state.ts';

const RIGA_WINTER = -120;
const at = (instant: string): string => makeStamp(Date.parse(instant), 0, 'aaaaaaaa');
const on = (today: string) => ({ today, zoneOffsetMinutes: RIGA_WINTER });

/** A list begun on 1 March: a1 due that day, a2 on the 10th, a3 on the 31st. */
const list = (ticks: Record<string, [done: boolean, when: string]> = {}): TodoRow => ({
  startOn: '2026-03-01',
  items: {
    a2: { order: 20, dueOn: '2026-03-10' },
    a1: { order: 10, dueOn: '2026-03-01' },
    a3: { order: 30, dueOn: '2026-03-31' },
  },
  ticks: Object.fromEntries(Object.entries(ticks).map(([id, [done]]) => [id, done])),
  _stamps: {
    title: at('2026-03-01T08:00:00Z'),
    startOn: at('2026-03-01T08:00:00Z'),
    'items.a1': at('2026-03-01T08:00:00Z'),
    // A note is no step forward.
    'notes.a1': at('2026-03-19T08:00:00Z'),
    ...Object.fromEntries(Object.entries(ticks).map(([id, [, when]]) => [`ticks.${id}`, at(when)])),
  },
});

describe('when something is due', () => {
  it.each([
    ['2026-03-25', '2026-03-25', { kind: 'today', day: '2026-03-25' }],
    ['2026-03-26', '2026-03-25', { kind: 'tomorrow', day: '2026-03-26' }],
    ['2026-03-27', '2026-03-25', { kind: 'until', day: '2026-03-27', otherYear: false }],
    ['2027-01-02', '2026-12-30', { kind: 'until', day: '2027-01-02', otherYear: true }],
    ['2026-03-22', '2026-03-25', { kind: 'past', day: '2026-03-22', days: 3, otherYear: false }],
    // Over the night in which the clocks change, days are still whole.
    ['2026-03-28', '2026-03-30', { kind: 'past', day: '2026-03-28', days: 2, otherYear: false }],
  ])('%s seen on %s', (due, today, said) => {
    expect(dueOf(due, today)).toEqual(said);
  });

  it('is nothing without a date', () => {
    expect(dueOf(undefined, '2026-03-25')).toEqual({ kind: 'none' });
  });
});

describe('items', () => {
  it('stand in their order and know what is ticked', () => {
    expect(
      itemsInOrder(list({ a2: [true, '2026-03-02T08:00:00Z'] })).map(({ id, done }) => [id, done]),
    ).toEqual([
      ['a1', false],
      ['a2', true],
      ['a3', false],
    ]);
  });

  it('made from a template are due so many days after the start', () => {
    expect(
      itemsFrom(
        [
          { id: 'a1', dueDays: 0 },
          { id: 'a2', dueDays: 30, lesson: 'read-a-bill', walkthrough: 's1' },
        ],
        '2026-02-01',
      ),
    ).toEqual({
      a1: { order: 10, dueOn: '2026-02-01' },
      a2: { order: 20, dueOn: '2026-03-03', lesson: 'read-a-bill', walkthrough: 's1' },
    });
  });
});

describe('a list that stands still', () => {
  it('is stuck on the 14th day after its last tick, not on the 13th', () => {
    const row = list({ a1: [true, '2026-03-05T10:00:00Z'] });
    expect(stateOf(row, on('2026-03-18')).stuckDays).toBeUndefined();
    expect(stateOf(row, on('2026-03-19')).stuckDays).toBe(14);
  });

  it('counts from the start while nothing was ticked', () => {
    expect(stateOf(list(), on('2026-03-14')).stuckDays).toBeUndefined();
    expect(stateOf(list(), on('2026-03-15')).stuckDays).toBe(14);
  });

  it('is not stuck while its next date lies ahead', () => {
    const row = list({ a1: [true, '2026-03-05T10:00:00Z'], a2: [true, '2026-03-05T10:00:00Z'] });
    expect(stateOf(row, on('2026-03-31')).stuckDays).toBeUndefined();
    expect(stateOf(row, on('2026-04-01')).stuckDays).toBe(27);
  });

  it('is not stuck when it is finished', () => {
    const ticks = Object.fromEntries(
      ['a1', 'a2', 'a3'].map((id) => [id, [true, '2026-03-05T10:00:00Z']]),
    ) as Record<string, [boolean, string]>;
    expect(stateOf(list(ticks), on('2026-05-01'))).toMatchObject({
      finished: true,
      stuckDays: undefined,
      done: 3,
      of: 3,
    });
  });

  it('reckons the day of a late tick by the local calendar', () => {
    // 23:30 UTC is already the next day in Riga.
    expect(lastMoveOn(list({ a1: [true, '2026-03-05T23:30:00Z'] }), RIGA_WINTER)).toBe(
      '2026-03-06',
    );
  });
});

describe('the order of need', () => {
  it('puts stuck lists first, then late ones, then the next date, finished ones last', () => {
    const today = '2026-03-20';
    const stuck = list();
    const late = list({ a1: [true, '2026-03-19T10:00:00Z'] });
    const ahead = list({ a1: [true, '2026-03-19T10:00:00Z'], a2: [true, '2026-03-19T10:00:00Z'] });
    const finished = list({
      a1: [true, '2026-03-19T10:00:00Z'],
      a2: [true, '2026-03-19T10:00:00Z'],
      a3: [true, '2026-03-19T10:00:00Z'],
    });
    expect(byNeed([finished, ahead, late, stuck], on(today)).map(({ row }) => row)).toEqual([
      stuck,
      late,
      ahead,
      finished,
    ]);
  });

  it('counts what is late', () => {
    expect(stateOf(list(), on('2026-03-20'))).toMatchObject({ overdue: 2, next: { id: 'a1' } });
  });
});

describe('the bin', () => {
  it('holds for 30 days', () => {
    const deleted = Date.parse('2026-03-01T00:00:00Z');
    expect(isInBin(deleted, deleted + 30 * 86_400_000 - 1)).toBe(true);
    expect(isInBin(deleted, deleted + 30 * 86_400_000)).toBe(false);
  });
});
