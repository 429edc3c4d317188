// Nothing overwritten is gone: the losing value, who lost it to whom, and who may look.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HistoryAnswer } from '#sync/server-messages.ts';
import { CENTRE, LIBRARY, type Tablet, type TestServer, testServer } from '../support/server.ts';

const SITE = `site:${LIBRARY}`;
let server: TestServer;
let a: Tablet;
let b: Tablet;
beforeAll(async () => {
  server = await testServer();
  [a, b] = [await server.staff('ambassador'), await server.staff('mentor')];
});
afterAll(() => server.close());
const historyOf = async (id: string, tablet = a, kind = 'todo-list') =>
  server.call<HistoryAnswer>('GET', `/records/${kind}/${id}/history`, { token: tablet.token });

test('each overwritten value is kept with its stamps, its person and its device', async () => {
  const list = a.creation('todo-list', SITE, { title: 'Pirmais' });
  await a.push(list);
  server.clock.now += 1000;
  const second = b.alteration(list, { title: 'Otrais' });
  await b.push(second);
  const { status, body } = await historyOf(list.id);
  expect(status).toBe(200);
  expect(body.history).toEqual([
    {
      field: 'title',
      value: 'Pirmais',
      stamp: list.fields['title']![1],
      writtenOn: a.deviceId,
      replacedBy: second.fields['title']![1],
      replacedOn: b.deviceId,
      person: b.person.id,
      device: b.deviceId,
      at: new Date(server.clock.now).toISOString(),
    },
  ]);
});

test('a value that arrives too late is history at once, and only once however often it is sent', async () => {
  const list = a.creation('todo-list', SITE, { title: 'Sākums' });
  await a.push(list);
  const late = a.alteration(list, { title: 'Novēlots' });
  server.clock.now += 1000;
  await b.push(b.alteration(list, { title: 'Uzvar' }));
  for (const _ of [1, 2, 3]) await a.push(late);
  const { body } = await historyOf(list.id);
  expect(body.history).toHaveLength(2);
  expect(new Set(body.history.map((entry) => entry.value))).toEqual(
    new Set(['Novēlots', 'Sākums']),
  );
});

test('whoever may not read the record does not learn that it is there', async () => {
  const elsewhere = await server.staff('ambassador', [CENTRE]);
  const list = a.creation('todo-list', SITE, { title: 'Te' });
  await a.push(list);
  const hidden = await historyOf(list.id, elsewhere);
  const missing = await historyOf(LIBRARY, elsewhere);
  expect(hidden).toMatchObject({ status: 404, body: missing.body });
  expect((await historyOf(list.id, a, 'nothing')).status).toBe(404);
});
