// The closed list of mistakes that practice looks for, and what they mean for passing. Called by scenarios, outcome, screens.

/** E1 to E18, from the project's research; what each one means is in locales/<lang>/practice.json under `mistake`. */
export const mistakeCodes = [
  'E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E8', 'E9', 'E10', 'E11', 'E12', 'E13', 'E14', 'E15', 'E16', 'E17', 'E18',
] as const; // prettier-ignore
export type MistakeCode = (typeof mistakeCodes)[number];

/** A run "alone" with one of these left for others to notice is not passed: money or identity would be lost. */
export const blockingCodes: readonly MistakeCode[] = [
  'E1',
  'E2',
  'E3',
  'E4',
  'E5',
  'E8',
  'E10',
  'E12',
  'E15',
];

/** Something false was taken for real. */
export const scamCodes: readonly MistakeCode[] = ['E9', 'E10', 'E12', 'E14', 'E15', 'E16'];
/** Something real was refused. */
export const falseAlarmCodes: readonly MistakeCode[] = ['E13', 'E18'];

/** What is talked about first after a run: what loses money or identity comes before what costs time. */
const gravity: readonly MistakeCode[] = [
  'E15', 'E10', 'E16', 'E9', 'E12', 'E1', 'E3', 'E2', 'E8', 'E5', 'E14', 'E4', 'E6', 'E7', 'E17', 'E11', 'E13', 'E18',
]; // prettier-ignore

export const byGravity = (codes: Iterable<MistakeCode>): MistakeCode[] =>
  [...new Set(codes)].toSorted((a, b) => gravity.indexOf(a) - gravity.indexOf(b));
