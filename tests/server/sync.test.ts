// The contract of POST /sync, line by line: what is stored, what is refused, what a receipt says, what travels.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeStamp } from '#core/stamp.ts';
import { LIMITS, type SyncAnswer } from '#sync/messages.ts';
import {
  CENTRE,
  LIBRARY,
  START,
  type Tablet,
  type TestServer,
  testServer,
} from '../support/server.ts';

// Real files and many requests: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const SITE = `site:${LIBRARY}`;
let server: TestServer;
let a: Tablet;
let b: Tablet;

beforeAll(async () => {
  server = await testServer();
  a = await server.staff('ambassador');
  b = await server.staff('ambassador');
  await a.pull();
  await b.pull();
});
afterAll(() => server.close());

test('the example record of the contract is stored, and a receipt names the stored stamps', async () => {
  const stamp = makeStamp(START - 1000, 0, 'k3f9a2p1');
  const later = makeStamp(START - 1000, 1, 'k3f9a2p1');
  const record = {
    kind: 'todo-list',
    id: '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e0f',
    scope: SITE,
    fields: { title: ['Rēķini', stamp], 'ticks.a1': [true, later] },
  };
  const answer = await a.push(record);
  expect(answer.rejected).toEqual([]);
  expect(answer.receipts).toEqual([
    {
      kind: 'todo-list',
      id: record.id,
      seq: answer.cursors[SITE],
      fields: { title: stamp, 'ticks.a1': later },
    },
  ]);
  const pulled = await b.pull();
  expect(pulled.changes).toContainEqual(record);
});

test('the same change sent again is acknowledged again and changes nothing', async () => {
  const list = a.creation('todo-list', SITE, { title: 'Divreiz' });
  const first = await a.push(list);
  const again = await a.push(list);
  expect(again.receipts).toEqual(first.receipts);
  expect(again.cursors).toEqual(first.cursors);
  expect(again.digests).toEqual(first.digests);
  expect((await b.pull()).changes.filter((record) => record.id === list.id)).toHaveLength(1);
  expect((await b.pull()).changes).toEqual([]);
});

test('the later stamp wins, whichever arrives first, and the receipt says which it was', async () => {
  const list = a.creation('todo-list', SITE, { title: 'Sākums' });
  await a.push(list);
  await b.pull();
  const early = a.alteration(list, { title: 'agrāk' });
  server.clock.now += 1000;
  const late = b.alteration(list, { title: 'vēlāk' });
  await b.push(late);
  const { receipts, changes } = await a.push(early);
  expect(receipts[0]?.fields).toEqual({ title: late.fields['title']![1] });
  // The loser gets what won in the same answer.
  expect(changes.find((record) => record.id === list.id)?.fields['title']?.[0]).toBe('vēlāk');
});

test('two people ticking two items at once both count', async () => {
  const list = a.creation('todo-list', SITE, { title: 'Kopā', ticks: { x: true } });
  await a.push(list);
  await b.pull();
  await a.push(a.alteration(list, { 'ticks.a1': true }));
  await b.push(b.alteration(list, { 'ticks.a2': true }));
  await a.pull();
  expect(Object.keys(a.records.get(`todo-list/${list.id}`)!.fields).toSorted()).toEqual([
    'ticks.a1',
    'ticks.a2',
    'ticks.x',
    'title',
  ]);
});

