// A page of records in columns: what all of them share is said once, and what compresses together stands together.
// A page so written weighs less than its values alone would, record by record. Called by the device's round and routes/sync.ts.
import type { Json } from '#core/json.ts';
import type { Stamp } from '#core/stamp.ts';
import type { Register, WireRecord } from './wire.ts';

/** Records of one kind and scope that follow one another. The nth of `ids`, `stamps` and `values` belong together. */
export type Columns = {
  readonly kind: string;
  readonly scope: string;
  readonly ids: readonly string[];
  /** The stamp of all registers of the record, apart from those in `others`. */
  readonly stamps: readonly Stamp[];
  /** Register name -> value. */
  readonly values: readonly Readonly<Record<string, Json>>[];
  /** Place in the columns -> register name -> its own stamp. */
  readonly others?: Readonly<Record<string, Readonly<Record<string, Stamp>>>>;
};

type Growing = {
  kind: string;
  scope: string;
  ids: string[];
  stamps: Stamp[];
  values: Record<string, Json>[];
  others?: Record<string, Record<string, Stamp>>;
};

/** The order of the records stays. */
export function toColumns(records: readonly WireRecord[]): Columns[] {
  const groups: Growing[] = [];
  for (const { kind, id, scope, fields } of records) {
    let group = groups.at(-1);
    if (!group || group.kind !== kind || group.scope !== scope)
      groups.push((group = { kind, scope, ids: [], stamps: [], values: [] }));
    const registers = Object.entries(fields);
    const stamp = registers[0]?.[1][1] ?? '';
    const others = registers.filter(([, [, own]]) => own !== stamp);
    if (others.length > 0)
      (group.others ??= {})[group.ids.length] = Object.fromEntries(
        others.map(([name, [, own]]) => [name, own]),
      );
    group.ids.push(id);
    group.stamps.push(stamp);
    group.values.push(Object.fromEntries(registers.map(([name, [value]]) => [name, value])));
  }
  return groups;
}

/** The records again. Looks at nothing but the form: what is in them is judged record by record, as when they come singly. */
export const fromColumns = (columns: readonly Columns[]): WireRecord[] =>
  columns.flatMap(({ kind, scope, ids, stamps, values, others }) =>
    ids.map((id, i) => {
      const own = others?.[i];
      const stamp = stamps[i] ?? '';
      const given = values[i] ?? {};
      const fields: Record<string, Register> = {};
      for (const name of Object.keys(given)) {
        const at = own && Object.hasOwn(own, name) ? own[name]! : stamp;
        // An assignment would take this name for something else.
        if (name === '__proto__') Object.defineProperty(fields, name, property([given[name]!, at]));
        else fields[name] = [given[name]!, at];
      }
      return { kind, id, scope, fields };
    }),
  );

const property = (value: Register): PropertyDescriptor => ({
  value,
  enumerable: true,
  configurable: true,
  writable: true,
});

/** As in messages.ts. */
type Receipt = {
  readonly kind: string;
  readonly id: string;
  readonly seq: number;
  readonly fields: Readonly<Record<string, Stamp>>;
};
export type Stored = (number | null)[];
const nameOf = ({ kind, id }: { readonly kind: string; readonly id: string }): string =>
  `${kind}/${id}`;

/** Receipts that say no more than "as you sent it" become the record's seq in the place where it was sent; the others stay. */
export function shortReceipts(
  sent: readonly WireRecord[],
  receipts: readonly Receipt[],
): { stored: Stored; receipts: Receipt[] } {
  const waiting = new Map<string, Receipt[]>();
  for (const receipt of receipts) {
    const list = waiting.get(nameOf(receipt));
    if (list) list.push(receipt);
    else waiting.set(nameOf(receipt), [receipt]);
  }
  const rest = new Set(receipts);
  const stored = sent.map((change) => {
    const receipt = waiting
      .get(nameOf(change))
      ?.find((one) => rest.has(one) && isAsSent(change, one));
    if (!receipt) return null;
    rest.delete(receipt);
    return receipt.seq;
  });
  return { stored, receipts: [...rest] };
}

/** The device's half: all receipts, in full. */
export const fullReceipts = (
  sent: readonly WireRecord[],
  stored: Stored,
  receipts: readonly Receipt[],
): Receipt[] => [
  ...receipts,
  ...sent.flatMap(({ kind, id, fields }, i) => {
    const seq = stored[i];
    if (seq === undefined || seq === null) return [];
    const stamps = Object.entries(fields).map(([name, [, stamp]]) => [name, stamp] as const);
    return [{ kind, id, seq, fields: Object.fromEntries(stamps) }];
  }),
];

function isAsSent({ fields }: WireRecord, receipt: Receipt): boolean {
  const names = Object.keys(fields);
  return (
    names.length === Object.keys(receipt.fields).length &&
    names.every((name) => receipt.fields[name] === fields[name]![1])
  );
}
