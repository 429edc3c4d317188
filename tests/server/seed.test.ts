// The starter pack and the demo: checked for authors, written once, never over what somebody here has changed.
import { afterEach, expect, test, vi } from 'vitest';
import { stampDevice, stampMs } from '#core/stamp.ts';
import { kinds } from '#records/registry.ts';
import {
  faultsIn,
  starterContent,
  starterKinds,
  type StarterRecord,
  starterSites,
} from '#server/seed/content.ts';
import { seedDemo } from '#server/seed/demo.ts';
import { demoMonth } from '#server/seed/demo-month.ts';
import { BadStarterPack, seedStarter } from '#server/seed/starter.ts';
import { LIBRARY, START, type TestServer, testServer } from '../support/server.ts';

// Real files and many requests: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});
const opened = async (content?: readonly StarterRecord[]): Promise<TestServer> =>
  (server = await testServer(content ? { content } : {}));

const place = (values: object = {}): StarterRecord => ({
  kind: 'place',
  id: LIBRARY,
  scope: 'public',
  values: {
    slug: 'b',
    order: 1,
    type: 'library',
    verified: false,
    text: { 'lv.name': 'Bibliotēka', 'lv.note': 'Piezīme' },
    address: 'Iela 1',
    ...values,
  },
  file: 'src/content/places/b.json',
});
const fieldsOf = async (at: TestServer): Promise<Record<string, unknown>> => {
  const record = await at.store.read((reading) => reading.record({ kind: 'place', id: LIBRARY }));
  return Object.fromEntries(
    Object.entries(record?.fields ?? {}).map(([name, [value]]) => [name, value]),
  );
};

test('the shipped content is whole: every kind, three languages, no mistakes', () => {
  const content = starterContent();
  expect(faultsIn(content)).toEqual([]);
  for (const kind of starterKinds.filter((one) => one !== 'story'))
    expect(
      content.some((record) => record.kind === kind),
      kind,
    ).toBe(true);
  for (const record of content) {
    const keys = Object.keys(record.values['text'] as object);
    const of = (language: string): string[] =>
      keys
        .filter((key) => key.startsWith(`${language}.`))
        .map((key) => key.slice(3))
        .toSorted();
    expect([record.file, of('ru')]).toEqual([record.file, of('lv')]);
    expect([record.file, of('en')]).toEqual([record.file, of('lv')]);
  }
  expect(starterSites(content).length).toBeGreaterThan(10);
});

test('mistakes are told as sentences with file and field', async () => {
  const { address: _, ...rest } = place().values;
  const wrong: StarterRecord[] = [
    { ...place(), values: { ...rest, verified: 'yes', colour: 'red' } },
    { ...place(), file: 'src/content/places/twin.json' },
    {
      ...place(),
      id: '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e99',
      values: { slug: 'Bad Name', order: 1, type: 'library', text: {} },
    },
  ];
  const faults = faultsIn(wrong);
  expect(faults).toHaveLength(5);
  expect(faults[0]).toMatch(/^src\/content\/places\/b\.json: "verified": /);
  expect(faults[1]).toContain('"colour" is not one of place');
  expect(faults[2]).toMatch(
    /^src\/content\/places\/twin\.json: its id is also that of src\/content\/places\/b\.json/,
  );
  expect(faults.slice(3).join('\n')).toMatch(/"slug".*\n.*"verified" is missing/);
  const at = await opened([]);
  await expect(seedStarter(at.store, 'Novads', START, wrong)).rejects.toThrow(BadStarterPack);
});

test('places of work become sites; the organisation gets its name', async () => {
  const at = await opened([
    place(),
    { ...place({ type: 'culture', slug: 'k' }), id: '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e99' },
  ]);
  const desk = await at.coordinator();
  await desk.pull();
  expect(
    [...desk.records.values()]
      .filter((record) => record.kind === 'site')
      .map((record) => [record.id, record.fields['name']?.[0]]),
  ).toEqual([[LIBRARY, 'Bibliotēka']]);
  expect(
    [...desk.records.values()].find((record) => record.kind === 'organisation')?.fields[
      'name'
    ]?.[0],
  ).toBe('Testa novads');
});

test('the same pack again writes nothing', async () => {
  const at = await opened([place()]);
  const cursor = async (): Promise<unknown> =>
    (await at.call<{ cursor: number }>('GET', '/public/records')).body.cursor;
  const before = await cursor();
  expect(await seedStarter(at.store, 'Testa novads', START + 1000, [place()])).toBe(0);
  expect(await cursor()).toBe(before);
});

