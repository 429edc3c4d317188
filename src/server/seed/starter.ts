// Writes the starter pack into the store. A later pack changes only what nobody here has changed: registers that still carry the pack's
// own stamp, or that are not there yet. Called by main.ts at each start.
import { createHash } from 'node:crypto';
import { sameJson } from '#core/json.ts';
import { laterStamp, nextStamp, type Stamp, stampDevice } from '#core/stamp.ts';
import { kindOf, SCHEMA } from '#records/registry.ts';
import {
  type Fields,
  type Register,
  registersOf,
  splitRegister,
  type WireRecord,
} from '#sync/wire.ts';
import { acceptChanges, systemSender } from '../store/accept.ts';
import type { Store, StoredRecord } from '../store/store.ts';
import { faultsIn, starterContent, type StarterRecord, starterSites } from './content.ts';

/** The pack's part of its stamps: how a starter register is told from one that a person wrote. */
export const STARTER = 'starter0';

/** The pack can't be used as it is; each line says what an author has to mend. */
export class BadStarterPack extends Error {}

const newestOf = (records: Iterable<StoredRecord | undefined>): Stamp | undefined => {
  let newest: Stamp | undefined;
  for (const record of records) {
    for (const [, stamp] of Object.values(record?.fields ?? {}))
      if (stampDevice(stamp) === STARTER) newest = laterStamp(newest, stamp);
  }
  return newest;
};

/** What of the pack has to be written over what is stored. */
export function changesFor(
  record: StarterRecord,
  stored: Fields | undefined,
  stamp: Stamp,
): Record<string, Register> {
  const changes: Record<string, Register> = {};
  const pack = registersOf(record.kind, record.values, stamp);
  for (const [name, register] of Object.entries(pack)) {
    const here = stored?.[name];
    if (here && (stampDevice(here[1]) !== STARTER || sameJson(here[0], register[0]))) continue;
    changes[name] = register;
  }
  // What a newer pack no longer has is cleared, where that can be done.
  for (const [name, [value, itsStamp]] of Object.entries(stored ?? {})) {
    const field = kindOf(record.kind).fields[splitRegister(name).field];
    if (
      name in pack ||
      value === null ||
      stampDevice(itsStamp) !== STARTER ||
      !field ||
      field.needed ||
      field.policy === 'frozen' ||
      field.policy === 'set'
    )
      continue;
    changes[name] = [null, stamp];
  }
  return changes;
}

/** The organisation itself, named by the setting ORG_NAME until a coordinator renames it. */
const organisation = (id: string, name: string): StarterRecord => ({
  kind: 'organisation',
  id,
  scope: 'org',
  values: { name, languages: ['lv', 'ru', 'en'] },
  file: 'ORG_NAME',
});

/**
 * @returns how many records were written; 0 when this pack is in already
 * @throws BadStarterPack with one line per mistake
 */
export async function seedStarter(
  store: Store,
  orgName: string,
  nowMs: number,
  content: readonly StarterRecord[] = starterContent(),
): Promise<number> {
  const pack = [organisation(store.org, orgName), ...starterSites(content), ...content];
  const hash = createHash('sha256')
    .update(JSON.stringify([SCHEMA, pack]))
    .digest('hex');
  if ((await store.read((reading) => reading.setting('starter-pack'))) === hash) return 0;
  const faults = faultsIn(pack);
  if (faults.length > 0) throw new BadStarterPack(faults.join('\n'));
  return store.transaction(async (writing) => {
    // Locks come before reads, so that what is compared is what will be written over.
    await writing.lockScopes(['org', 'public']);
    // Another server may have been quicker.
    if ((await writing.setting('starter-pack')) === hash) return 0;
    const stored = new Map(
      (await writing.records(pack)).map((record) => [`${record.kind}/${record.id}`, record]),
    );
    const stamp = nextStamp(newestOf(stored.values()), nowMs, STARTER);
    const changes = pack.flatMap((record): WireRecord[] => {
      const here = stored.get(`${record.kind}/${record.id}`);
      const fields = changesFor(record, here?.fields, stamp);
      return Object.keys(fields).length === 0
        ? []
        : [{ kind: record.kind, id: record.id, scope: record.scope, fields }];
    });
    const { receipts, rejected } = await acceptChanges(writing, changes, systemSender(nowMs));
    // An erased record stays erased; anything else would be a mistake of ours.
    const wrong = rejected.filter((refusal) => refusal.code !== 'erased');
    if (wrong.length > 0)
      throw new BadStarterPack(
        wrong.map((refusal) => `${refusal.kind} ${refusal.id}: ${refusal.message}.`).join('\n'),
      );
    await writing.putSetting('starter-pack', hash);
    return receipts.length;
  });
}
