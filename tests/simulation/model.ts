// What must come out of a run: every write that a screen was told is kept, followed until the end. Knows nothing of how syncing works.
// Called by run.ts with each confirmed write and at the end.
import { canonical, type Json } from '#core/json.ts';
import { DAY_MS } from '#core/dates.ts';
import { stampMs } from '#core/stamp.ts';
import type { Kind } from '#records/registry.ts';
import { LIMITS } from '#sync/messages.ts';
import { DELETED, ERASED } from '#sync/wire.ts';
import type { Lost, MarkedRow } from '#device/row.ts';
import { markedRow } from '#device/unit-of-work.ts';
import { fieldsOf } from '#device/rows.ts';
import type { Store } from '#server/store/store.ts';
import { newestFields, newestName, newestValue } from '../support/next-schema.ts';
import { START, type Tablet } from './tablet.ts';

export type Write = {
  readonly tablet: number;
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  readonly value: string;
  /** Why the write need not be found any more; undefined while it must be. */
  excuse?: 'replaced before it left' | 'given up' | 'wiped' | 'lost with the backup';
  /** The server held it under this stamp and was then put back: a later value may now be there without history of this one. */
  unhistoric?: string;
};

const place = (kind: Kind, id: string, name: string): string => `${kind}/${id}/${name}`;

/** Where a record's values are on the server: in the record, or in its history. */
type Found = {
  readonly erased: boolean;
  readonly current: ReadonlyMap<string, string>;
  readonly stamps: ReadonlyMap<string, string>;
  readonly history: ReadonlySet<string>;
};

export class Model {
  readonly writes: Write[] = [];
  readonly #open = new Map<string, Write[]>();

  /** Notes what one answered write changed in its row. */
  confirm(tablet: Tablet, kind: Kind, before: MarkedRow | undefined, after: MarkedRow): void {
    for (const [name, [value, stamp]] of Object.entries(fieldsOf(after))) {
      if (before?._stamps[name] === stamp) continue;
      const newest = newestName(kind, name);
      const at = place(kind, after.id, newest);
      const earlier = this.#open.get(at) ?? [];
      // The same tablet wrote over its own unsent value: that one never had to leave.
      if (before && unsentIn(kind, before).has(newest)) {
        for (const write of earlier)
          if (write.tablet === tablet.index) write.excuse ??= 'replaced before it left';
      }
      const write: Write = {
        tablet: tablet.index,
        kind,
        id: after.id,
        name: newest,
        value: canonical(newestValue(kind, name, value)),
      };
      this.writes.push(write);
      this.#open.set(at, [...earlier.filter((one) => one.excuse === undefined), write]);
    }
  }

  /** A person let the unsent part of a row go. */
  giveUp(tablet: Tablet, kind: Kind, row: MarkedRow): void {
    // An erasure that never left swallowed what was written before it: with it that goes, too.
    const isErasure = row[ERASED] === true && ERASED in (row._unsent ?? {});
    for (const write of this.writes) {
      if (write.tablet !== tablet.index || write.kind !== kind || write.id !== row.id) continue;
      if (
        isErasure ||
        unsentIn(kind, row).has(write.name) ||
        row._lost?.some(([name]) => newestName(kind, name) === write.name)
      )
        write.excuse ??= 'given up';
    }
  }

  wiped(tablet: Tablet): void {
    for (const write of this.writes) if (write.tablet === tablet.index) write.excuse ??= 'wiped';
  }

