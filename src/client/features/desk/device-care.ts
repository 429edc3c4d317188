// Which devices somebody should look at, and why, the most pressing first. Pure; called by DevicesScreen and tests.

/** What is used of a device's own report; null and undefined: it never told. */
export type Reported = {
  readonly name: string;
  readonly lastSeen?: string | null | undefined;
  readonly unsent?: number | null | undefined;
  readonly rejected?: number | null | undefined;
  readonly storageUsed?: number | null | undefined;
  readonly storageQuota?: number | null | undefined;
  readonly clockOffsetMs?: number | null | undefined;
  readonly equal?: boolean | null | undefined;
  readonly version?: string | null | undefined;
  readonly revoked: boolean;
};

/** In order of how soon somebody should act. */
export const REASONS = [
  'refused',
  'stuck',
  'full',
  'never',
  'silent',
  'clock',
  'unequal',
  'old',
] as const;
export type Reason = (typeof REASONS)[number];

const DAY_MS = 86_400_000;
/** Work that waits longer than a weekend is not only waiting for the next visit to a library. */
const STUCK_MS = 3 * DAY_MS;
const SILENT_MS = 14 * DAY_MS;
/** Photos come on top of records. */
const NEARLY_FULL = 0.8;
/** The server corrects clocks; from here on people would see wrong times in other apps too. */
const CLOCK_WRONG_MS = 5 * 60_000;

export const storageShare = ({ storageUsed, storageQuota }: Reported): number | undefined =>
  storageUsed == null || !storageQuota ? undefined : storageUsed / storageQuota;

export const clockIsRight = ({ clockOffsetMs }: Reported): boolean =>
  Math.abs(clockOffsetMs ?? 0) < CLOCK_WRONG_MS;

/** The newest version that any of the devices runs; undefined when none told. */
export const newestVersion = (rows: readonly Reported[]): string | undefined =>
  rows
    .flatMap(({ version }) => version ?? [])
    .toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }))[0];

/** Why somebody should look at this device; nothing for one that was taken away from trust. */
export function reasonsOf(row: Reported, nowMs: number, newest: string | undefined): Reason[] {
  if (row.revoked) return [];
  const silentMs = row.lastSeen == null ? undefined : nowMs - Date.parse(row.lastSeen);
  const holds: Readonly<Record<Reason, boolean>> = {
    refused: (row.rejected ?? 0) > 0,
    stuck: (row.unsent ?? 0) > 0 && (silentMs ?? 0) > STUCK_MS,
    full: (storageShare(row) ?? 0) > NEARLY_FULL,
    never: silentMs === undefined,
    silent: (silentMs ?? 0) > SILENT_MS,
    clock: !clockIsRight(row),
    unequal: row.equal === false,
    old: row.version != null && newest !== undefined && row.version !== newest,
  };
  return REASONS.filter((reason) => holds[reason]);
}

export type Cared<T> = { readonly row: T; readonly reasons: readonly Reason[] };

/** The most pressing reason decides, then how many there are, then who was silent for longest. */
export function byCare<T extends Reported>(rows: readonly T[], nowMs: number): Cared<T>[] {
  const newest = newestVersion(rows.filter(({ revoked }) => !revoked));
  const rank = ({ reasons }: Cared<T>): number =>
    reasons[0] === undefined ? REASONS.length : REASONS.indexOf(reasons[0]);
  const seen = ({ row }: Cared<T>): number => (row.lastSeen == null ? 0 : Date.parse(row.lastSeen));
  return rows
    .map((row) => ({ row, reasons: reasonsOf(row, nowMs, newest) }))
    .toSorted(
      (a, b) => rank(a) - rank(b) || b.reasons.length - a.reasons.length || seen(a) - seen(b),
    );
}
