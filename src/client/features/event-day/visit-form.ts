// What is typed about one visit, and the fields it becomes. Pure; called by VisitForm and DayPaper.
import type { VisitPatch } from './event-day-actions.ts';
import type { Visit } from './event-day-queries.ts';

export type VisitDraft = {
  readonly nickname: string;
  readonly device: string;
  /** "14:05" or empty. */
  readonly arrived: string;
  readonly started: string;
  readonly ended: string;
  readonly left: boolean;
  readonly aloneRuns: number;
  readonly firstPayment: boolean;
  readonly result: '' | 'alone' | 'with-help' | 'not-yet';
};

const timeOf = (ms: number | null | undefined): string => {
  if (ms == null) return '';
  const two = (n: number): string => String(n).padStart(2, '0');
  const date = new Date(ms);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
};

export const emptyDraft = (now: number): VisitDraft => ({
  nickname: '',
  device: '',
  arrived: timeOf(now),
  started: '',
  ended: '',
  left: false,
  aloneRuns: 0,
  firstPayment: false,
  result: '',
});

export const draftOf = (visit: Visit): VisitDraft => ({
  nickname: visit.nickname ?? '',
  device: visit.device ?? '',
  arrived: timeOf(visit.arrivedAt),
  started: timeOf(visit.startedAt),
  ended: timeOf(visit.endedAt),
  left: visit.leftAt != null,
  aloneRuns: visit.aloneRuns ?? 0,
  firstPayment: visit.firstPayment === true,
  result: visit.result ?? '',
});

/** What is wrong with the times: no arrival, an end without a beginning, or one before the other. */
export function timesProblem(draft: VisitDraft): 'arrived' | 'started' | 'ended' | undefined {
  if (draft.arrived === '') return 'arrived';
  if (draft.started === '' ? draft.ended !== '' : draft.started < draft.arrived) return 'started';
  return draft.ended !== '' && draft.ended < draft.started ? 'ended' : undefined;
}

/** @param day "2026-03-25" @param visit what is stored: a time whose minute was not changed keeps its seconds */
export function patchOf(
  draft: VisitDraft,
  day: string,
  visit: Visit | undefined,
): VisitPatch & { readonly arrivedAt: number } {
  const at = (time: string, stored: number | null | undefined): number | null => {
    if (time === '') return null;
    return stored != null && timeOf(stored) === time
      ? stored
      : new Date(`${day}T${time}:00`).getTime();
  };
  const arrivedAt = at(draft.arrived, visit?.arrivedAt) ?? 0;
  return {
    nickname: draft.nickname.trim() || null,
    device: draft.device || null,
    arrivedAt,
    startedAt: at(draft.started, visit?.startedAt),
    endedAt: at(draft.ended, visit?.endedAt),
    leftAt: draft.left && draft.started === '' ? (visit?.leftAt ?? arrivedAt) : null,
    aloneRuns: draft.aloneRuns,
    firstPayment: draft.firstPayment,
    result: draft.result || null,
  };
}