  /** What the server had in its history, or what nobody else still holds, goes with the backup that it is put back to. */
  async restored(
    before: Map<string, Found>,
    store: Store,
    tablets: readonly Tablet[],
  ): Promise<void> {
    const held = new Set<string>();
    for (const tablet of tablets) {
      for (const kind of new Set(this.writes.map((write) => write.kind))) {
        for (const row of await tablet.database().anyRows(kind).toArray()) {
          for (const [name, [value]] of Object.entries(newestFields(kind, fieldsOf(row))))
            held.add(`${place(kind, row.id, name)}=${canonical(value)}`);
        }
      }
    }
    const after = await this.look(store);
    for (const write of this.writes) {
      const key = `${write.kind}/${write.id}`;
      const [was, is] = [before.get(key), after.get(key)];
      if (write.excuse !== undefined || !was || present(is, write)) continue;
      const wasCurrent = was.current.get(write.name) === write.value;
      const stillHeld = held.has(`${place(write.kind, write.id, write.name)}=${write.value}`);
      if (wasCurrent && stillHeld) write.unhistoric = was.stamps.get(write.name)!;
      else if (wasCurrent || was.history.has(`${write.name}=${write.value}`))
        write.excuse = 'lost with the backup';
    }
  }

  /** The server's state of every record that was ever written to. */
  look = (store: Store): Promise<Map<string, Found>> =>
    store.read(async (reading) => {
      const found = new Map<string, Found>();
      for (const { kind, id } of this.writes) {
        const key = `${kind}/${id}`;
        if (found.has(key)) continue;
        const record = await reading.record({ kind, id });
        if (!record) continue;
        const fields = Object.entries(newestFields(kind, record.fields));
        const current = new Map(fields.map(([name, [value]]) => [name, canonical(value)]));
        const history = new Set(
          (await reading.history({ kind, id })).map(
            ({ name, oldValue }) =>
              `${newestName(kind, name)}=${canonical(newestValue(kind, name, oldValue as Json))}`,
          ),
        );
        const stamps = new Map(fields.map(([name, [, stamp]]) => [name, stamp]));
        found.set(key, { erased: current.get('erased') === 'true', current, stamps, history });
      }
      return found;
    });

  /** Of a deleted record whose stamps (of a clock that was years behind) are past the time of tombstones, nobody keeps anything. */
  #isOutlived = ({ kind, id, unhistoric = '' }: Write): boolean =>
    this.writes.some(
      (one) => one.kind === kind && one.id === id && one.name === DELETED && one.value === 'true',
    ) && stampMs(unhistoric) < START - LIMITS.tombstoneDays * DAY_MS;

  /** Writes that are nowhere: neither on the server, nor in its history, nor waiting on the tablet that made them. */
  async lost(store: Store, tablets: readonly Tablet[]): Promise<Write[]> {
    const found = await this.look(store);
    const lost: Write[] = [];
    for (const write of this.writes) {
      if (write.excuse !== undefined || present(found.get(`${write.kind}/${write.id}`), write))
        continue;
      const stampNow = found.get(`${write.kind}/${write.id}`)?.stamps.get(write.name) ?? '';
      if (
        write.unhistoric !== undefined &&
        (stampNow > write.unhistoric || this.#isOutlived(write))
      )
        continue;
      const row = await markedRow(tablets[write.tablet]!.database(), write.kind, write.id);
      if (!row || !waits(row, write)) lost.push(write);
    }
    return lost;
  }
}

const present = (found: Found | undefined, write: Write): boolean =>
  found !== undefined &&
  (found.erased ||
    found.current.get(write.name) === write.value ||
    found.history.has(`${write.name}=${write.value}`));

function waits(row: MarkedRow, write: Write): boolean {
  // Its own tablet erased it before it left: the erasure is what waits.
  if (row[ERASED] === true && ERASED in (row._unsent ?? {})) return true;
  const { kind } = write;
  const isLost = ([name, value]: Lost): boolean =>
    newestName(kind, name) === write.name &&
    canonical(newestValue(kind, name, value)) === write.value;
  if (row._lost?.some(isLost)) return true;
  const value = newestFields(kind, fieldsOf(row))[write.name]?.[0];
  return (
    unsentIn(kind, row).has(write.name) && value !== undefined && canonical(value) === write.value
  );
}

const unsentIn = (kind: Kind, row: MarkedRow): ReadonlySet<string> =>
  new Set(Object.keys(row._unsent ?? {}).map((name) => newestName(kind, name)));
