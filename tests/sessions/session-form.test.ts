// The session form: what it starts from, what keeps it from being saved, and what it writes.
import { expect, test } from 'vitest';
import type { Row } from '#device/database.ts';
import {
  formOf,
  headCountOf,
  newForm,
  othersOf,
  patchOf,
  problemsOf,
  type SessionForm,
} from '#features/sessions/session-form.ts';
import { PERSON, PLACE, SITE } from '#tests/support/device.ts';

const NOW = Date.UTC(2026, 4, 14, 12, 5);
const MINUTE = 60_000;
const prefill = { siteId: PLACE, personId: PERSON, now: NOW, topics: [], learners: [] };
const form = (part: Partial<SessionForm> = {}): SessionForm => ({ ...newForm(prefill), ...part });
const keys = (one: SessionForm, minors: readonly string[] = []): string[] =>
  problemsOf(one, new Set(minors), NOW).map(({ key }) => key);

test('a form just opened can be saved as it is: one person, half an hour up to now, helped by who holds the tablet', () => {
  expect(keys(form())).toEqual([]);
  expect(patchOf(form())).toEqual({
    startedAt: NOW - 30 * MINUTE,
    endedAt: NOW,
    form: 'one-to-one',
    mentors: { [PERSON]: true },
    learners: {},
    headCount: 1,
    topics: {},
    firstPayments: 0,
  });
});

test('it began when the tablet was first used, in whole quarters, at least one, at most four hours', () => {
  expect(newForm({ ...prefill, beganAt: NOW - 52 * MINUTE }).minutes).toBe(45);
  expect(newForm({ ...prefill, beganAt: NOW - MINUTE }).minutes).toBe(15);
  expect(newForm({ ...prefill, beganAt: NOW - 600 * MINUTE }).minutes).toBe(240);
});

test('a tapped code is the person who was there; a count by hand stays what it is', () => {
  expect(headCountOf(form({ learners: ['a'] }))).toBe(1);
  expect(headCountOf(form({ learners: ['a', 'b'], others: 3 }))).toBe(5);
  expect(othersOf(form({ learners: [], others: 0 }))).toBe(0);
});

test('nobody there, nobody helping, no place: each is said', () => {
  expect(keys(form({ siteId: '', mentors: [], others: 0 }))).toEqual(['site', 'mentors', 'people']);
});

test('a mentor under 18 needs an adult on duty, an adult mentor does not', () => {
  expect(keys(form(), [PERSON])).toEqual(['adult']);
  expect(keys(form({ adultOnDuty: 'somebody' }), [PERSON])).toEqual([]);
  expect(keys(form(), ['another'])).toEqual([]);
});

test('a session can not begin later today, nor have more first payments than people', () => {
  expect(keys(form({ endedAt: NOW + 120 * MINUTE }))).toEqual(['time']);
  expect(keys(form({ firstPayments: 2 }))).toEqual(['payments']);
});

const stored = {
  id: '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e11',
  scope: SITE,
  _stamps: {},
  startedAt: NOW - 60 * MINUTE,
  endedAt: NOW,
  form: 'group',
  mentors: { [PERSON]: true, other: true },
  learners: { a: true, b: true },
  headCount: 5,
  topics: { 'read-a-bill': true },
  nextStep: 'own-bill',
  note: 'Labi',
} as unknown as Row<'session'>;

test('opened and saved unchanged, a session stays as it was', () => {
  const patch = patchOf(formOf(stored), stored);
  expect(patch).toMatchObject({
    startedAt: stored.startedAt,
    endedAt: NOW,
    headCount: 5,
    mentors: stored.mentors,
    learners: stored.learners,
    topics: stored.topics,
    note: 'Labi',
  });
});

test('what is taken away in a change is cleared, not left over', () => {
  const patch = patchOf(
    { ...formOf(stored), mentors: [PERSON], learners: ['b'], topics: [], note: ' ', nextStep: '' },
    stored,
  );
  expect(patch).toMatchObject({
    mentors: { [PERSON]: true, other: null },
    learners: { a: null, b: true },
    topics: { 'read-a-bill': null },
    headCount: 4,
    note: null,
    nextStep: null,
  });
});
