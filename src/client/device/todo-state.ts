// What a to-do list's state is today: what is due, what is late, whether it has stood still. Pure; called by the screens of to-do lists and of who is due.
import { dayOf, daysBetween } from '#core/dates.ts';
import { type Stamp, stampMs } from '#core/stamp.ts';

export type TodoItem = {
  readonly order: number;
  readonly dueOn?: string | undefined;
  readonly lesson?: string | undefined;
  readonly walkthrough?: string | undefined;
  readonly title?: string | undefined;
};

/** What is used of a to-do list's row. */
export type TodoRow = {
  readonly startOn?: string | null;
  readonly items?: Readonly<Record<string, TodoItem>>;
  readonly ticks?: Readonly<Record<string, boolean>>;
  readonly _stamps: Readonly<Record<string, Stamp>>;
};

/** "Now" as the calendar here sees it. `zoneOffsetMinutes` as `Date#getTimezoneOffset` gives it. */
export type Calendar = { readonly today: string; readonly zoneOffsetMinutes: number };

export type ListedItem = TodoItem & { readonly id: string; readonly done: boolean };

/** A list that nobody has moved for so long, although something is due, is stuck. Days. */
export const STUCK_AFTER_DAYS = 14;
/** Deleted lists can be brought back for so long. Days. */
export const BIN_DAYS = 30;

export function itemsInOrder(row: TodoRow): ListedItem[] {
  return Object.entries(row.items ?? {})
    .map(([id, item]) => ({ ...item, id, done: row.ticks?.[id] === true }))
    .toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

export type Due =
  | { readonly kind: 'none' }
  | { readonly kind: 'today' | 'tomorrow'; readonly day: string }
  | { readonly kind: 'until'; readonly day: string; readonly otherYear: boolean }
  | {
      readonly kind: 'past';
      readonly day: string;
      readonly days: number;
      readonly otherYear: boolean;
    };

/** How a due day is to be said. @param dueOn `YYYY-MM-DD` @param today `YYYY-MM-DD` */
export function dueOf(dueOn: string | undefined, today: string): Due {
  if (dueOn === undefined) return { kind: 'none' };
  const days = daysBetween(today, dueOn);
  const otherYear = dueOn.slice(0, 4) !== today.slice(0, 4);
  if (days < 0) return { kind: 'past', day: dueOn, days: -days, otherYear };
  if (days === 0) return { kind: 'today', day: dueOn };
  if (days === 1) return { kind: 'tomorrow', day: dueOn };
  return { kind: 'until', day: dueOn, otherYear };
}

/** The day on which the list last moved: its start, or the last time that something was ticked or added. */
export function lastMoveOn(row: TodoRow, zoneOffsetMinutes: number): string | undefined {
  const moved = Object.entries(row._stamps)
    .filter(
      ([name]) => name === 'startOn' || name.startsWith('ticks.') || name.startsWith('items.'),
    )
    .map(([, stamp]) => dayOf(stampMs(stamp), zoneOffsetMinutes));
  return [...moved, ...(row.startOn ? [row.startOn] : [])].toSorted().at(-1);
}

export type ListState = {
  readonly done: number;
  readonly of: number;
  readonly finished: boolean;
  /** The first item that is open. */
  readonly next: ListedItem | undefined;
  readonly overdue: number;
  /** Whole days without a move, when the list is stuck; else undefined. */
  readonly stuckDays: number | undefined;
};

/**
 * A list is stuck when it is not finished, nobody has moved it for 14 days, and something on it is late or has no date.
 * A list whose next date lies ahead waits as planned: that is not being stuck.
 */
export function stateOf(row: TodoRow, { today, zoneOffsetMinutes }: Calendar): ListState {
  const items = itemsInOrder(row);
  const open = items.filter((item) => !item.done);
  const overdue = open.filter((item) => item.dueOn !== undefined && item.dueOn < today).length;
  const movedOn = lastMoveOn(row, zoneOffsetMinutes);
  const still = movedOn === undefined ? 0 : daysBetween(movedOn, today);
  const waits = overdue > 0 || open.some((item) => item.dueOn === undefined);
  return {
    done: items.length - open.length,
    of: items.length,
    finished: items.length > 0 && open.length === 0,
    next: open[0],
    overdue,
    stuckDays: waits && still >= STUCK_AFTER_DAYS ? still : undefined,
  };
}

/** Stuck lists first, then those with something late, then by the next date; finished ones last. */
export function byNeed<T extends TodoRow>(
  rows: readonly T[],
  calendar: Calendar,
): { row: T; state: ListState }[] {
  const rank = (state: ListState): number =>
    state.finished ? 3 : state.stuckDays !== undefined ? 0 : state.overdue > 0 ? 1 : 2;
  return rows
    .map((row) => ({ row, state: stateOf(row, calendar) }))
    .toSorted(
      (a, b) =>
        rank(a.state) - rank(b.state) ||
        (a.state.next?.dueOn ?? '9').localeCompare(b.state.next?.dueOn ?? '9'),
    );
}

/** Whether a deleted list can still be brought back. @param deletedMs when it was deleted, milliseconds since 1970 */
export const isInBin = (deletedMs: number, nowMs: number): boolean =>
  nowMs - deletedMs < BIN_DAYS * 86_400_000;
