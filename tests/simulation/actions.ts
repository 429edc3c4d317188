// What people, networks and misfortune do in a simulated run: one function per kind of event, each a single step of the world.
// Chosen by weight in world.ts; every write goes through the device's own door and is told to the model when it was answered ok.
import { uuidv7 } from '#core/ids.ts';
import { makeStamp } from '#core/stamp.ts';
import type { Role } from '#records/define-record.ts';
import type { Kind } from '#records/registry.ts';
import { kindsOf } from '#device/batch.ts';
import type { AnyRow } from '#device/database.ts';
import { giveUp, refusedRows, tryAgain } from '#device/refused.ts';
import { markedRow } from '#device/unit-of-work.ts';
import { alteration, type Change, creation, erasure } from '#device/write.ts';
import { DELETED } from '#sync/wire.ts';
import { plantRow } from '../support/device.ts';
import type { Run } from './world.ts';
import { itemAt, NEXT } from '../support/next-schema.ts';
import { armDisk, disarmDisk, isDead } from './storage.ts';
import type { Tablet } from './tablet.ts';

const FORGIVEN = [
  'forbidden',
  'erased',
  'storage-full',
  'storage-failed',
  'not-found',
  'incomplete',
];
const roles: readonly Role[] = ['coordinator', 'ambassador', 'ambassador', 'mentor'];

const anyTablet = (run: Run): Tablet => run.random.pick(run.tablets);
const text = (run: Run, word: string): string => `${word}${(run.counter += 1).toString(36)}`;

/** Writes by the only door and tells the model what was confirmed. */
async function write(run: Run, tablet: Tablet, change: Change): Promise<void> {
  const tab = run.random.pick(tablet.tabs);
  const before = await markedRow(tab.db, change.kind, change.id);
  const done = await tab.writeAll([change]);
  if (!done.ok) {
    if (!FORGIVEN.includes(done.error.code))
      throw new Error(`a write was refused: ${JSON.stringify(done.error)}`);
    return;
  }
  const after = await markedRow(tab.db, change.kind, change.id);
  if (!after) throw new Error(`${change.kind}/${change.id} was answered ok and is not there`);
  run.model.confirm(tablet, change.kind, before, after);
}

/** A new record of a kind that this person may write, in one of the person's scopes. */
async function create(run: Run): Promise<void> {
  const { random } = run;
  const tablet = anyTablet(run);
  const { device } = tablet;
  const { role, sites } = device.actor();
  const choices: Kind[] = sites.length === 0 ? [] : ['todo-list', 'todo-list', 'learner'];
  if (role !== 'mentor' && role !== 'resident') choices.push('draft');
  if (role === 'coordinator') choices.push('place');
  if (choices.length === 0) return;
  const kind = random.pick(choices);
  const id = uuidv7(device.now(), device.random);
  const item = itemAt(tablet.schema, 'a1');
  const scope =
    kind === 'draft' ? 'org' : kind === 'place' ? 'public' : `site:${random.pick(sites)}`;
  await write(run, tablet, creation(kind, id, scope, firstValues(run, kind, id, item) as never));
  run.records.push({ kind, id });
}

function firstValues(run: Run, kind: Kind, id: string, item: string): Record<string, unknown> {
  if (kind === 'todo-list')
    return { title: text(run, 't'), notes: { [item]: text(run, 'n') }, ticks: { [item]: false } };
  if (kind === 'learner') return { code: text(run, 'koks-'), needs: { bills: true } };
  if (kind === 'draft')
    return { targetKind: 'lesson', targetId: id, values: { title: text(run, 'v') } };
  const name = text(run, 'vieta-');
  return { slug: name, order: 1, type: 'library', verified: false, text: { 'lv.name': name } };
}

/** A record that the tablet holds; mostly a recent one, so that tablets meet on the same records. */
async function someRow(
  run: Run,
  tablet: Tablet,
  wanted?: Kind,
): Promise<{ kind: Kind; row: AnyRow } | undefined> {
  const recent = run.records.slice(-12);
  for (let i = 0; i < 4; i += 1) {
    const pool = run.random.int(0, 3) > 0 ? recent : run.records;
    if (pool.length === 0) return undefined;
    const { kind, id } = run.random.pick(pool);
    if (wanted && kind !== wanted) continue;
    const row = await tablet.device.db.anyRows(kind).get(id);
    if (row && row['erased'] !== true) return { kind, row };
  }
  return undefined;
}

