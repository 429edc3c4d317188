// Takes the stored records of an organisation over to a newer schema, once. Called by main.ts before the server listens.
import { type Kind, kinds, SCHEMA } from '#records/registry.ts';
import { stepsOf, upgradedFields, upgradedRegister } from '#sync/upgrade.ts';
import type { Register } from '#sync/wire.ts';
import { Ledger } from './ledger.ts';
import { NewerDatabase } from './migrations/steps.ts';
import type { HistoryEntry, Reading, RecordKey, Store, Writing } from './store.ts';

const SETTING = 'schema';
const schemaOf = async (reading: Reading): Promise<number> =>
  Number((await reading.setting(SETTING)) ?? 1);

/**
 * Registers keep their stamps and records their seq: tablets do the same by themselves, so nothing has to be sent again.
 * Digests move where registers were renamed. Processes of an older version must have ended before.
 * @returns the number of records that changed
 * @throws NewerDatabase when a newer program has taken them further
 */
export async function upgradeStored(store: Store, schema = SCHEMA): Promise<number> {
  if ((await store.read(schemaOf)) === schema) return 0;
  return store.transaction(async (writing) => {
    const scopes = new Map<Kind, string[]>();
    for (const kind of kinds)
      if (stepsOf(kind, 1, schema).length > 0) scopes.set(kind, await writing.scopesWith(kind));
    // Whoever comes second waits here, and then finds nothing to do.
    const ledger = await Ledger.open(writing, new Set(['org', ...[...scopes.values()].flat()]));
    const from = await schemaOf(writing);
    if (from > schema)
      throw new NewerDatabase(
        `the records were written by a newer version (schema ${from}, this version knows ${schema})`,
      );
    if (from === schema) return 0;
    let changed = 0;
    for (const [kind, named] of scopes)
      for (const scope of named)
        changed += await upgradeScope({ writing, ledger, scope, kind, from, schema });
    // Nothing is erased here, so the time does not matter.
    await ledger.close(0);
    await writing.putSetting(SETTING, String(schema));
    return changed;
  });
}

type Part = {
  readonly writing: Writing;
  readonly ledger: Ledger;
  readonly scope: string;
  readonly kind: Kind;
  readonly from: number;
  readonly schema: number;
};

async function upgradeScope({ writing, ledger, scope, kind, from, schema }: Part): Promise<number> {
  const steps = stepsOf(kind, from, schema);
  let changed = 0;
  for (const record of await writing.list(scope, kind)) {
    const fields = upgradedFields(record.fields, steps);
    if (fields === record.fields) continue;
    ledger.rewrite(record, fields);
    changed += 1;
  }
  return changed;
}

/** History stays as it was written; this is how the server's version calls it, without what it has no name for any more. */
export async function historyOf(
  reading: Reading,
  key: RecordKey,
  schema: number,
): Promise<HistoryEntry[]> {
  const steps = stepsOf(key.kind, 1, schema);
  return (await reading.history(key)).flatMap((entry) => {
    const found = upgradedRegister(entry.name, [entry.oldValue, entry.oldStamp] as Register, steps);
    return found ? [{ ...entry, name: found[0], oldValue: found[1][0] }] : [];
  });
}
