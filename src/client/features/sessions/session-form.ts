// What is typed into the session form, and the way between it and a session record. Pure: the screen and the tests call it.
import type { Row } from '#device/database.ts';
import type { Patch } from '#device/write.ts';

export type SessionKind = 'one-to-one' | 'group' | 'walk-in';
export const sessionKinds: readonly SessionKind[] = ['one-to-one', 'group', 'walk-in'];
/** Kept as keys, so that every reader sees them in the own language and reports can count them. */
export const nextSteps = [
  'practise-again',
  'next-lesson',
  'own-bill',
  'alone-at-home',
  'no-need',
] as const;
export const referrals = ['none', 'social-worker', 'service-point', 'bank', 'library'] as const;
export const deviceUses = ['own', 'shared', 'both'] as const;

/** Plain JSON, so that an unfinished form can be kept as a draft. Empty text means "not told". */
export type SessionForm = {
  readonly siteId: string;
  /** Milliseconds since 1970. A session is mostly recorded when it ends, so the end is the fixed point. */
  readonly endedAt: number;
  readonly minutes: number;
  readonly form: SessionKind;
  readonly mentors: readonly string[];
  readonly adultOnDuty: string;
  readonly learners: readonly string[];
  /** People without a code; null until somebody counts them. */
  readonly others: number | null;
  readonly topics: readonly string[];
  readonly firstPayments: number;
  readonly device: string;
  readonly nextStep: string;
  /** `2026-03-25` or empty. */
  readonly nextOn: string;
  readonly referral: string;
  readonly note: string;
};

export type SessionPrefill = {
  readonly siteId: string;
  readonly personId: string;
  readonly now: number;
  readonly topics: readonly string[];
  readonly learners: readonly string[];
  /** When the work that is being recorded began, where the tablet knows. */
  readonly beganAt?: number | undefined;
};

const QUARTER = 15;
const USUAL_MINUTES = 30;
export const MOST_MINUTES = 240;
const MINUTE_MS = 60_000;

/** Whole quarters of an hour, at least one: nobody counts a teaching session in minutes. */
const quarters = (ms: number): number =>
  Math.min(MOST_MINUTES, Math.max(QUARTER, Math.round(ms / MINUTE_MS / QUARTER) * QUARTER));

export function newForm(prefill: SessionPrefill): SessionForm {
  return {
    siteId: prefill.siteId,
    endedAt: prefill.now,
    minutes:
      prefill.beganAt === undefined ? USUAL_MINUTES : quarters(prefill.now - prefill.beganAt),
    form: prefill.learners.length > 1 ? 'group' : 'one-to-one',
    mentors: prefill.personId === '' ? [] : [prefill.personId],
    adultOnDuty: '',
    learners: prefill.learners,
    others: null,
    topics: prefill.topics,
    firstPayments: 0,
    device: '',
    nextStep: '',
    nextOn: '',
    referral: '',
    note: '',
  };
}

const chosen = (map: Readonly<Record<string, boolean>> | undefined): string[] =>
  Object.entries(map ?? {}).flatMap(([key, on]) => (on ? [key] : []));

export const siteOf = (scope: string): string => scope.slice('site:'.length);

/** A stored session, opened for a change. */
export function formOf(row: Row<'session'>): SessionForm {
  const learners = chosen(row.learners);
  const endedAt = row.endedAt ?? row.startedAt + USUAL_MINUTES * MINUTE_MS;
  return {
    siteId: siteOf(row.scope),
    endedAt,
    minutes: Math.max(1, Math.round((endedAt - row.startedAt) / MINUTE_MS)),
    form: row.form,
    mentors: chosen(row.mentors),
    adultOnDuty: row.adultOnDuty ?? '',
    learners,
    others: Math.max(0, row.headCount - learners.length),
    topics: chosen(row.topics),
    firstPayments: row.firstPayments ?? 0,
    device: row.device ?? '',
    nextStep: row.nextStep ?? '',
    nextOn: row.nextOn == null ? '' : localDay(row.nextOn),
    referral: row.referral ?? '',
    note: row.note ?? '',
  };
}