async function edit(run: Run): Promise<void> {
  const tablet = anyTablet(run);
  const found = await someRow(run, tablet);
  if (!found) return;
  const { kind, row } = found;
  const key = itemAt(tablet.schema, `a${run.random.int(1, 3)}`);
  const patches: Record<string, Record<string, unknown>[]> = {
    'todo-list': [
      { title: text(run, 't') },
      { notes: { [key]: text(run, 'n') } },
      { notes: { [key]: null } },
      { ticks: { [key]: run.random.int(0, 1) === 1 } },
      { title: text(run, 't'), notes: { [key]: text(run, 'n') } },
    ],
    learner: [
      { note: text(run, 'n') },
      { language: text(run, 'l') },
      { needs: { [key]: run.random.int(0, 1) === 1 } },
    ],
    draft: [{ values: { [key]: text(run, 'v') } }],
    place: [{ address: text(run, 'a') }, { text: { [`lv.${key}`]: text(run, 'p') } }],
  };
  const patch = run.random.pick(patches[kind] ?? [{}]);
  await write(run, tablet, alteration(kind, row.id, patch as never));
}

async function remove(run: Run): Promise<void> {
  const tablet = anyTablet(run);
  const found = await someRow(run, tablet);
  if (!found) return;
  const { kind, row } = found;
  const value = row.deleted !== true;
  await write(run, tablet, {
    kind,
    id: row.id,
    registers: (stamp) => ({ [DELETED]: [value, stamp] }),
  });
}

async function erase(run: Run): Promise<void> {
  const tablet = anyTablet(run);
  const found = await someRow(run, tablet, 'learner');
  if (found) await write(run, tablet, erasure('learner', found.row.id));
}

async function sync(run: Run): Promise<void> {
  const tablet = anyTablet(run);
  await tablet.sync(run.random.pick(tablet.tabs));
}

/** One request or answer under way moves on, in whatever order. */
async function line(run: Run): Promise<void> {
  const { network } = run;
  if (network.flights.length === 0) return sync(run);
  await moveOne(run);
  // In small pages a round is many requests: as much gets through in as many events.
  for (let more = 2; more > 0 && run.isSmall && network.flights.length > 0; more -= 1)
    await moveOne(run);
}

async function moveOne(run: Run): Promise<void> {
  const { random, network } = run;
  const flight = random.pick(network.flights);
  const calm = random.int(0, 9) > 2;
  if (flight.answer) {
    const fate = calm ? 'arrive' : random.pick(['lost', 'halved', 'empty', 'arrive'] as const);
    if (fate !== 'arrive') run.faults += 1;
    return network.down(flight, fate);
  }
  const fate = calm ? 'arrive' : random.pick(['lost', 'twice', 'busy', 'crash', 'arrive'] as const);
  if (fate !== 'arrive') run.faults += 1;
  if (fate === 'crash') run.server.crashIn(random.int(1, 40));
  await network.up(flight, fate);
  run.server.crashIn(undefined);
}

async function jumpClock(run: Run): Promise<void> {
  const { random } = run;
  const seconds = random.pick([90, 3600, 86_400, 400 * 86_400, 4000 * 86_400]);
  anyTablet(run).skew =
    random.int(0, 3) === 0 ? 0 : random.int(-seconds, seconds) * 1000 + random.int(0, 999);
  run.faults += 1;
}

/** The disk fails or the tablet dies in the middle of a write or of taking an answer in. */
async function disk(run: Run): Promise<void> {
  const { random, network } = run;
  const fault = random.pick(['quota', 'kill', 'kill'] as const);
  const answers = network.flights.filter((flight) => flight.answer);
  const flight = answers.length > 0 && random.int(0, 3) > 0 ? random.pick(answers) : undefined;
  const tablet = flight ? run.tablets[flight.tablet]! : anyTablet(run);
  armDisk(tablet.name, fault, random.int(1, flight ? 8 : 3));
  if (flight) await network.down(flight, 'arrive');
  else {
    const found = await someRow(run, tablet, 'todo-list');
    if (found)
      await write(run, tablet, alteration('todo-list', found.row.id, { title: text(run, 't') }));
  }
  if (disarmDisk()) run.faults += 1;
  if (isDead(tablet.name)) await tablet.kill();
}

async function killTablet(run: Run): Promise<void> {
  run.faults += 1;
  await anyTablet(run).kill();
}

async function secondTab(run: Run): Promise<void> {
  const tablet = anyTablet(run);
  if (tablet.tabs.length === 1) await tablet.open();
  else tablet.closeTab(run.random.pick(tablet.tabs));
}

async function serverTrouble(run: Run): Promise<void> {
  run.faults += 1;
  if (run.server.down) run.server.down = false;
  else if (run.random.int(0, 1) === 0) run.server.down = true;
  else await run.server.restart();
}

