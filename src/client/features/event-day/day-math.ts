// The arithmetic of a bill-payment day: numbers, queue, minutes, report. Pure; called by the day's screens, actions and tests.

/** What is counted of one visit; a row of the kind `visit` is one. Moments are milliseconds since 1970. */
export type VisitFacts = {
  readonly id: string;
  readonly series: number;
  readonly number: number;
  readonly nickname?: string | null;
  readonly arrivedAt: number;
  readonly device?: string | null | undefined;
  readonly startedAt?: number | null;
  readonly endedAt?: number | null;
  readonly leftAt?: number | null;
  readonly helpAt?: number | null;
  readonly aloneRuns?: number | null | undefined;
  readonly firstPayment?: boolean | null | undefined;
};

/** Without letters that look like digits or like one another, and without those that Latvian does not have. */
const LETTERS = 'ABCDEFGHJKLMNPRSTUVZ';
/** Above every place's tablets: for one that has not yet heard of the others. */
const UNHEARD = 500;
const MINUTE = 60_000;

/** 0 is A, 1 is B, after Z come AA, AB: different series, different letters. */
export function lettersOf(series: number): string {
  const rest = Math.floor(series / LETTERS.length) - 1;
  return (rest < 0 ? '' : lettersOf(rest)) + LETTERS.charAt(series % LETTERS.length);
}

/**
 * A tablet's series for people who are written down on it. Tablets are told apart by the order in which they were signed in, which
 * every tablet knows of all that came before it: no network is needed and no two get the same. Paper has the series after it.
 * @param tablets the records of all tablets, deleted ones too; ids grow with time
 */
export function seriesOf(
  deviceId: string,
  tablets: readonly { readonly id: string; readonly deviceId: string }[],
): number {
  const order = tablets.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const rank = order.findIndex((one) => one.deviceId === deviceId);
  if (rank >= 0 && rank < UNHEARD / 2) return rank * 2;
  let sum = 0;
  for (const sign of deviceId) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 4000;
  return UNHEARD + sum * 2;
}
export const paperSeriesOf = (series: number): number => series + 1;

/** The next number of a series. Give it deleted visits too: a number that was told once is not told again. */
export const nextNumber = (visits: readonly VisitFacts[], series: number): number =>
  visits.reduce((most, one) => (one.series === series ? Math.max(most, one.number) : most), 0) + 1;

/** "B 7", "b7": the number on a slip of paper; undefined when it is none. */
export function readSlip(typed: string): { series: number; number: number } | undefined {
  const found = /^([A-Z]{1,3}) ?(\d{1,3})$/.exec(typed.trim().toUpperCase());
  if (!found) return undefined;
  let series = 0;
  for (const letter of found[1]!) {
    const at = LETTERS.indexOf(letter);
    if (at < 0) return undefined;
    series = series * LETTERS.length + at + 1;
  }
  const number = Number(found[2]);
  return number > 0 ? { series: series - 1, number } : undefined;
}

export const slipOf = (series: number, number: number): string => `${lettersOf(series)}${number}`;

const byArrival = (a: VisitFacts, b: VisitFacts): number =>
  a.arrivedAt - b.arrivedAt ||
  a.series - b.series ||
  a.number - b.number ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** What each visit is called by. Should a number ever be there twice (one tablet in two windows), the later one says so. */
export function labelsOf(visits: readonly VisitFacts[]): ReadonlyMap<string, string> {
  const seen = new Map<string, number>();
  const labels = new Map<string, string>();
  for (const one of visits.toSorted(byArrival)) {
    const slip = slipOf(one.series, one.number);
    const times = (seen.get(slip) ?? 0) + 1;
    seen.set(slip, times);
    labels.set(one.id, times === 1 ? slip : `${slip}·${times}`);
  }
  return labels;
}

export type Stand = 'waiting' | 'practising' | 'done' | 'left';

export function standOf(visit: VisitFacts): Stand {
  if (visit.startedAt != null) return visit.endedAt == null ? 'practising' : 'done';
  return visit.leftAt == null ? 'waiting' : 'left';
}

/** Who waits, first come first; the same on every tablet that has the same visits. */
export const queueOf = <V extends VisitFacts>(visits: readonly V[]): V[] =>
  visits.filter((one) => standOf(one) === 'waiting').toSorted(byArrival);

export const practisingOn = <V extends VisitFacts>(visits: readonly V[], device: string): V[] =>
  visits
    .filter((one) => one.device === device && standOf(one) === 'practising')
    .toSorted(byArrival);

/** Who asks for a helper, the longest waiting first. */
export const callsOf = <V extends VisitFacts>(visits: readonly V[]): V[] =>
  visits
    .filter((one) => one.helpAt != null && standOf(one) !== 'left' && standOf(one) !== 'done')
    .toSorted((a, b) => (a.helpAt ?? 0) - (b.helpAt ?? 0) || byArrival(a, b));

type Span = readonly [from: number, to: number];

/** Time practised; whoever still practises does so until now, or until the day was closed. */
function spanOf(visit: VisitFacts, until: number): Span | undefined {
  if (visit.startedAt == null) return undefined;
  return [visit.startedAt, Math.max(visit.startedAt, visit.endedAt ?? until)];
}

export const minutesOf = (from: number, to: number): number =>
  Math.max(0, Math.round((to - from) / MINUTE));

/** Whole minutes that a device was in use: two people at it at once do not make it twice as long. */
export function deviceMinutes(
  visits: readonly VisitFacts[],
  device: string | null,
  until: number,
): number {
  const spans = visits
    .filter((one) => (one.device ?? null) === device)
    .map((one) => spanOf(one, until))
    .filter((span) => span !== undefined)
    .toSorted((a, b) => a[0] - b[0]);
  let total = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const [from, to] of spans) {
    total += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return Math.round(total / MINUTE);
}

export type DayReport = {
  readonly people: number;
  readonly practised: number;
  readonly aloneRuns: number;
  readonly firstPayments: number;
  /** Went home before their turn; in a closed day also everybody who never began. */
  readonly leftWaiting: number;
  readonly minutes: number;
  readonly devices: readonly {
    readonly key: string | null;
    readonly minutes: number;
    readonly people: number;
  }[];
};

/** @param until now, or when the day was closed */
export function reportOf(
  visits: readonly VisitFacts[],
  devices: readonly string[],
  until: number,
  closed: boolean,
): DayReport {
  const practised = visits.filter((one) => one.startedAt != null);
  // Without a device are those who were written down from paper without one; a device of another tablet may not be here yet.
  const keys = [...new Set([...devices, ...practised.map((one) => one.device ?? null)])];
  const rows = keys.map((key) => ({
    key,
    minutes: deviceMinutes(practised, key, until),
    people: practised.filter((one) => (one.device ?? null) === key).length,
  }));
  return {
    people: visits.length,
    practised: practised.length,
    aloneRuns: visits.reduce((sum, one) => sum + (one.aloneRuns ?? 0), 0),
    firstPayments: visits.filter((one) => one.firstPayment === true).length,
    leftWaiting: visits.filter((one) => {
      const stand = standOf(one);
      return stand === 'left' || (closed && stand === 'waiting');
    }).length,
    minutes: rows.reduce((sum, row) => sum + row.minutes, 0),
    devices: rows,
  };
}