test('bad changes come back one by one with a reason; good ones beside them are stored', async () => {
  const good = a.creation('todo-list', SITE, { title: 'Labs' });
  const stamp = a.stamp();
  const with_ = (fields: unknown, more: object = {}): unknown => ({
    kind: 'todo-list',
    id: a.newId(),
    scope: SITE,
    fields,
    ...more,
  });
  const cases: [code: string, path: string | undefined, change: unknown][] = [
    ['unknown-kind', 'kind', with_({}, { kind: 'secret' })],
    ['bad-id', 'id', with_({ title: ['x', stamp] }, { id: 'x' })],
    ['unknown-field', 'colour', with_({ title: ['x', stamp], colour: ['red', stamp] })],
    ['unknown-field', 'ticks', with_({ title: ['x', stamp], ticks: [true, stamp] })],
    [
      'unknown-field',
      'ticks.__proto__',
      with_(JSON.parse(`{"title":["x","${stamp}"],"ticks.__proto__":[true,"${stamp}"]}`)),
    ],
    ['bad-value', 'title', with_({ title: [5, stamp] })],
    ['bad-value', 'title', with_({ title: ['x'.repeat(121), stamp] })],
    ['bad-stamp', 'title', with_({ title: ['x', 'now'] })],
    ['bad-value', 'title', with_({ title: 'x' })],
    ['incomplete', 'title', with_({ 'ticks.a1': [true, stamp] })],
    [
      'private-data',
      'notes.a1',
      with_({ title: ['x', stamp], 'notes.a1': ['Zvanīt 29123456', stamp] }),
    ],
    ['forbidden', 'scope', with_({ title: ['x', stamp] }, { scope: `site:${CENTRE}` })],
    ['forbidden', 'scope', with_({ title: ['x', stamp] }, { scope: 'org' })],
    ['forbidden', 'scope', with_({ title: ['x', stamp] }, { scope: 'nowhere' })],
    ['bad-scope', 'scope', with_({ title: ['x', stamp] }, { scope: 'device' })],
    ['forbidden', undefined, a.creation('lesson', 'public', { slug: 'x' })],
    ['bad-request', undefined, 'nothing'],
    ['bad-request', undefined, null],
  ];
  const before = await a.pull();
  const answer = await a.push(...cases.map(([, , change]) => change), good);
  expect(answer.receipts.map((receipt) => receipt.id)).toEqual([good.id]);
  const told = new Map(answer.rejected.map((refusal) => [refusal.id, refusal]));
  for (const [code, path, change] of cases) {
    const id = (change as { id?: string } | null)?.id ?? '';
    expect(told.get(id) ?? answer.rejected.at(-1), JSON.stringify(change)).toMatchObject({
      code,
      ...(path === undefined ? {} : { path }),
    });
  }
  expect(answer.rejected).toHaveLength(cases.length);
  for (const refusal of answer.rejected) expect(refusal.message.length).toBeGreaterThan(10);
  expect(answer.cursors[SITE]).toBe((before.cursors[SITE] ?? 0) + 1);
});

test('a refused change of an existing record leaves it as it was', async () => {
  const learner = a.creation('learner', SITE, { code: 'bērzs-upe-27' });
  await a.push(learner);
  const answer = await a.push(a.alteration(learner, { code: 'cits-kods-1' }));
  expect(answer.rejected).toMatchObject([{ id: learner.id, code: 'frozen-field', path: 'code' }]);
  await b.pull();
  expect(b.records.get(`learner/${learner.id}`)?.fields).toEqual(learner.fields);
});

test('a record stays in the scope that it was created in', async () => {
  const desk = await server.coordinator();
  const list = desk.creation('todo-list', SITE, { title: 'Šeit' });
  await desk.push(list);
  const moved = { ...desk.alteration(list, { title: 'Tur' }), scope: `site:${CENTRE}` };
  expect((await desk.push(moved)).rejected).toMatchObject([{ code: 'bad-scope', path: 'scope' }]);
});

test('hostile nesting is refused by itself', async () => {
  const deep = `{"kind":"response","id":"${a.newId()}","scope":"${SITE}","fields":{"answers.x":[${'['.repeat(50_000)}${']'.repeat(50_000)},"${a.stamp()}"]}}`;
  const body = new TextEncoder().encode(`{"schema":1,"now":0,"cursors":{},"changes":[${deep}]}`);
  const { status, body: answer } = await a.ask({}, { body });
  expect(status).toBe(200);
  expect(answer.rejected).toMatchObject([{ code: 'bad-value' }]);
});

