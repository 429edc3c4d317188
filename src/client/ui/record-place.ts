// From a stored row's marks to what RecordState shows. Called by every list of records.
import type { RecordStateProps } from './RecordState.tsx';

/** The marks that a row of the device's database carries (device/database.ts). */
export type RowMarks = {
  readonly scope: string;
  readonly _dirty?: 1 | 2 | undefined;
  readonly _received?: number | undefined;
};

/** `device` scope never leaves the tablet; 2 was refused, 1 waits; without a mark the server holds every register. */
export function recordPlace(row: RowMarks): RecordStateProps {
  if (row._dirty === 2) return { place: 'check' };
  if (row._dirty === 1 || row.scope === 'device') return { place: 'device' };
  return { place: 'received', at: row._received };
}
