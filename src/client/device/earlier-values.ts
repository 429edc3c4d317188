// What stood in a record's fields before, from the server's history, and the way back to each: the one place for it, on the desk and on
// the tablet. Needs the network. Called by screens of sessions, learners, lists, places, staff and lessons through ui/EarlierValues.tsx.
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
type Entry = z.output<typeof entry>;

type Registers = readonly { readonly field: string; readonly value: Json }[];
export type EarlierValue = {
  readonly key: string;
  /** Register name: `note`, `ticks.a1`. */
  readonly field: string;
  readonly value: Json;
  /** When it was replaced. */
  readonly until: Date;
  /** Who replaced it; undefined when nobody here is known by that id. */
  readonly who?: string;
  /** What the key of a map means here, when it is the id of somebody or something: `mentors.<id>` -> a name. */
  readonly about?: string;
  /** What the value means, when it is such an id. */
  readonly means?: string;
  /** Registers that were written in the same moment and make no sense alone (a picture and its larger self). */
  readonly together: Registers;
};
export type EarlierValues = {
  readonly entries?: readonly EarlierValue[];
  readonly busy: boolean;
  /** An error code of the sync. */
  readonly error?: string;
  readonly ask: () => void;
  readonly onRestore: (one: EarlierValue) => Promise<Result<undefined, Rejection>>;
};

/** Larger pictures go with the small ones that people see. */
const COMPANION = { media: 'originals' } as const;
const HIDDEN: readonly string[] = [DELETED, ERASED, COMPANION.media];

/** Frozen fields never change, and what is erased has no history: the rest may be put back. */
const mayReturn = (kind: Kind, register: string): boolean => {
  const { field } = splitRegister(register);
  return !HIDDEN.includes(field) && kindOf(kind).fields[field]?.policy !== 'frozen';
};

/** Writes earlier values again, in one write with a stamp of now: what stands there now becomes history in its turn. */
export const restoreValue = (
  device: Device,
  kind: Kind,
  id: string,
  one: Pick<EarlierValue, 'field' | 'value'> & Partial<Pick<EarlierValue, 'together'>>,
): Promise<Result<undefined, Rejection>> => {
  const change: Change = {
    kind,
    id,
    registers: (stamp): Record<string, Register> =>
      Object.fromEntries(
        [one, ...(one.together ?? [])].map(({ field, value }) => [field, [value, stamp]]),
      ),
  };
  return device.writeAll([change]);
};

function companionsOf(one: Entry, history: readonly Entry[]): Registers {
  const { field, key } = splitRegister(one.field);
  if (field !== 'media' || key === undefined) return [];
  return history.filter(
    (other) => other.field === `${COMPANION.media}.${key}` && other.stamp === one.stamp,
  );
}

/** Names of whom and what this tablet knows by id. */
const useNames = (): ReadonlyMap<string, string> | undefined =>
  useLive(async (db) => {
    const [people, sites, learners] = await Promise.all([
      db.rows('person').toArray(),
      db.rows('site').toArray(),
      db.rows('learner').toArray(),
    ]);
    return new Map([
      ...people.map((row) => [row.id, row.displayName] as const),
      ...sites.map((row) => [row.id, row.name] as const),
      ...learners.map((row) => [row.id, row.code] as const),
    ]);
  }, []);

export function useEarlierValues(kind: Kind, id: string): EarlierValues {
  const device = useDevice();
  const names = useNames();
  const [state, setState] = useState<{
    readonly history?: readonly Entry[];
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
  const { history } = state;
  const entries = history
    ?.filter(({ field }) => mayReturn(kind, field))
    .map((one): EarlierValue => {
      const who = names?.get(one.person);
      const about = names?.get(splitRegister(one.field).key ?? '');
      const means = typeof one.value === 'string' ? names?.get(one.value) : undefined;
      return {
        key: `${one.field}@${one.stamp}`,
        field: one.field,
        value: one.value,
        until: new Date(one.at),
        together: companionsOf(one, history),
        ...(who === undefined ? {} : { who }),
        ...(about === undefined ? {} : { about }),
        ...(means === undefined ? {} : { means }),
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