test('a delete travels as a tombstone, a later edit does not bring the record back, a later false does', async () => {
  const list = a.creation('todo-list', SITE, { title: 'Lieks' });
  await a.push(list);
  await a.push(a.deletion(list));
  await a.push(a.alteration(list, { title: 'Vēl viens' }));
  await b.pull();
  expect(b.records.get(`todo-list/${list.id}`)?.fields).toMatchObject({
    deleted: [true, expect.anything()],
  });
  await a.push(a.alteration(list, { deleted: false }));
  await b.pull();
  expect(b.records.get(`todo-list/${list.id}`)?.fields).toMatchObject({
    deleted: [false, expect.anything()],
    title: ['Vēl viens', expect.anything()],
  });
});

test('erasure removes values and history and nothing comes back after it', async () => {
  const learner = a.creation('learner', SITE, { code: 'liepa-rīts-5', language: 'lv' });
  await a.push(learner);
  await a.push(a.alteration(learner, { language: 'ru' }));
  const path = `/records/learner/${learner.id}/history`;
  expect((await server.call('GET', path, { token: a.token })).body).toMatchObject({
    history: [{ field: 'language', value: 'lv' }],
  });
  const late = b.alteration(learner, { language: 'en' });
  const erasure = a.erasure(learner);
  const done = await a.push(erasure);
  expect(done.receipts).toMatchObject([{ fields: { erased: erasure.fields['erased']![1] } }]);
  expect((await server.call('GET', path, { token: a.token })).body).toEqual({ history: [] });
  expect((await b.push(late)).rejected).toMatchObject([{ code: 'erased' }]);
  await b.pull();
  expect(b.records.get(`learner/${learner.id}`)?.fields).toEqual(erasure.fields);
  const stored = await server.store.read((reading) =>
    reading.record({ kind: 'learner', id: learner.id }),
  );
  expect(JSON.stringify(stored)).not.toContain('liepa');
});

test('a mentor may not erase', async () => {
  const mentor = await server.staff('mentor');
  const learner = a.creation('learner', SITE, { code: 'saule-mežs-8' });
  await a.push(learner);
  expect((await mentor.push(mentor.erasure(learner))).rejected).toMatchObject([
    { code: 'forbidden', path: 'erased' },
  ]);
});

test('stamps up to a minute ahead are taken, beyond that the whole request is refused with the time', async () => {
  const near = {
    ...a.creation('todo-list', SITE, {}),
    fields: { title: ['Drīz', makeStamp(server.clock.now + 59_000, 0, 'aaaaaaa1')] },
  };
  expect((await a.push(near)).receipts).toHaveLength(1);
  const fine = a.creation('todo-list', SITE, { title: 'Blakus' });
  const far = {
    ...a.creation('todo-list', SITE, {}),
    fields: { title: ['Tālu', makeStamp(server.clock.now + 61_000, 0, 'aaaaaaa1')] },
  };
  const before = await a.pull();
  const { status, body } = await a.ask({ changes: [fine, far] });
  expect(status).toBe(409);
  expect(body).toMatchObject({ code: 'clock-ahead', now: server.clock.now });
  expect((await a.pull()).cursors).toEqual(before.cursors);
});

test('a device with a newer schema is told that the server is older', async () => {
  const { status, body } = await a.ask({
    schema: 2,
    changes: [a.creation('todo-list', SITE, { title: 'x' })],
  });
  expect([status, (body as unknown as { code: string }).code]).toEqual([409, 'server-older']);
});

test('a request that is none is refused by field', async () => {
  for (const [body, path] of [
    [{ schema: 'one' }, 'schema'],
    [{ cursors: { [SITE]: -1 } }, `cursors.${SITE}`],
    [{ changes: {} }, 'changes'],
  ] as const) {
    const reply = await a.ask(body);
    expect(reply).toMatchObject({ status: 400, body: { code: 'bad-request', path } });
  }
  const noJson = await server.call('POST', '/sync', {
    token: a.token,
    body: new TextEncoder().encode('{"schema":1'),
  });
  expect(noJson).toMatchObject({ status: 400, body: { code: 'bad-request' } });
});

test('`now` may be a number or text', async () => {
  expect((await a.ask({ now: new Date(START).toISOString() })).status).toBe(200);
  expect((await a.ask()).body.now).toBe(server.clock.now);
});

