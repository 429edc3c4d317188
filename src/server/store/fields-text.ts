// How a record's fields lie in the database: what all registers share, their stamp, is said once. Most records are written in one go,
// so that half of what was stored, logged and read again were copies of one stamp. Written by ledger.ts, read by rows.ts and move.ts.
import type { Json } from '#core/json.ts';
import type { Stamp } from '#core/stamp.ts';
import type { Fields, Register } from '#sync/wire.ts';

/** `others`: stamps of registers that differ from the shared one. */
type Packed = [
  shared: Stamp,
  values: Record<string, Json>,
  others?: Readonly<Record<string, Stamp>>,
];

export function fieldsText(fields: Fields): string {
  const values: Record<string, Json> = {};
  let shared: Stamp | undefined;
  let others: Record<string, Stamp> | undefined;
  for (const name of Object.keys(fields)) {
    const [value, stamp] = fields[name]!;
    shared ??= stamp;
    values[name] = value;
    if (stamp !== shared) (others ??= {})[name] = stamp;
  }
  const packed: Packed = others ? [shared ?? '', values, others] : [shared ?? '', values];
  return JSON.stringify(packed);
}

/** Earlier versions wrote the registers as they travel; they are read as well. */
export function fieldsFrom(text: string): Fields {
  const read = JSON.parse(text) as Fields | Packed;
  if (!Array.isArray(read)) return read;
  const [shared, values, others] = read;
  const fields: Record<string, Register> = {};
  for (const name of Object.keys(values)) fields[name] = [values[name]!, others?.[name] ?? shared];
  return fields;
}

/** A stamp with its quotes, brackets and comma, in JSON. */
const STAMP_WEIGHT = 40;

/** About how long its fields are in an answer that names every stamp. */
export const answerWeight = (text: string, fields: Fields): number =>
  text.length + Object.keys(fields).length * STAMP_WEIGHT;
