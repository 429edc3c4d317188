// Who began a path and who came back: counted from the lists that were made of it. Pure; called by the screens and their tests.

/** What is used of a path's step and of a list's row. */
type Step = { readonly id: string; readonly kind: 'workshop' | 'digital' | 'meeting' };
type List = {
  readonly items?: Readonly<Record<string, { readonly dueOn?: string | undefined }>>;
  readonly ticks?: Readonly<Record<string, boolean>>;
};

export type ReturnRate = {
  /** People who went to a workshop and took the path along. */
  readonly began: number;
  /** Of them those whose next date has come. */
  readonly expected: number;
  /** Of those the ones who came: their next date is ticked. */
  readonly returned: number;
  /** People who did at least one step by themselves, whether they came back or not. */
  readonly active: number;
};

/** @param today `YYYY-MM-DD`: a date that lies ahead can't be missed yet */
export function returnRate(
  steps: readonly Step[],
  lists: readonly List[],
  today: string,
): ReturnRate {
  const meetings = steps.filter(({ kind }) => kind === 'meeting').map(({ id }) => id);
  const digital = steps.filter(({ kind }) => kind === 'digital').map(({ id }) => id);
  const ticked = (list: List, ids: readonly string[]): boolean =>
    ids.some((id) => list.ticks?.[id] === true);
  const hasCome = (list: List): boolean =>
    meetings.some((id) => {
      const due = list.items?.[id]?.dueOn;
      return due !== undefined && due <= today;
    });
  // Who came before the date has come back all the same.
  const expected = lists.filter((list) => hasCome(list) || ticked(list, meetings));
  return {
    began: lists.length,
    expected: expected.length,
    returned: expected.filter((list) => ticked(list, meetings)).length,
    active: lists.filter((list) => ticked(list, digital)).length,
  };
}