/** People without a code: one, while nobody was counted and no code was tapped. */
export const othersOf = (form: SessionForm): number =>
  form.others ?? (form.learners.length > 0 ? 0 : 1);
export const headCountOf = (form: SessionForm): number => form.learners.length + othersOf(form);

/** `2026-03-25` of an instant, in this device's zone. */
export function localDay(ms: number): string {
  const date = new Date(ms);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
export const localTime = (ms: number): string =>
  `${two(new Date(ms).getHours())}:${two(new Date(ms).getMinutes())}`;
const two = (n: number): string => String(n).padStart(2, '0');
/** The instant of a local day and time (`14:05`); undefined while one of them is not whole. */
export function instantOf(day: string, time: string): number | undefined {
  const ms = new Date(`${day}T${time}`).getTime();
  return Number.isNaN(ms) ? undefined : ms;
}

/** Needs an adult: a mentor under 18 never works alone (domain part 4). */
export const needsAdult = (form: SessionForm, minors: ReadonlySet<string>): boolean =>
  form.mentors.some((id) => minors.has(id));

export type SessionProblem = {
  readonly field: 'site' | 'time' | 'mentors' | 'adultOnDuty' | 'people' | 'firstPayments';
  readonly key: string;
};

const CLOCK_SLACK_MS = 5 * MINUTE_MS;

/** What keeps the form from being saved, in the order of the fields; text keys are those under "error" of the sessions texts. The note checks itself. */
export function problemsOf(
  form: SessionForm,
  minors: ReadonlySet<string>,
  now: number,
): SessionProblem[] {
  const problems: SessionProblem[] = [];
  if (form.siteId === '') problems.push({ field: 'site', key: 'site' });
  if (form.endedAt - form.minutes * MINUTE_MS > now + CLOCK_SLACK_MS)
    problems.push({ field: 'time', key: 'time' });
  if (form.mentors.length === 0) problems.push({ field: 'mentors', key: 'mentors' });
  if (needsAdult(form, minors) && form.adultOnDuty === '')
    problems.push({ field: 'adultOnDuty', key: 'adult' });
  if (headCountOf(form) < 1) problems.push({ field: 'people', key: 'people' });
  if (form.firstPayments > headCountOf(form))
    problems.push({ field: 'firstPayments', key: 'payments' });
  return problems;
}

const mapOf = (
  keys: readonly string[],
  before: Readonly<Record<string, boolean>> | undefined,
): Record<string, true | null> => ({
  ...Object.fromEntries(chosen(before).map((key) => [key, null])),
  ...Object.fromEntries(keys.map((key) => [key, true as const])),
});

const orNull = <T extends string>(value: string): T | null => (value === '' ? null : (value as T));

/** The form as a change to a record: what was taken away becomes `null`. `before` is the stored session, none for a new one. */
export function patchOf(form: SessionForm, before?: Row<'session'>): Patch<'session'> {
  const patch = {
    startedAt: form.endedAt - form.minutes * MINUTE_MS,
    endedAt: form.endedAt,
    form: form.form,
    mentors: mapOf(form.mentors, before?.mentors),
    adultOnDuty: orNull(form.adultOnDuty),
    learners: mapOf(form.learners, before?.learners),
    headCount: headCountOf(form),
    device: orNull<'own' | 'shared' | 'both'>(form.device),
    topics: mapOf(form.topics, before?.topics),
    firstPayments: form.firstPayments,
    nextStep: orNull(form.nextStep),
    nextOn: form.nextOn === '' ? null : (instantOf(form.nextOn, '12:00') ?? null),
    referral: orNull<(typeof referrals)[number]>(form.referral),
    note: orNull(form.note.trim()),
  } satisfies Patch<'session'>;
  if (before) return patch;
  // A new record needs no cleared fields.
  return Object.fromEntries(
    Object.entries(patch).filter(([, value]) => value !== null),
  ) as Patch<'session'>;
}
