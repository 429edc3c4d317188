// What a record's register may hold, and how two such values are compared. Called by merge, digests and the doors.
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** The same text for the same value, whatever order its keys were written in. */
export function canonical(value: Json | undefined): string {
  if (value === undefined) return 'null';
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonical(item)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const object = value as { readonly [key: string]: Json };
    const keys = Object.keys(object).toSorted();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(object[key])}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

export const sameJson = (a: Json | undefined, b: Json | undefined): boolean =>
  a === b || canonical(a) === canonical(b);

const DEEPEST = 40;

/** True when lists and objects lie in one another more than 40 deep. Looks no deeper than that, so hostile input can't exhaust the stack. */
export function tooDeep(value: unknown, levels = DEEPEST): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (levels === 0) return true;
  // Most of what passes here is lists of plain values: no function is called for those.
  for (const inner of Array.isArray(value) ? (value as unknown[]) : Object.values(value))
    if (typeof inner === 'object' && inner !== null && tooDeep(inner, levels - 1)) return true;
  return false;
}
