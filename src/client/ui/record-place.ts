// From a row to what RecordState shows. Called by every list of records.
import { signal } from '@preact/signals';
import type { RecordStateProps } from './RecordState.tsx';

/** What a row of the device's database says of its place (device/database.ts). */
export type PlacedRow = {
  readonly scope: string;
  readonly _batch?: number | undefined;
};

/** Numbers of the batches in a request under way; app/main.tsx keeps it. Lists that read it draw themselves anew. */
export const underWay = signal<ReadonlySet<number>>(new Set());
/** Which batches the outbox holds (device/outbox.ts); app/main.tsx keeps it. Until it is read every row that names one waits. */
export const outbox = signal<{
  readonly waiting: ReadonlySet<number>;
  readonly refused: ReadonlySet<number>;
  readonly newest: number;
}>({ waiting: new Set(), refused: new Set(), newest: 0 });

/** `device` scope never leaves the tablet; a row whose batch is gone is on the server with every register. */
export function recordPlace({ scope, _batch }: PlacedRow): RecordStateProps {
  if (scope === 'device') return { place: 'device' };
  const { waiting, refused, newest } = outbox.value;
  if (_batch === undefined) return { place: 'received' };
  if (refused.has(_batch)) return { place: 'check' };
  if (!waiting.has(_batch) && _batch <= newest) return { place: 'received' };
  return { place: underWay.value.has(_batch) ? 'sent' : 'device' };
}