test('more than 1,000 changes are refused with the limit', async () => {
  const changes = Array.from({ length: LIMITS.changes + 1 }, () => ({}));
  expect(await a.ask({ changes })).toMatchObject({
    status: 413,
    body: { code: 'too-large', limit: 1000 },
  });
});

test('gzip is understood; more than 4 MiB unpacked is refused with the limit, however small it came', async () => {
  const list = a.creation('todo-list', SITE, { title: 'Saspiests' });
  const packed = await a.ask({ changes: [list] }, { gzip: true });
  expect(packed.body.receipts).toHaveLength(1);
  const bomb = new TextEncoder().encode(`{"pad":"${' '.repeat(64 * 1024 * 1024)}"}`);
  expect(await a.ask({}, { body: bomb, gzip: true })).toMatchObject({
    status: 413,
    body: { code: 'too-large', limit: LIMITS.bytes },
  });
  expect(await a.ask({}, { body: bomb.subarray(0, LIMITS.bytes + 1) })).toMatchObject({
    status: 413,
    body: { limit: LIMITS.bytes },
  });
  const broken = await a.ask(
    {},
    { body: new Uint8Array([31, 139, 8, 0, 1, 2, 3]), headers: { 'content-encoding': 'gzip' } },
  );
  expect(broken).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  expect(await a.ask({}, { headers: { 'content-encoding': 'br' } })).toMatchObject({ status: 400 });
});

test('answers are packed for those who accept it', async () => {
  const raw = await server.app.app.request('/api/v1/sync', {
    method: 'POST',
    headers: { authorization: `Bearer ${a.token}`, 'accept-encoding': 'gzip, br' },
    body: JSON.stringify({ schema: 1, now: 0, cursors: {}, changes: [] }),
  });
  expect(raw.headers.get('content-encoding')).toBe('gzip');
  const text = await new Response(raw.body!.pipeThrough(new DecompressionStream('gzip'))).text();
  expect((JSON.parse(text) as SyncAnswer).changes.length).toBeGreaterThan(5);
});

test('changes of one request see each other', async () => {
  const list = a.creation('todo-list', SITE, { title: 'Viens' });
  const { receipts } = await a.push(
    list,
    a.alteration(list, { title: 'Divi' }),
    a.alteration(list, { title: 'Trīs' }),
  );
  expect(receipts).toHaveLength(3);
  await b.pull();
  expect(b.records.get(`todo-list/${list.id}`)?.fields['title']?.[0]).toBe('Trīs');
});

test('what a device pushed is not sent back to it, but to everybody else', async () => {
  await a.pull();
  await b.pull();
  const list = a.creation('todo-list', SITE, { title: 'Atbalss' });
  const answer = await a.push(list);
  expect(answer.changes).toEqual([]);
  expect(answer.cursors[SITE]).toBe(answer.receipts[0]?.seq);
  expect((await b.pull()).changes).toEqual([list]);
  expect((await a.pull()).changes).toEqual([]);
});

test('a device behind gets the whole record after pushing one field of it', async () => {
  await a.pull();
  await b.pull();
  const list = a.creation('todo-list', SITE, { title: 'Pirmais' });
  await a.push(list);
  // b has never seen the record, only knows its id.
  const answer = await b.push(b.alteration(list, { 'ticks.a1': true }));
  expect(
    Object.keys(answer.changes.find((record) => record.id === list.id)?.fields ?? {}).toSorted(),
  ).toEqual(['ticks.a1', 'title']);
});

test('the device tells how it stands, and the desk sees it', async () => {
  const report = {
    unsent: 3,
    rejected: 1,
    unsentMedia: 2,
    storageUsed: 10,
    storageQuota: 100,
    persisted: true,
    version: '0.1.0',
    clockOffsetMs: -20,
    digestMismatches: 2,
  };
  server.clock.now += 60_000;
  await a.ask({ report });
  const desk = await server.coordinator();
  const { body } = await server.call<{ devices: { id: string }[] }>('GET', '/devices', {
    token: desk.token,
  });
  expect(body.devices.find((device) => device.id === a.deviceId)).toMatchObject({
    ...report,
    lastSeen: new Date(server.clock.now).toISOString(),
    revoked: false,
  });
});
