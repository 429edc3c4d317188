// Writes of the records hub: sessions, attendance, and the form that is not yet saved.
import type { Json } from '#core/json.ts';
import { uuidv7 } from '#core/ids.ts';
import type { Row } from '#device/database.ts';
import type { Device } from '#device/device.ts';
import { alteration, type Change, creation } from '#device/write.ts';
import { type AttendanceLine, changesOf } from './attendance-rows.ts';
import { localDay, patchOf, type SessionForm } from './session-form.ts';

type Written = Awaited<ReturnType<Device['writeAll']>>;
export type Refusal = Extract<Written, { ok: false }>['error'];
export type Saved =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly error: Refusal };

/** A session and the "last seen" day of its learners, in one write. */
export async function saveSession(
  device: Device,
  form: SessionForm,
  before?: Row<'session'>,
): Promise<Saved> {
  const id = before?.id ?? uuidv7(device.now(), device.random);
  const session = before
    ? alteration('session', id, patchOf(form, before))
    : creation('session', id, `site:${form.siteId}`, patchOf(form));
  const day = localDay(form.endedAt);
  const rows = await device.db.rows('learner').bulkGet([...form.learners]);
  // Retention counts from the last session (domain part 4), so it must never move back.
  const seen: Change[] = rows.flatMap((row) =>
    row && !row.deleted && (row.lastSessionOn ?? '') < day
      ? [alteration('learner', row.id, { lastSessionOn: day })]
      : [],
  );
  const done = await device.writeAll([session, ...seen]);
  return done.ok ? { ok: true, id } : done;
}

export const undoSession = (device: Device, id: string): Promise<Written> =>
  device.remove('session', id);
export const bringBackSession = (device: Device, id: string): Promise<Written> =>
  device.restore('session', id);

/** Puts a stored session back to what it was before a change. */
export const revertSession = (
  device: Device,
  form: SessionForm,
  now: Row<'session'>,
): Promise<Written> => device.change('session', now.id, patchOf(form, now));

export const saveAttendance = (
  device: Device,
  session: Row<'session'>,
  lines: readonly AttendanceLine[],
  stored: readonly Row<'attendance'>[],
): Promise<Written> => device.writeAll(changesOf(session, lines, stored));

export const NEW_SESSION_DRAFT = 'session:new';
export const attendanceDraft = (sessionId: string): string => `attendance:${sessionId}`;

/** Keeps what is typed through a reload or a flat battery; it is no record yet. */
export const keepDraft = async (device: Device, key: string, value: unknown): Promise<void> => {
  await device.db.drafts.put({ key, value: value as Json, at: device.now() });
};
export const dropDraft = (device: Device, key: string): Promise<void> =>
  device.db.drafts.delete(key);
export const readDraft = async <T>(device: Device, key: string): Promise<T | undefined> =>
  (await device.db.drafts.get(key))?.value as T | undefined;
