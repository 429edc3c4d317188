// The moment a form is answered in. Made at the entrances (device, tests) and passed in: this room has no clock of its own.
import { dayOf } from '#core/dates.ts';

export type Clock = {
  /** Milliseconds since 1970. */
  readonly ms: number;
  /** Minutes that local time is behind UTC, as `Date#getTimezoneOffset` says: Latvia has -120 or -180. */
  readonly zoneOffsetMinutes: number;
};

/** The local calendar day, `2026-03-25`. */
export const todayOf = (clock: Clock): string => dayOf(clock.ms, clock.zoneOffsetMinutes);
