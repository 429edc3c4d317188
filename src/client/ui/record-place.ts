// From a stored row's marks to what RecordState shows. Called by every list of records.
import { signal } from '@preact/signals';
import type { RecordStateProps } from './RecordState.tsx';

/** The marks that a row of the device's database carries (device/database.ts). */
export type RowMarks = {
  readonly id?: string | undefined;
  readonly scope: string;
  readonly _dirty?: 1 | 2 | undefined;
  readonly _received?: number | undefined;
};

/** Ids of the records in a request under way; app/main.tsx keeps it. Lists that read it draw themselves anew. */
export const underWay = signal<ReadonlySet<string>>(new Set());

/** `device` scope never leaves the tablet; 2 was refused, 1 waits; without a mark the server holds every register. */
export function recordPlace(row: RowMarks): RecordStateProps {
  if (row._dirty === 2) return { place: 'check' };
  if (row._dirty === 1 && row.id !== undefined && underWay.value.has(row.id))
    return { place: 'sent' };
  if (row._dirty === 1 || row.scope === 'device') return { place: 'device' };
  return { place: 'received', at: row._received };
}
