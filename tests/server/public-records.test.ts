// What anyone may have: pages, caches, and that nothing else leaks through them. Also the contract document and health.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PublicAnswer } from '#sync/messages.ts';
import { operations } from '#server/routes/openapi.ts';
import { LIBRARY, type TestServer, testServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());
const page = (after = '', headers = {}) =>
  server.call<PublicAnswer>('GET', `/public/records${after}`, { headers });

test('no sign-in is needed, and only public records come', async () => {
  const desk = await server.coordinator();
  await desk.push(desk.creation('todo-list', `site:${LIBRARY}`, { title: 'Nav publisks' }));
  const { status, body } = await page();
  expect(status).toBe(200);
  expect(body.records.length).toBeGreaterThan(1);
  expect(new Set(body.records.map((record) => record.scope))).toEqual(new Set(['public']));
  expect(body).toMatchObject({ more: false, cursor: body.records.length });
});

test('only what is new comes after a cursor; a cursor from the future gets everything', async () => {
  const { body } = await page();
  expect((await page(`?after=${body.cursor}`)).body.records).toEqual([]);
  expect((await page('?after=1')).body.records).toHaveLength(body.records.length - 1);
  expect((await page('?after=100000')).body).toMatchObject({
    cursor: body.cursor,
    records: body.records,
  });
  for (const wrong of ['-1', 'x', '1.5', ''])
    expect(await page(`?after=${wrong}`), wrong).toMatchObject({
      status: 400,
      body: { code: 'bad-request', path: 'after' },
    });
});

test('caches may keep it and ask whether it still holds', async () => {
  const first = await page();
  expect(first.headers.get('cache-control')).toMatch(/^public, max-age=\d+/);
  const etag = first.headers.get('etag')!;
  expect(etag).toMatch(/^"[\w-]+"$/);
  const same = await page('', { 'if-none-match': etag });
  expect([same.status, same.headers.get('etag')]).toEqual([304, etag]);
  const desk = await server.coordinator();
  server.clock.now += 1000;
  await desk.pull();
  await desk.push(
    desk.alteration(desk.records.get(`place/${LIBRARY}`)!, { 'text.lv.name': 'Jauna' }),
  );
  const after = await page('', { 'if-none-match': etag });
  expect(after.status).toBe(200);
  expect(after.headers.get('etag')).not.toBe(etag);
});

test('pages hold 1,000 records', async () => {
  const desk = await server.coordinator();
  for (const half of [0, 1]) {
    await desk.push(
      ...Array.from({ length: 600 }, (_, i) =>
        desk.creation('todo-template', 'public', {
          slug: `t${half}-${i}`,
          order: i,
          audience: 'learner',
          items: [{ id: 'a', dueDays: 0 }],
        }),
      ),
    );
  }
  const first = await page();
  expect(first.body).toMatchObject({ more: true });
  expect(first.body.records).toHaveLength(1000);
  const second = await page(`?after=${first.body.cursor}`);
  expect(second.body.more).toBe(false);
  expect(
    new Set([...first.body.records, ...second.body.records].map((record) => record.id)).size,
  ).toBe(1202);
});

test('health says version, store and schema', async () => {
  expect(await server.call('GET', '/health')).toMatchObject({
    status: 200,
    body: { ok: true, version: '1.2.3', store: server.store.name, schema: 1 },
  });
});

test('the contract is a whole OpenAPI 3.1 document of the routes that answer', async () => {
  const { body } = await server.call<Record<string, never>>('GET', '/openapi.json');
  const document = body as unknown as {
    openapi: string;
    info: { title: string; version: string };
    servers: { url: string }[];
    paths: Record<
      string,
      Record<
        string,
        {
          summary: string;
          responses: Record<string, { description: string }>;
          parameters?: { name: string; in: string; required: boolean }[];
        }
      >
    >;
    components: { schemas: Record<string, { required?: string[] }> };
  };
  expect(document.openapi).toBe('3.1.0');
  expect(document.info).toMatchObject({ title: 'Vēstnesis', version: '1.2.3' });
  expect(document.servers).toEqual([{ url: '/api/v1' }]);
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(described.toSorted()).toEqual(
    operations.map((operation) => `${operation.method} ${operation.path}`).toSorted(),
  );
  // Every route of the app is described, and every description has its route.
  const routes = server.app.app.routes
    .filter((route) => route.method !== 'ALL' && route.path.startsWith('/api/v1/'))
    .map(
      (route) =>
        `${route.method.toLowerCase()} ${route.path.slice('/api/v1'.length).replaceAll(/:(\w+)/g, (_, name: string) => `{${name === 'sha' ? 'sha256' : name}}`)}`,
    );
  expect([...new Set(routes)].toSorted()).toEqual(described.toSorted());
  // Every reference leads somewhere; every place in a path is a parameter; every operation has an answer in words.
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
    (hit) => hit[1]!,
  );
  expect(references.length).toBeGreaterThan(10);
  for (const reference of references)
    expect(Object.keys(document.components.schemas), reference).toContain(
      reference.replace('#/components/schemas/', ''),
    );
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const operation of Object.values(methods)) {
      expect(operation.summary).toMatch(/\w/);
      for (const answer of Object.values(operation.responses))
        expect(answer.description).toMatch(/\w/);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((hit) => hit[1]);
      expect(
        (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name),
      ).toEqual(named);
    }
  }
  expect(document.components.schemas['SyncRequest']?.required).toEqual([
    'schema',
    'now',
    'cursors',
    'changes',
  ]);
  expect(document.components.schemas['SyncAnswer']?.required).toEqual(
    expect.arrayContaining([
      'now',
      'cursors',
      'more',
      'changes',
      'receipts',
      'rejected',
      'digests',
    ]),
  );
});
