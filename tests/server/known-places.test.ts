// Places are read once and known until they change: no request of a coordinator works with those of before.
import { afterEach, expect, test } from 'vitest';
import { KnownPlaces, type Site } from '#server/auth/actor.ts';
import { CENTRE, LIBRARY, type TestServer, testServer } from '../support/server.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

test('places are read when they have changed, and only then', async () => {
  server = await testServer();
  const { store, clock } = server;
  const places = new KnownPlaces();
  let reads = 0;
  const names = async (): Promise<string[]> => {
    const found: readonly Site[] = await store.read((reading) =>
      places.all({
        ...reading,
        list: (...of) => {
          reads += 1;
          return reading.list(...of);
        },
      }),
    );
    return found.map(({ name }) => name).toSorted();
  };
  const desk = await server.coordinator();
  expect(await names()).toEqual(['biblioteka', 'centrs']);
  await desk.push(desk.creation('person', 'org', { displayName: 'A', role: 'mentor' }));
  expect(await names()).toEqual(['biblioteka', 'centrs']);
  expect(reads).toBe(1);

  const third = desk.creation('site', 'org', { name: 'Ciems' });
  await desk.push(third);
  expect(await names()).toEqual(['Ciems', 'biblioteka', 'centrs']);
  clock.now += 1000;
  await desk.push(desk.alteration(third, { name: 'Pilsēta' }));
  expect(await names()).toEqual(['Pilsēta', 'biblioteka', 'centrs']);
  await desk.push(desk.deletion(third));
  expect(await names()).toEqual(['biblioteka', 'centrs']);
  expect(reads).toBe(4);
});

test('a coordinator may write to a new place with the next request, and no longer to one that is gone', async () => {
  server = await testServer();
  const desk = await server.coordinator();
  await desk.pull();
  const third = desk.creation('site', 'org', { name: 'Ciems' });
  await desk.push(third);
  const scope = `site:${third.id}`;
  const list = (): Promise<{ rejected: readonly { code: string }[] }> =>
    desk.push(desk.creation('todo-list', scope, { title: 'Te' }));
  expect((await list()).rejected).toEqual([]);
  server.clock.now += 1000;
  await desk.push(desk.deletion(third));
  expect((await list()).rejected).toMatchObject([{ code: 'forbidden' }]);
  const { body } = await desk.ask();
  expect(
    Object.keys(body.cursors)
      .filter((name) => name.startsWith('site:'))
      .toSorted(),
  ).toEqual([`site:${LIBRARY}`, `site:${CENTRE}`].toSorted());
});
