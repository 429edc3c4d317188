// How a batch of the outbox holds its entries. New records that are wholly unsent lie there as they will travel, with what the digests grow by
// when the server has them: so a day's work is sent and confirmed without being taken apart. Pure; used by unit-of-work.ts and all who read batches.
import { addLanes, type Lanes, lanesFrom, lanesHex } from '#core/hash.ts';
import type { Kind } from '#records/registry.ts';
import { type Columns, fromColumns, toColumns } from '#sync/columns.ts';
import { recordLanes, stampsOf } from '#sync/digest.ts';
import { ERASED } from '#sync/wire.ts';
import { digestKey } from './digests.ts';
import type { Batch, OutboxEntry } from './row.ts';

type Content = Pick<Batch, 'size' | 'entries' | 'packed'>;

const isWholeAndNew = ({ confirmed, lost, refused, fields }: OutboxEntry): boolean =>
  !confirmed && !lost && !refused && !(ERASED in fields);

export function packed(entries: readonly OutboxEntry[]): Content {
  const size = entries.length;
  if (size === 0 || !entries.every(isWholeAndNew)) return { size, entries };
  const sums = new Map<string, Lanes>();
  for (const { kind, id, scope, fields } of entries) {
    const key = digestKey(scope, kind);
    const own = recordLanes(id, stampsOf(fields));
    const sum = sums.get(key);
    sums.set(key, sum ? addLanes(sum, own) : own);
  }
  return {
    size,
    packed: {
      columns: JSON.stringify(toColumns(entries)).slice(1, -1),
      kinds: [...new Set(entries.map(({ kind }) => kind))],
      lanes: [...sums].map(([key, lanes]) => [key, lanesHex(lanes)]),
    },
  };
}

/** In the order in which they were written. */
export const entriesOf = ({ entries = [], packed: content }: Content): readonly OutboxEntry[] =>
  content
    ? fromColumns(JSON.parse(`[${content.columns}]`) as Columns[]).map((record) => ({
        ...record,
        kind: record.kind as Kind,
      }))
    : entries;

export const kindsOf = ({ entries = [], packed: content }: Content): readonly Kind[] =>
  content ? content.kinds : entries.map(({ kind }) => kind);

/** What each digest grows by; nothing for a batch that is not packed. */
export const lanesOf = ({ packed: content }: Content): (readonly [key: string, Lanes])[] =>
  (content?.lanes ?? []).map(([key, hex]) => [key, lanesFrom(hex)]);
