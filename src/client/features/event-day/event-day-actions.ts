// Writes of a bill-payment day. Each tap is one write that can be taken back; called by the screens of this folder.
import { derivedId } from '#core/derived-id.ts';
import { uuidv7 } from '#core/ids.ts';
import type { Device } from '#device/device.ts';
import { alteration, type Change, creation, type Patch } from '#device/write.ts';
import { nextNumber, seriesOf, slipOf } from './day-math.ts';
import { allVisits, type Day, localDay, type Thing, type Visit } from './event-day-queries.ts';

type Written = Awaited<ReturnType<Device['writeAll']>>;
export type Refusal = Extract<Written, { ok: false }>['error'];
/** What was done, and how to take it back. */
export type Done =
  | { readonly ok: true; readonly id: string; readonly undo: () => Promise<Written> }
  | { readonly ok: false; readonly error: Refusal };

const taken = (written: Written, id: string, undo: () => Promise<Written>): Done =>
  written.ok ? { ok: true, id, undo } : written;

/** Made from place and date: two tablets that open the same day apart open one day. */
export const dayIdOf = (siteId: string, day: string): string =>
  derivedId(`event-day ${siteId} ${day}`);

/** This tablet's series in the day; kept there from its first use on. */
async function ownSeries(device: Device, day: Day): Promise<{ series: number; claim: Change[] }> {
  const kept = (await device.db.rows('event-day').get(day.id))?.series?.[device.deviceId];
  if (kept !== undefined) return { series: kept, claim: [] };
  const series = seriesOf(device.deviceId, await device.db.rows('device').toArray());
  const claim = alteration('event-day', day.id, { series: { [device.deviceId]: series } });
  return { series, claim: [claim] };
}

/** Opens today's day at the place, or the one that is open already. `labels`: names of the place's own devices. */
export async function openDay(
  device: Device,
  siteId: string,
  labels: readonly string[],
): Promise<Done> {
  const now = device.now();
  const day = localDay(now);
  const id = dayIdOf(siteId, day);
  const row = await device.db.rows('event-day').get(id);
  const undo = () => device.remove('event-day', id);
  if (row && !row.deleted)
    return { ok: true, id, undo: async () => ({ ok: true, value: undefined }) };
  if (row) return taken(await device.restore('event-day', id), id, undo);
  const devices = Object.fromEntries(
    labels.map((label) => [
      uuidv7(now, device.random),
      { label, owner: 'place' as const, out: false },
    ]),
  );
  const series = seriesOf(device.deviceId, await device.db.rows('device').toArray());
  const change = creation('event-day', id, `site:${siteId}`, {
    day,
    openedAt: now,
    devices,
    series: { [device.deviceId]: series },
  });
  return taken(await device.writeAll([change]), id, undo);
}

/** Series of this tablet: needed to print slips before anybody came. */
export async function claimSeries(device: Device, day: Day): Promise<number> {
  const { series, claim } = await ownSeries(device, day);
  if (claim.length > 0) await device.writeAll(claim);
  return series;
}

/** One after the other: two quick taps must not read the same last number. */
let before: Promise<unknown> = Promise.resolve();

/** Gives the next number of this tablet. */
export function checkIn(device: Device, day: Day, nickname: string): Promise<Done> {
  const next = before.then(async (): Promise<Done> => {
    const { series, claim } = await ownSeries(device, day);
    const number = nextNumber(await allVisits(device.db, day.id), series);
    const id = uuidv7(device.now(), device.random);
    const name = nickname.trim();
    const visit = creation('visit', id, day.scope, {
      dayId: day.id,
      series,
      number,
      arrivedAt: device.now(),
      ...(name === '' ? {} : { nickname: name }),
    });
    const written = await device.writeAll([...claim, visit]);
    return taken(written, id, () => device.remove('visit', id));
  });
  before = next.catch(() => undefined);
  return next;
}

export type VisitPatch = Patch<'visit'>;

/** Changes some fields of a visit; undo gives each its former value. */
export async function changeVisit(device: Device, visit: Visit, patch: VisitPatch): Promise<Done> {
  const former = Object.fromEntries(
    Object.keys(patch).map((field) => [field, visit[field as keyof Visit] ?? null]),
  ) as VisitPatch;
  const written = await device.change('visit', visit.id, patch);
  return taken(written, visit.id, () => device.change('visit', visit.id, former));
}

export const begin = (device: Device, visit: Visit, thing: string): Promise<Done> =>
  changeVisit(device, visit, { device: thing, startedAt: device.now(), leftAt: null });
export const finish = (device: Device, visit: Visit): Promise<Done> =>
  changeVisit(device, visit, { endedAt: device.now(), helpAt: null });
export const leave = (device: Device, visit: Visit): Promise<Done> =>
  changeVisit(device, visit, { leftAt: device.now(), helpAt: null });
export const callHelper = (device: Device, visit: Visit): Promise<Done> =>
  changeVisit(device, visit, { helpAt: visit.helpAt == null ? device.now() : null });
export const addAloneRun = (device: Device, visit: Visit): Promise<Done> =>
  changeVisit(device, visit, { aloneRuns: Math.min(99, (visit.aloneRuns ?? 0) + 1) });
export const markPayment = (device: Device, visit: Visit): Promise<Done> =>
  changeVisit(device, visit, { firstPayment: visit.firstPayment !== true });

export async function removeVisit(device: Device, visit: Visit): Promise<Done> {
  const written = await device.remove('visit', visit.id);
  return taken(written, visit.id, () => device.restore('visit', visit.id));
}

/** Types in a slip of paper. Two tablets that type in the same slip write one visit. */
export async function typeInSlip(
  device: Device,
  day: Day,
  slip: { readonly series: number; readonly number: number },
  patch: VisitPatch & { readonly arrivedAt: number },
): Promise<Done> {
  const known = (await allVisits(device.db, day.id)).find(
    (one) => one.series === slip.series && one.number === slip.number,
  );
  if (known && !known.deleted) return changeVisit(device, known, patch);
  const id = known?.id ?? derivedId(`visit ${day.id} ${slipOf(slip.series, slip.number)}`);
  if (known) {
    const back = await device.restore('visit', id);
    if (!back.ok) return back;
  }
  const told = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== null));
  const change = known
    ? alteration('visit', id, patch)
    : creation('visit', id, day.scope, {
        ...told,
        dayId: day.id,
        series: slip.series,
        number: slip.number,
        arrivedAt: patch.arrivedAt,
      });
  return taken(await device.writeAll([change]), id, () => device.remove('visit', id));
}

/** Adds a device to the day; `key` changes one that is there. */
export async function saveThing(
  device: Device,
  day: Day,
  thing: Omit<Thing, 'key'>,
  key: string = uuidv7(device.now(), device.random),
): Promise<Done> {
  const former = day.devices?.[key] ?? null;
  const { label, owner, out } = thing;
  const written = await device.change('event-day', day.id, {
    devices: { [key]: { label: label.trim(), owner, out } },
  });
  return taken(written, key, () =>
    device.change('event-day', day.id, { devices: { [key]: former } }),
  );
}

/** Closes the day, or opens it again. Whoever still waits or practises is counted so by the report: nothing else is written. */
export async function closeDay(device: Device, day: Day, closed: boolean): Promise<Done> {
  const former = day.closedAt ?? null;
  const written = await device.change('event-day', day.id, {
    closedAt: closed ? device.now() : null,
  });
  return taken(written, day.id, () => device.change('event-day', day.id, { closedAt: former }));
}