test('a newer pack changes what nobody touched, leaves what a coordinator changed, clears what it no longer has', async () => {
  const at = await opened([place()]);
  const desk = await at.coordinator();
  await desk.pull();
  at.clock.now += 1000;
  await desk.push(
    desk.alteration(desk.records.get(`place/${LIBRARY}`)!, {
      'text.lv.name': 'Mūsu bibliotēka',
      verified: true,
    }),
  );
  at.clock.now += 1000;
  const newer = place({
    text: { 'lv.name': 'Pagasta bibliotēka', 'ru.name': 'Библиотека' },
    parish: 'Elejas pagasts',
    address: undefined,
  });
  expect(await seedStarter(at.store, 'Testa novads', at.clock.now, [newer])).toBeGreaterThan(0);
  expect(await fieldsOf(at)).toMatchObject({
    'text.lv.name': 'Mūsu bibliotēka',
    'text.ru.name': 'Библиотека',
    'text.lv.note': null,
    verified: true,
    parish: 'Elejas pagasts',
    address: null,
  });
  const record = await at.store.read((reading) => reading.record({ kind: 'place', id: LIBRARY }));
  expect(stampDevice(record!.fields['verified']![1])).toBe(desk.deviceId);
});

test("a newer pack's stamps rise although the server's clock went back", async () => {
  const at = await opened([place()]);
  await seedStarter(at.store, 'Testa novads', START - 86_400_000, [place({ address: 'Iela 2' })]);
  expect(await fieldsOf(at)).toMatchObject({ address: 'Iela 2' });
});

test('what was deleted or erased here stays so', async () => {
  const at = await opened([place()]);
  const desk = await at.coordinator();
  await desk.pull();
  await desk.push(desk.deletion(desk.records.get(`place/${LIBRARY}`)!));
  await seedStarter(at.store, 'Testa novads', START + 1000, [place({ address: 'Iela 2' })]);
  expect(await fieldsOf(at)).toMatchObject({ deleted: true });
  await desk.push(desk.erasure(desk.records.get(`place/${LIBRARY}`)!));
  await seedStarter(at.store, 'Testa novads', START + 2000, [place({ address: 'Iela 3' })]);
  expect(await fieldsOf(at)).toEqual({ erased: true });
});

test('the demo is the same on every run of a day, clearly marked, and shifts by whole days', () => {
  const content = starterContent();
  const sites = starterSites(content);
  const evening = START + 8 * 3_600_000;
  const month = demoMonth(content, sites, evening);
  expect(demoMonth(content, sites, evening)).toEqual(month);
  for (const person of month.people) expect(person.displayName).toMatch(/^Paraugs: /);
  const next = demoMonth(content, sites, evening + 86_400_000);
  const days = (records: typeof month.records): number[] =>
    records
      .filter((record) => record.kind === 'learner')
      .map((record) => stampMs(Object.values(record.fields)[0]![1]));
  expect(days(next.records)).toEqual(days(month.records).map((ms) => ms + 86_400_000));
  const latest = Math.max(
    ...month.records.flatMap((record) =>
      Object.values(record.fields).map(([, stamp]) => stampMs(stamp)),
    ),
  );
  expect(latest).toBeLessThanOrEqual(evening);
});

test('the demo fills every list through the usual door, once', async () => {
  const at = await testServer({ content: starterContent() });
  server = at;
  const made = await seedDemo(at.store, at.clock.now);
  expect(made).toBeGreaterThan(500);
  expect(await seedDemo(at.store, at.clock.now + 86_400_000)).toBe(0);
  const desk = await at.coordinator();
  const { digests } = await desk.pull();
  expect(Object.keys(digests).length).toBeGreaterThan(50);
  const count = (kind: string): number =>
    [...desk.records.values()].filter((record) => record.kind === kind).length;
  for (const kind of [
    'person',
    'learner',
    'session',
    'attendance',
    'attempt',
    'progress',
    'todo-list',
    'response',
    'device',
  ] as const) {
    expect(count(kind), kind).toBeGreaterThan(5);
    expect(kinds).toContain(kind);
  }
  const { body } = await at.call<{ devices: { name: string }[] }>('GET', '/devices', {
    token: desk.token,
  });
  expect(body.devices.filter((device) => device.name.startsWith('Paraugs: '))).toHaveLength(6);
});
