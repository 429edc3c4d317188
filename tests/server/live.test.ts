// Pokes: who is told what, and that no connection outlives its token, its client or the server.
import { afterEach, expect, test, vi } from 'vitest';
import { CENTRE, LIBRARY, type Tablet, type TestServer, testServer } from '../support/server.ts';

const SITE = `site:${LIBRARY}`;
let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});
const opened = async (): Promise<TestServer> => (server = await testServer());

type Ear = {
  readonly heard: unknown[];
  readonly ended: Promise<void>;
  readonly stop: () => void;
  readonly open: () => boolean;
};

async function listen(at: TestServer, tablet: Tablet): Promise<Ear> {
  const abort = new AbortController();
  const answer = await at.app.app.request('/api/v1/sync/live', {
    headers: { authorization: `Bearer ${tablet.token}` },
    signal: abort.signal,
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
  expect(answer.headers.get('cache-control')).toMatch(/no-store/);
  const heard: unknown[] = [];
  let open = true;
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  const ended = (async () => {
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
      if (done) break;
      for (const line of (value ?? '').split('\n'))
        if (line.startsWith('data: ')) heard.push(JSON.parse(line.slice(6)));
    }
    open = false;
  })();
  return { heard, ended, open: () => open, stop: () => void reader.cancel() };
}
/** For what must not happen: long enough for it to happen. */
const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));
const soon = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 4000 });

test('a write pokes everybody in the scope but its sender, with the scope and its seq', async () => {
  const at = await opened();
  const [a, b, elsewhere] = [
    await at.staff('ambassador'),
    await at.staff('mentor'),
    await at.staff('ambassador', [CENTRE]),
  ];
  const ears = [await listen(at, a), await listen(at, b), await listen(at, elsewhere)];
  const answer = await a.push(a.creation('todo-list', SITE, { title: 'Jauns' }));
  await soon(() => expect(ears[1]?.heard).toHaveLength(1));
  await aMoment();
  expect(ears.map((ear) => ear.heard)).toEqual([
    [],
    [{ scope: SITE, seq: answer.cursors[SITE] }],
    [],
  ]);
  // A request that changes nothing pokes nobody.
  await a.pull();
  await aMoment();
  expect(ears[1]?.heard).toHaveLength(1);
});

test('needs a token', async () => {
  const at = await opened();
  expect(await at.call('GET', '/sync/live')).toMatchObject({
    status: 401,
    body: { code: 'not-signed-in' },
  });
});

test('a connection is forgotten when its client goes, and closed with its device, its person and the server', async () => {
  const at = await opened();
  const desk = await at.coordinator();
  const tablets = [
    await at.staff('ambassador'),
    await at.staff('ambassador'),
    await at.staff('ambassador'),
    await at.staff('ambassador'),
  ] as const;
  const ears = await Promise.all(tablets.map((tablet) => listen(at, tablet)));
  expect(at.app.live.count()).toBe(4);
  ears[0]!.stop();
  await soon(() => expect(at.app.live.count()).toBe(3));
  await at.call('POST', `/devices/${tablets[1].deviceId}/revoke`, { token: desk.token, body: {} });
  await ears[1]!.ended;
  expect(at.app.live.count()).toBe(2);
  await desk.pull();
  at.clock.now += 1000;
  await desk.push(
    desk.alteration(desk.records.get(`person/${tablets[2].person.id}`)!, { active: false }),
  );
  await ears[2]!.ended;
  expect(at.app.live.count()).toBe(1);
  at.app.live.closeAll();
  await ears[3]!.ended;
  expect(at.app.live.count()).toBe(0);
});

test('one token holds few connections: the oldest gives way', async () => {
  const at = await opened();
  const a = await at.staff('ambassador');
  const ears: Ear[] = [];
  for (let i = 0; i < 6; i += 1) ears.push(await listen(at, a));
  await soon(() =>
    expect(ears.map((ear) => ear.open())).toEqual([false, false, false, true, true, true]),
  );
  expect(at.app.live.count()).toBe(3);
});

test('a new place is heard of on the open connection', async () => {
  const at = await opened();
  const a = await at.staff('ambassador', [LIBRARY]);
  const other = await at.staff('ambassador', [CENTRE]);
  const ear = await listen(at, a);
  const desk = await at.coordinator();
  await desk.pull();
  at.clock.now += 1000;
  await desk.push(
    desk.alteration(desk.records.get(`person/${a.person.id}`)!, { [`sites.${CENTRE}`]: true }),
  );
  // The poke about `org` comes after the connection has looked at the person's places again.
  await soon(() => expect(ear.heard).toContainEqual(expect.objectContaining({ scope: 'org' })));
  await other.push(other.creation('todo-list', `site:${CENTRE}`, { title: 'Centrā' }));
  await soon(() =>
    expect(ear.heard).toContainEqual(expect.objectContaining({ scope: `site:${CENTRE}` })),
  );
});

test('a change that concerns everybody asks for the rights of a few connections at a time, and all hear of it', async () => {
  const at = await opened();
  const ears: Ear[] = [];
  for (let i = 0; i < 6; i += 1) {
    const tablet = await at.staff('ambassador');
    for (let j = 0; j < 3; j += 1) ears.push(await listen(at, tablet));
  }
  const desk = await at.coordinator();
  let running = 0;
  let most = 0;
  const { read } = at.store;
  const reads = vi.spyOn(at.store, 'read').mockImplementation(async (work) => {
    most = Math.max(most, (running += 1));
    try {
      // As long as another machine would take.
      await new Promise((resolve) => setTimeout(resolve, 5));
      return await read(work);
    } finally {
      running -= 1;
    }
  });
  try {
    await desk.push(desk.creation('site', 'org', { name: 'Jauna vieta' }));
    await soon(() => {
      for (const { heard } of ears)
        expect(heard).toContainEqual(expect.objectContaining({ scope: 'org' }));
    });
  } finally {
    reads.mockRestore();
  }
  // The coordinator's own request is one of them.
  expect(most).toBeLessThanOrEqual(3);
});
