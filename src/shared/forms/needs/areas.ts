// Where motivation, access, skills or use are lowest: people by parish and stage, as far as it may be printed. Called by the desk's page of needs.
import { hideInTable, isSmall, linesTogether } from '../results/hide.ts';
import type { Count } from '../results/publish.ts';
import type { Person } from './people.ts';

export type AreaLine = {
  /** Undefined: the places with too few people to stand alone, together. */
  readonly area: string | undefined;
  readonly answered: number;
  /** Stage -> people low in it; null is hidden. */
  readonly low: Readonly<Record<string, Count>>;
};

export type AreaTable = {
  readonly answered: number;
  readonly low: Readonly<Record<string, Count>>;
  readonly lines: readonly AreaLine[];
};

const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

/** Of all, and in each line; nothing when what is low or what is not low comes to 1 to 4 people. */
function lowIn(stage: string, groups: readonly (readonly Person[])[]): readonly Count[] {
  const cells = groups.map((people) => {
    const low = people.filter((one) => one.low.has(stage)).length;
    return [low, people.length - low];
  });
  const totals = [0, 1].map((column) => sum(cells.map((row) => row[column]!)));
  const hidden = totals.some(isSmall) ? undefined : hideInTable(cells);
  if (hidden === undefined) return [null, ...groups.map(() => null)];
  return [totals[0]!, ...cells.map(([low], row) => (hidden[row]![0] ? null : low!))];
}

/**
 * The table, in the order of the areas' names as they come; undefined when fewer than five people answered. Areas with 1 to 4 people
 * stand together, and counts that would give a small one away are hidden with it (results/hide.ts: all totals are taken as known).
 * @param areaOf name of the parish of a site
 */
export function areaTable(
  people: readonly Person[],
  stages: readonly string[],
  areaOf: (place: string) => string,
): AreaTable | undefined {
  const byArea = [...Map.groupBy(people, ({ place }) => areaOf(place))];
  const totals = byArea.map(([, own]) => own.length);
  const joined = linesTogether(
    totals,
    totals.map(() => false),
    true,
  );
  if (joined === undefined || people.length === 0) return undefined;
  const together = byArea.flatMap(([, own], at) => (joined[at] ? own : []));
  const lines: (readonly [string | undefined, readonly Person[]])[] = [
    ...byArea.filter((_, at) => !joined[at]),
    ...(together.length === 0 ? [] : [[undefined, together] as const]),
  ];
  const groups = lines.map(([, own]) => own);
  const counts = stages.map((stage) => [stage, lowIn(stage, groups)] as const);
  const at = (row: number): Record<string, Count> =>
    Object.fromEntries(counts.map(([stage, own]) => [stage, own[row]!]));
  return {
    answered: people.length,
    low: at(0),
    lines: lines.map(([area, own], row) => ({ area, answered: own.length, low: at(row + 1) })),
  };
}
