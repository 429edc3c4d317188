// A group's list: codes and numbers, marks in one write, two tablets on one record.
// First of all: it puts an IndexedDB into memory, which the database looks for when it is loaded.
import { ambassador, PERSON, PLACE, SITE, testDevice } from '#tests/support/device.ts';
import { describe, expect, test } from 'vitest';
import { isUuid } from '#core/ids.ts';
import type { Device } from '#device/device.ts';
import { attendanceId, linesOf, unmarked } from '#features/sessions/attendance-rows.ts';
import { saveAttendance, saveSession } from '#features/sessions/sessions-actions.ts';
import { newForm } from '#features/sessions/session-form.ts';

const clock = { now: Date.UTC(2026, 4, 14, 12) };

async function group(device: Device, learners: readonly string[], others: number) {
  const form = {
    ...newForm({ siteId: PLACE, personId: PERSON, now: clock.now, topics: [], learners: [] }),
    form: 'group' as const,
    learners,
    others,
  };
  const saved = await saveSession(device, form);
  if (!saved.ok) throw new Error(saved.error.message);
  return (await device.db.rows('session').get(saved.id))!;
}
const marks = (device: Device) => device.db.rows('attendance').toArray();

describe('the list', () => {
  test('holds 30 people: those with a code, then numbers', async () => {
    const device = await testDevice({ clock, identity: ambassador });
    const made = await device.create('learner', SITE, { code: 'bērzs-upe-27' });
    const session = await group(device, [made.ok ? made.value : ''], 29);
    const lines = linesOf(session, []);
    expect(lines.map((line) => line.number)).toEqual([
      undefined,
      ...Array.from({ length: 29 }, (_, i) => i + 1),
    ]);
    const done = await saveAttendance(device, session, lines, []);
    expect(done.ok).toBe(true);
    expect((await marks(device)).filter((row) => row.present)).toHaveLength(30);
  });

  test('keeps marks, takes marks back, and writes each person once', async () => {
    const device = await testDevice({ clock, identity: ambassador });
    const session = await group(device, [], 2);
    const [one, two] = linesOf(session, []);
    await saveAttendance(
      device,
      session,
      [{ ...one!, mark: { ...unmarked, confidenceBefore: 2, hintLevel: 3 } }, two!],
      [],
    );
    const stored = await marks(device);
    const [again, other] = linesOf(session, stored);
    expect(again!.mark).toMatchObject({ confidenceBefore: 2, hintLevel: 3 });
    await saveAttendance(
      device,
      session,
      [{ ...again!, mark: { ...again!.mark, confidenceBefore: null, present: false } }, other!],
      stored,
    );
    const rows = await marks(device);
    expect(rows).toHaveLength(2);
    expect(linesOf(session, rows)[0]!.mark).toMatchObject({
      present: false,
      confidenceBefore: null,
      hintLevel: 3,
    });
  });

  test('somebody marked stays on it when the head count falls', async () => {
    const device = await testDevice({ clock, identity: ambassador });
    const session = await group(device, [], 3);
    await saveAttendance(device, session, linesOf(session, []), []);
    expect(
      linesOf({ ...session, headCount: 1 }, await marks(device)).map((line) => line.number),
    ).toEqual([1, 2, 3]);
  });
});

test('two tablets name the same person of the same session alike, and nobody else', () => {
  const session = '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e0f';
  const ids = Array.from({ length: 500 }, (_, i) => attendanceId(session, `number-${i}`));
  expect(attendanceId(session, 'number-7')).toBe(ids[7]);
  expect(new Set([...ids, attendanceId('another', 'number-7')]).size).toBe(501);
  expect(ids.every(isUuid)).toBe(true);
});

test('a session remembers the learner’s last day, and never moves it back', async () => {
  const device = await testDevice({ clock, identity: ambassador });
  const made = await device.create('learner', SITE, {
    code: 'bērzs-upe-28',
    lastSessionOn: '2026-05-20',
  });
  const id = made.ok ? made.value : '';
  await group(device, [id], 0);
  expect((await device.db.rows('learner').get(id))!.lastSessionOn).toBe('2026-05-20');
  await device.change('learner', id, { lastSessionOn: '2026-05-01' });
  await group(device, [id], 0);
  expect((await device.db.rows('learner').get(id))!.lastSessionOn).toBe('2026-05-14');
});
