// Earlier values of one record's fields, from the server's history, and the way back to one of them. Needs the network.
// Called by the screens of a session, a learner and a list through ui/EarlierValues.tsx.
import * as z from 'zod/mini';
import { useState } from 'preact/hooks';
import type { Json } from '#core/json.ts';
import type { Result } from '#core/result.ts';
import { type Kind, kindOf } from '#records/registry.ts';
import type { Rejection } from '#sync/errors.ts';
import { DELETED, ERASED, type Register, splitRegister } from '#sync/wire.ts';
import type { Device } from './device.ts';
import { useDevice, useLive } from './live.ts';
import type { Change } from './write.ts';

const entry = z.object({
  field: z.string(),
  value: z.json(),
  stamp: z.string(),
  at: z.string(),
  person: z.string(),
});
const answer = z.object({ history: z.array(entry) });

export type EarlierValue = {
  readonly key: string;
  /** Register name: `note`, `ticks.a1`. */
  readonly field: string;
  readonly value: Json;
  /** When it was replaced. */
  readonly until: Date;
  /** Who replaced it; undefined when nobody here is known by that id. */
  readonly who?: string;
};
export type EarlierValues = {
  readonly entries?: readonly EarlierValue[];
  readonly busy: boolean;
  /** An error code of the sync. */
  readonly error?: string;
  readonly ask: () => void;
  readonly onRestore: (one: EarlierValue) => Promise<Result<undefined, Rejection>>;
};

/** Frozen fields never change, and what is erased has no history: the rest may be put back. */
const mayReturn = (kind: Kind, field: string): boolean =>
  field !== ERASED && kindOf(kind).fields[splitRegister(field).field]?.policy !== 'frozen';

/** Writes an earlier value again, with a stamp of now: the value that stands there now becomes history in its turn. */
export const restoreValue = (
  device: Device,
  kind: Kind,
  id: string,
  one: Pick<EarlierValue, 'field' | 'value'>,
): Promise<Result<undefined, Rejection>> => {
  const change: Change = {
    kind,
    id,
    registers: (stamp): Record<string, Register> => ({ [one.field]: [one.value, stamp] }),
  };
  return device.writeAll([change]);
};

export function useEarlierValues(kind: Kind, id: string): EarlierValues {
  const device = useDevice();
  const names = useLive(async (db) => {
    const people = await db.rows('person').toArray();
    return new Map(people.map((row) => [row.id, row.displayName]));
  }, []);
  const [state, setState] = useState<{
    readonly history?: readonly z.output<typeof entry>[];
    readonly busy: boolean;
    readonly error?: string;
  }>({ busy: false });
  const ask = async (): Promise<void> => {
    setState(({ error: _, ...kept }) => ({ ...kept, busy: true }));
    const reply = await device.ask('GET', `/records/${kind}/${id}/history`);
    const read = reply.ok ? z.safeParse(answer, reply.value).data : undefined;
    if (read) setState({ history: read.history, busy: false });
    else setState({ busy: false, error: reply.ok ? 'server-failed' : reply.error.code });
  };
  const entries = state.history
    ?.filter(({ field }) => field !== DELETED && mayReturn(kind, field))
    .map((one) => {
      const who = names?.get(one.person);
      return {
        key: `${one.field}@${one.stamp}`,
        field: one.field,
        value: one.value,
        until: new Date(one.at),
        ...(who === undefined ? {} : { who }),
      };
    })
    .toSorted((a, b) => b.until.getTime() - a.until.getTime());
  return {
    busy: state.busy,
    ...(state.error === undefined ? {} : { error: state.error }),
    ...(entries ? { entries } : {}),
    ask: () => void ask(),
    onRestore: (one) => restoreValue(device, kind, id, one),
  };
}