/** The coordinator gives a person another role or other places. */
async function changeRights(run: Run): Promise<void> {
  if (run.accessFrozen) return;
  const desk = run.tablets[0]!;
  const person = run.random.pick(run.tablets.slice(1)).person;
  const site = run.random.pick(run.sites);
  const patch =
    run.random.int(0, 2) === 0
      ? { role: run.random.pick(roles) }
      : { sites: { [site]: run.random.int(0, 2) > 0 } };
  if (person === desk.person) return;
  if (await desk.device.db.rows('person').get(person))
    await write(run, desk, alteration('person', person, patch));
}

/** A lost tablet is closed at the desk, sometimes cleared; or one that was closed gets a new code. */
async function revoke(run: Run): Promise<void> {
  if (run.accessFrozen || run.server.down) return;
  const tablet = run.random.pick(run.tablets.slice(1));
  if (tablet.device.identity.value === undefined || tablet.device.identity.value.signedOut)
    return run.enrol(tablet);
  const wipe = run.random.int(0, 3) === 0;
  const { deviceId } = tablet.device;
  await run.straight(() =>
    run.tablets[0]!.device.ask('POST', `/devices/${deviceId}/revoke`, { wipe }),
  );
}

/** Something got into the tablet by a door that is not ours: the server must refuse it, and nothing else with it. */
async function plant(run: Run): Promise<void> {
  const tablet = anyTablet(run);
  const { device } = tablet;
  const site = device.actor().sites[0];
  if (site === undefined) return;
  const stamp = makeStamp(run.now(), 0, device.deviceId);
  const id = uuidv7(device.now(), device.random);
  await plantRow(device.db, 'learner', {
    id,
    scope: `site:${site}`,
    code: text(run, 'koks-'),
    note: 'Tālrunis 29123456',
    _stamps: { code: stamp, note: stamp },
    _unsent: { code: '', note: '' },
    _dirty: 1,
  });
}

/** A person looks at the list "Jāpārbauda". */
async function attend(run: Run): Promise<void> {
  const tablet = anyTablet(run);
  const list = await refusedRows(tablet.device.db);
  if (list.length === 0) return;
  const { kind, row } = run.random.pick(list);
  if (run.random.int(0, 1) === 0) return tryAgain(tablet.device.db, kind, row.id);
  run.model.giveUp(tablet, kind, row);
  await giveUp(tablet.device.db, kind, row.id);
}

/** The server is put back to its backup, once in some runs; rights rest from the backup on (see README). */
async function backup(run: Run): Promise<void> {
  if (!run.restores || run.server.down || run.step < run.length * 0.4) return;
  if (!run.server.hasBackup) {
    run.accessFrozen = true;
    // A right that still waits on the desk's tablet would move after the backup all the same.
    const desk = await run.tablets[0]!.device.db.outbox.toArray();
    if (desk.some((batch) => kindsOf(batch).includes('person'))) return;
    return run.server.backup();
  }
  if (run.restored || run.step < run.length * 0.6) return;
  const before = await run.model.look(run.server.store);
  await run.server.restore();
  run.restored = true;
  run.faults += 1;
  await run.model.restored(before, run.server.store, run.tablets);
}

/** Server and tablets get a new version, in any order, and none of them waits for another. */
async function renew(run: Run): Promise<void> {
  const { random, server } = run;
  if (!run.renews || run.step < run.length * 0.2) return;
  if (server.schema < NEXT && random.int(0, 4) === 0) {
    if (server.down) return;
    server.schema = NEXT;
    return server.restart();
  }
  const tablet = anyTablet(run);
  // Tablets get it from the server; one that was elsewhere may come with a newer one.
  if (tablet.schema < NEXT && (server.schema === NEXT || random.int(0, 9) === 0))
    await tablet.renew(NEXT);
}

export type Action = (run: Run) => Promise<void>;

/** How often each happens, in parts of the whole. */
export const ACTIONS: readonly {
  readonly name: string;
  readonly weight: number;
  readonly act: Action;
}[] = [
  { name: 'create', weight: 14, act: create },
  { name: 'edit', weight: 26, act: edit },
  { name: 'remove', weight: 5, act: remove },
  { name: 'erase', weight: 1, act: erase },
  { name: 'sync', weight: 14, act: sync },
  { name: 'line', weight: 36, act: line },
  { name: 'clock', weight: 1, act: jumpClock },
  { name: 'disk', weight: 2, act: disk },
  { name: 'kill', weight: 1, act: killTablet },
  { name: 'tab', weight: 1, act: secondTab },
  { name: 'server', weight: 1, act: serverTrouble },
  { name: 'rights', weight: 1, act: changeRights },
  { name: 'revoke', weight: 1, act: revoke },
  { name: 'plant', weight: 1, act: plant },
  { name: 'attend', weight: 1, act: attend },
  { name: 'renew', weight: 2, act: renew },
  { name: 'backup', weight: 1, act: backup },
];
