// Whether all replicas hold the same and every green is true. Counts from scratch, by no sum that the code under test keeps.
// Called by run.ts in the quiet at the end (and for greens now and then before).
import { addLanes, type Lanes, lanesHex, NO_LANES } from '#core/hash.ts';
import { sameJson } from '#core/json.ts';
import { type Kind, kinds } from '#records/registry.ts';
import type { MarkedRow } from '#device/row.ts';
import { markedRows } from '#device/unit-of-work.ts';
import { confirmedStamps, fieldsOf } from '#device/rows.ts';
import { loadStaff } from '#server/auth/actor.ts';
import type { Reading, StoredRecord } from '#server/store/store.ts';
import { readableKinds, scopesOf } from '#sync/access.ts';
import { recordLanes, stampsOf } from '#sync/digest.ts';
import { isErased } from '#sync/wire.ts';
import { newestFields, newestName } from '../support/next-schema.ts';
import type { Tablet } from './tablet.ts';

/** Rows that look received and of which the server lacks something: each as a line for whoever has to find out why. */
export async function falseGreens(tablet: Tablet, reading: Reading): Promise<string[]> {
  const wrong: string[] = [];
  for (const kind of kinds) {
    for (const row of await markedRows(tablet.database(), kind)) {
      if (row._dirty !== undefined || row.scope === 'device') continue;
      const stored = await reading.record({ kind, id: row.id });
      if (stored && isErased(stored.fields)) continue;
      const there = newestFields(kind, stored?.fields ?? {});
      const lacking = Object.entries(row._stamps).filter(
        ([name, stamp]) => (there[newestName(kind, name)]?.[1] ?? '') < stamp,
      );
      if (lacking.length > 0)
        wrong.push(
          `tablet ${tablet.index} ${kind}/${row.id} is green, the server lacks ${lacking.map(([name]) => name).join(' ')}`,
        );
    }
  }
  return wrong;
}

/** Where a tablet and the server differ after all is quiet. */
export async function differences(tablet: Tablet, reading: Reading): Promise<string[]> {
  const staff = await loadStaff(reading, tablet.person);
  if (!staff) return [];
  const wrong: string[] = [];
  const allowed = new Set<string>();
  for (const scope of scopesOf(staff.actor)) {
    const stored = new Map(
      (await reading.digests([scope])).map((one) => [one.kind as string, one.hex]),
    );
    for (const kind of readableKinds(staff.actor, scope)) {
      const name = `${scope}/${kind}`;
      allowed.add(name);
      const theirs = new Map(
        (await reading.list(scope, kind)).map((record) => [record.id, record]),
      );
      const mine = (await markedRows(tablet.database(), kind)).filter((row) => row.scope === scope);
      wrong.push(...compare(mine, theirs).map((what) => `tablet ${tablet.index} ${name} ${what}`));
      const sum = lanesHex(
        [...theirs.values()].reduce<Lanes>(
          (lanes, record) => addLanes(lanes, recordLanes(record.id, stampsOf(record.fields))),
          NO_LANES,
        ),
      );
      const digests = {
        kept: stored.get(kind) ?? lanesHex(NO_LANES),
        device: (await tablet.database().digests.get(name))?.hex ?? lanesHex(NO_LANES),
      };
      if (digests.kept !== sum) wrong.push(`server ${name} digest is not the sum of its records`);
      if (digests.device !== sum) wrong.push(`tablet ${tablet.index} ${name} digest differs`);
    }
  }
  return [...wrong, ...(await kept(tablet, allowed))];
}

function compare(mine: readonly MarkedRow[], theirs: Map<string, StoredRecord>): string[] {
  const wrong: string[] = [];
  const seen = new Set<string>();
  for (const row of mine) {
    seen.add(row.id);
    const fields = theirs.get(row.id)?.fields ?? {};
    const stamps = confirmedStamps(row);
    if (!sameJson(stamps, stampsOf(fields)))
      wrong.push(
        `${row.id}: stamps ${JSON.stringify(stamps)} here, ${JSON.stringify(stampsOf(fields))} there`,
      );
    const values = fieldsOf(row);
    for (const [name, [value]] of Object.entries(fields)) {
      if (name in (row._unsent ?? {}) || !values[name]) continue;
      if (!sameJson(values[name][0], value)) wrong.push(`${row.id}: another value of ${name}`);
    }
  }
  for (const id of theirs.keys()) if (!seen.has(id)) wrong.push(`${id} is missing`);
  return wrong;
}

/** Of what it may not read a tablet keeps only its own unsent work. */
async function kept(tablet: Tablet, allowed: ReadonlySet<string>): Promise<string[]> {
  const wrong: string[] = [];
  for (const kind of kinds as readonly Kind[]) {
    for (const row of await markedRows(tablet.database(), kind)) {
      if (
        row.scope !== 'device' &&
        row._dirty === undefined &&
        !allowed.has(`${row.scope}/${kind}`)
      )
        wrong.push(`tablet ${tablet.index} still holds ${row.scope}/${kind}/${row.id}`);
    }
  }
  return wrong;
}
