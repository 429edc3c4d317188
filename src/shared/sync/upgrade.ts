// Carries a record written by an older version through its kind's upgrades. Called by the server's door and when a parcel is taken in.
import { isKind, kindOf } from '#records/registry.ts';
import type { Fields, WireRecord } from './wire.ts';

/** @param schema the writer's schema version @returns the same record when nothing has to be done, or its kind is unknown */
export function upgraded(record: WireRecord, schema: number): WireRecord {
  if (!isKind(record.kind)) return record;
  const steps = kindOf(record.kind).upgrades.filter((step) => step.toSchema > schema);
  if (steps.length === 0) return record;
  const inOrder = steps.toSorted((a, b) => a.toSchema - b.toSchema);
  return {
    ...record,
    fields: inOrder.reduce((fields, step) => step.run(fields) as Record<string, Fields[string]>, {
      ...record.fields,
    }),
  };
}
