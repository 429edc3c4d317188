// The one merge, run by device and server alike: register by register the later stamp wins.
// Commutative, associative and idempotent (laws in tests/sync/merge.test.ts): the order of arrival does not matter.
import { canonical } from '#core/json.ts';
import { ERASED, type Fields, type Register } from './wire.ts';

/** A register that lost: the server keeps it as history until retention or erasure. */
export type Overwritten = { readonly name: string; readonly old: Register; readonly by: Register };
export type Merged = {
  readonly fields: Fields;
  /** Registers that the incoming side changed. Empty: nothing new came. */
  readonly changed: readonly string[];
  readonly overwritten: readonly Overwritten[];
};

/** Equal stamps never differ in value unless a device broke the rules; then the greater text wins, so that all still agree. */
export function beats(a: Register, b: Register): boolean {
  if (a[1] !== b[1]) return a[1] > b[1];
  return a[0] !== b[0] && canonical(a[0]) > canonical(b[0]);
}

export function merge(current: Fields, incoming: Fields): Merged {
  const erasure = latest(current[ERASED], incoming[ERASED]);
  // An erased record holds its erasure and nothing else, whatever else arrives before or after.
  if (erasure) {
    const same = current[ERASED] !== undefined && !beats(erasure, current[ERASED]);
    return { fields: { [ERASED]: erasure }, changed: same ? [] : [ERASED], overwritten: [] };
  }
  const names = Object.keys(incoming);
  // Most records that come are new: nothing to compare them with.
  if (isNothing(current)) return { fields: incoming, changed: names, overwritten: [] };
  const fields: Record<string, Register> = { ...current };
  const changed: string[] = [];
  const overwritten: Overwritten[] = [];
  for (const name of names) {
    const register = incoming[name]!;
    const old = current[name];
    if (old && !beats(register, old)) {
      // It arrived after a later write: it loses, and is history all the same.
      if (beats(old, register)) overwritten.push({ name, old: register, by: old });
      continue;
    }
    fields[name] = register;
    changed.push(name);
    if (old) overwritten.push({ name, old, by: register });
  }
  return { fields, changed, overwritten };
}

function latest(a: Register | undefined, b: Register | undefined): Register | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return beats(b, a) ? b : a;
}

function isNothing(fields: Fields): boolean {
  for (const _ in fields) return false;
  return true;
}
