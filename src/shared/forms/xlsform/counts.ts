// How much stands in a file, by its rows. Called by read-xlsform.ts.
import type { Line } from './survey-lines.ts';

/** How often something stands in the file's rows, before loops and `or_other` are written out. */
export type Counts = {
  /** Rows that ask or show something: not groups, calculations or what ODK fills in by itself. */
  readonly questions: number;
  readonly groups: number;
  readonly repeats: number;
  /** Rows with a calculation. */
  readonly calculations: number;
  readonly relevant: number;
  readonly constraints: number;
  readonly choices: number;
};

export const NOTHING: Counts = {
  questions: 0,
  groups: 0,
  repeats: 0,
  calculations: 0,
  relevant: 0,
  constraints: 0,
  choices: 0,
};

export function countsOf(lines: readonly Line[], choices: number): Counts {
  const count = (test: (line: Line) => boolean): number => lines.filter(test).length;
  const isBegin = (kind: string) => (line: Line) =>
    line.type.is === 'begin' && line.type.kind === kind;
  const isQuestion = ({ type }: Line): boolean =>
    type.is === 'select' ||
    type.is === 'unknown' ||
    type.is === 'unsupported' ||
    (type.is === 'plain' && type.type !== 'calculate' && type.type !== 'hidden');
  return {
    questions: count(isQuestion),
    groups: count(isBegin('group')) + count(isBegin('loop')),
    repeats: count(isBegin('repeat')),
    calculations: count((line) => line.type.is !== 'end' && line.cell('calculation') !== ''),
    relevant: count((line) => line.type.is !== 'end' && line.cell('relevant') !== ''),
    constraints: count((line) => line.type.is !== 'end' && line.cell('constraint') !== ''),
    choices,
  };
}
