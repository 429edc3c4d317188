// Writes of a bill-payment day. Every tap is one write; `undone` gives the write that takes it back. Called by the screens of this folder.
import { derivedId } from '#core/derived-id.ts';
import { uuidv7 } from '#core/ids.ts';
import type { Row } from '#device/database.ts';
import type { Device } from '#device/device.ts';
import { alteration, type Change, creation, type Patch } from '#device/write.ts';
import { freeLetter, nextNumber, stateOf } from '#records/visit-sums.ts';

type Written = Awaited<ReturnType<Device['writeAll']>>;
export type Refusal = Extract<Written, { ok: false }>['error'];
export type Day = Row<'event-day'>;
export type Visit = Row<'visit'>;

/** People's own phones: always there, for any number of people at once. */
export const OWN_PHONE = 'own';

/** Two tablets that open the same day with no network make the same record. */
export const dayIdOf = (siteId: string, on: string): string =>
  derivedId(`event-day:${siteId}:${on}`);

/** Opens the day, or goes on with it; answers its id. */
export async function openDay(
  device: Device,
  siteId: string,
  on: string,
  tabletName: string,
): Promise<{ ok: true; id: string } | { ok: false; error: Refusal }> {
  const id = dayIdOf(siteId, on);
  const there = await device.db.rows('event-day').get(id);
  if (there?.deleted) {
    const back = await device.restore('event-day', id);
    return back.ok ? { ok: true, id } : back;
  }
  const done = there
    ? await joinDay(device, there, tabletName)
    : await device.writeAll([
        creation('event-day', id, `site:${siteId}`, {
          on,
          openedAt: device.now(),
          letters: { [device.deviceId]: freeLetter({}, device.deviceId) },
          devices: ownTablet(device, tabletName),
        }),
      ]);
  return done.ok ? { ok: true, id } : done;
}

const ownTablet = (device: Device, name: string) => ({
  [device.deviceId]: { name, own: false, tablet: device.deviceId },
});

/** This tablet takes part: it gets a letter and stands among the devices. Nothing when it does already. */
export async function joinDay(device: Device, day: Day, tabletName: string): Promise<Written> {
  if (day.letters?.[device.deviceId] !== undefined) return { ok: true, value: undefined };
  return device.change('event-day', day.id, {
    letters: { [device.deviceId]: freeLetter(day.letters ?? {}, device.deviceId) },
    devices: ownTablet(device, tabletName),
  });
}

export const changeDay = (device: Device, day: Day, patch: Patch<'event-day'>): Promise<Written> =>
  device.change('event-day', day.id, patch);

export const addDevice = (device: Device, day: Day, name: string): Promise<Written> =>
  changeDay(device, day, {
    devices: { [uuidv7(device.now(), device.random)]: { name, own: false } },
  });

/** From a slip: its number under the letter P. */
export type PaperSlip = { readonly number: number };

/** Checks a person in; answers the visit's id. The number is found in the database, so two quick taps never get one. */
export async function checkIn(
  device: Device,
  day: Day,
  nickname: string,
  slip?: PaperSlip,
): Promise<{ ok: true; id: string } | { ok: false; error: Refusal }> {
  const letter =
    slip === undefined
      ? (day.letters?.[device.deviceId] ?? freeLetter(day.letters ?? {}, device.deviceId))
      : 'P';
  const given = await device.db.rows('visit').where('dayId').equals(day.id).toArray();
  const name = nickname.trim();
  const done = await device.create('visit', day.scope, {
    dayId: day.id,
    letter,
    number: slip?.number ?? nextNumber(given, letter, device.deviceId),
    tablet: device.deviceId,
    arrivedAt: device.now(),
    ...(name === '' ? {} : { nickname: name }),
  });
  return done.ok ? { ok: true, id: done.value } : done;
}

export type VisitStep = { readonly patch: Patch<'visit'>; readonly undo: Patch<'visit'> };

/** A change with the one that takes it back. */
export function step(visit: Visit, patch: Patch<'visit'>): VisitStep {
  const undo = Object.fromEntries(
    Object.keys(patch).map((key) => [key, visit[key as keyof Visit] ?? null]),
  );
  return { patch, undo };
}

export const begin = (visit: Visit, key: string, now: number): VisitStep =>
  step(visit, { device: key, startedAt: now, endedAt: null, leftAt: null });

/** Back into the queue, at the place that the arrival gives. */
export const queueAgain = (visit: Visit): VisitStep =>
  step(visit, { device: null, startedAt: null, endedAt: null, leftAt: null });

export const leave = (visit: Visit, now: number): VisitStep =>
  step(visit, { leftAt: now, helpAt: null });

export const call = (visit: Visit, now: number): VisitStep =>
  step(visit, { helpAt: visit.helpAt == null ? now : null });

/** Runs alone that were finished on this tablet while the visit ran at it. Elsewhere nothing is known here. */
export async function runsDuring(
  device: Device,
  day: Day,
  visit: Visit,
): Promise<Record<string, boolean>> {
  const at = visit.device == null ? undefined : day.devices?.[visit.device];
  if (at?.tablet !== device.deviceId || visit.startedAt == null) return {};
  const [from, to] = [visit.startedAt, visit.endedAt ?? device.now()];
  const attempts = await device.db.rows('attempt').toArray();
  return Object.fromEntries(
    attempts
      .filter(
        (run) =>
          !run.deleted &&
          (run.mode === 'alone' || run.mode === 'surprise') &&
          run.hintLevel === 0 &&
          run.finishedAt != null &&
          run.finishedAt >= from &&
          run.finishedAt <= to &&
          run._stamps['finishedAt']?.endsWith(device.deviceId) === true,
      )
      .map((run) => [run.id, true]),
  );
}

/** Ends the practice and links the runs alone made here meanwhile. */
export async function finish(device: Device, day: Day, visit: Visit): Promise<VisitStep> {
  const now = device.now();
  const runs = await runsDuring(device, day, { ...visit, endedAt: now });
  const undo = step(visit, { endedAt: now, helpAt: null });
  return {
    patch: { ...undo.patch, ...(Object.keys(runs).length > 0 ? { runs } : {}) },
    undo: {
      ...undo.undo,
      ...(Object.keys(runs).length > 0
        ? {
            runs: Object.fromEntries(Object.keys(runs).map((id) => [id, visit.runs?.[id] ?? null])),
          }
        : {}),
    },
  };
}

export const write = (device: Device, id: string, patch: Patch<'visit'>): Promise<Written> =>
  device.change('visit', id, patch);

/** Closes the day: whoever still waits counts as left, whoever works has ended. All or nothing; answers the write that reopens it. */
export async function closeDay(
  device: Device,
  day: Day,
  visits: readonly Visit[],
): Promise<{ done: Written; undo: readonly Change[] }> {
  const now = device.now();
  const steps: { id: string; at: VisitStep }[] = [];
  for (const visit of visits) {
    if (visit.deleted) continue;
    const state = stateOf(visit);
    if (state === 'waiting') steps.push({ id: visit.id, at: leave(visit, now) });
    if (state === 'working') steps.push({ id: visit.id, at: await finish(device, day, visit) });
  }
  const done = await device.writeAll([
    alteration('event-day', day.id, { closedAt: now }),
    ...steps.map(({ id, at }) => alteration('visit', id, at.patch)),
  ]);
  const undo = [
    alteration('event-day', day.id, { closedAt: null }),
    ...steps.map(({ id, at }) => alteration('visit', id, at.undo)),
  ];
  return { done, undo };
}
