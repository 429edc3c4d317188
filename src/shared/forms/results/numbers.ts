// Median, mean and bins of numbers, from how often each number was given: the same whatever order they came in. Called by publish.ts.

export type Measures = {
  readonly min: number;
  readonly median: number;
  readonly mean: number;
  readonly max: number;
};
/** `from` is counted, `to` only in the last bin. */
export type Bin = { readonly from: number; readonly to: number };

type Counted = ReadonlyMap<string, number>;
const sorted = (counts: Counted): (readonly [number, number])[] =>
  [...counts]
    .map(([value, count]) => [Number(value), count] as const)
    .toSorted(([a], [b]) => a - b);
/** Sums of decimals end in 0.30000000000000004. */
const tidy = (value: number): number => Number(value.toPrecision(12));

/** @param counts number (as text) -> how often; at least one */
export function measuresOf(counts: Counted): Measures {
  const values = sorted(counts);
  const all = values.reduce((n, [, count]) => n + count, 0);
  const at = (place: number): number => {
    let before = 0;
    for (const [value, count] of values) if ((before += count) > place) return value;
    return Number.NaN;
  };
  const sum = values.reduce((total, [value, count]) => total + value * count, 0);
  return {
    min: values[0]?.[0] ?? Number.NaN,
    median: tidy((at(Math.floor((all - 1) / 2)) + at(Math.floor(all / 2))) / 2),
    mean: tidy(sum / all),
    max: values.at(-1)?.[0] ?? Number.NaN,
  };
}

/** At most so many bars are read at a glance. */
const BINS = 8;

/** 1, 2 or 5 times a power of ten, so that about eight steps reach over the width. */
function stepOf(width: number, whole: boolean): number {
  const raw = width / BINS;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((by) => by * power).find((one) => one >= raw * 0.999_999) ?? raw;
  return whole ? Math.max(1, Math.round(step)) : tidy(step);
}

/** Bins over all numbers given, of one width, empty ones between included. */
export function binsOf(counts: Counted): (Bin & { readonly count: number })[] {
  const values = sorted(counts);
  const [min, max] = [values[0]?.[0], values.at(-1)?.[0]];
  if (min === undefined || max === undefined) return [];
  const whole = values.every(([value]) => Number.isInteger(value));
  if (min === max) return [{ from: min, to: max, count: values[0]![1] }];
  // Whole numbers end before the next bin begins: 1 to 9 and not 1 to 10.
  const step = stepOf(max - min + (whole ? 1 : 0), whole);
  const start = Math.floor(min / step) * step;
  const length = Math.floor((max - start) / step) + 1;
  const bins = Array.from({ length }, (_, i) => ({
    from: tidy(start + i * step),
    to: tidy(start + (i + 1) * step - (whole ? 1 : 0)),
    count: 0,
  }));
  for (const [value, count] of values) {
    const bin = bins[Math.min(length - 1, Math.max(0, Math.floor((value - start) / step)))];
    if (bin) bin.count += count;
  }
  return bins;
}
