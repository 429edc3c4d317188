// Codes, tokens, who is asked to sign in, and how a lost tablet is closed.
import { afterEach, expect, test } from 'vitest';
import { DAY_MS } from '#core/dates.ts';
import { hashOf, plainCode } from '#server/auth/codes.ts';
import { ERRORS } from '#sync/errors.ts';
import type { EnrolAnswer } from '#sync/messages.ts';
import type { InviteAnswer } from '#sync/server-messages.ts';
import {
  CENTRE,
  CODE,
  LIBRARY,
  type Reply,
  type TestServer,
  testServer,
} from '../support/server.ts';
import { everythingStored } from '../support/store.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});
const opened = async (options = {}): Promise<TestServer> => (server = await testServer(options));
const tryCode = (at: TestServer, code: string, headers = {}): Promise<Reply<EnrolAnswer>> =>
  at.call<EnrolAnswer>('POST', '/enrol', {
    body: { code, device: { id: 'abcdefgh', name: 'Planšete' } },
    headers,
  });

test('the first code lets the first coordinator in, with every place', async () => {
  const at = await opened();
  const { status, body } = await tryCode(at, CODE);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    person: { role: 'coordinator' },
    device: { id: 'abcdefgh', name: 'Planšete' },
    org: { name: 'Testa novads' },
  });
  expect(body.sites.map((site) => site.id).toSorted()).toEqual([LIBRARY, CENTRE].toSorted());
  expect(body.scopes.toSorted()).toEqual(
    ['org', `person:${body.person.id}`, 'public', `site:${LIBRARY}`, `site:${CENTRE}`].toSorted(),
  );
  expect(body.token.length).toBeGreaterThanOrEqual(43);
});

test.each(['TEST-0001', 'test0001', 'TestOOOl', ' test-oooi '])(
  'a code may be typed as "%s"',
  async (typed) => {
    expect((await tryCode(await opened({ setupCode: 'TEST-0001' }), typed)).status).toBe(200);
  },
);

test('a code works once', async () => {
  const at = await opened();
  await tryCode(at, CODE);
  expect(await tryCode(at, CODE)).toMatchObject({ status: 410, body: { code: 'code-used' } });
});

test('a code works for 7 days', async () => {
  const at = await opened();
  at.clock.now += 7 * DAY_MS;
  expect(await tryCode(at, CODE)).toMatchObject({ status: 410, body: { code: 'code-expired' } });
});

test('a coordinator invites a person; the link carries the code where no server sees it', async () => {
  const at = await opened();
  const desk = await at.coordinator();
  const person = desk.creation('person', 'org', {
    displayName: 'Bibliotekāre',
    role: 'ambassador',
    sites: { [CENTRE]: true },
  });
  await desk.push(person);
  const invited = await at.call<InviteAnswer>('POST', '/invites', {
    token: desk.token,
    body: { personId: person.id },
    headers: { host: 'novads.test' },
  });
  expect(invited.status).toBe(200);
  expect(invited.body.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(invited.body.url).toBe(`http://novads.test/enrol#${invited.body.code}`);
  expect(Date.parse(invited.body.expiresAt)).toBe(at.clock.now + 7 * DAY_MS);
  const tablet = await at.enrol(invited.body.code);
  expect(tablet.enrolled.sites).toEqual([{ id: CENTRE, name: 'centrs' }]);
  const behind = await at.call<InviteAnswer>('POST', '/invites', {
    token: desk.token,
    body: { personId: person.id },
    headers: { host: 'novads.test', 'x-forwarded-proto': 'https' },
  });
  expect(behind.body.url).toMatch(/^https:/);
  expect(
    await at.call('POST', '/invites', { token: desk.token, body: { personId: LIBRARY } }),
  ).toMatchObject({ status: 404 });
});

test('the tablet gets a record, so that everybody calls it by the same name', async () => {
  const at = await opened();
  const a = await at.staff('mentor');
  await a.pull();
  expect(
    [...a.records.values()].filter(
      (record) => record.kind === 'device' && record.fields['deviceId']?.[0] === a.deviceId,
    ),
  ).toHaveLength(1);
});

test('a tablet that enrols again keeps its record', async () => {
  const at = await opened();
  const a = await at.staff('mentor');
  at.clock.now += 1000;
  const again = await at.enrol(await at.codeFor('ambassador'), a.deviceId);
  await again.pull();
  const records = [...again.records.values()].filter(
    (record) => record.kind === 'device' && record.fields['deviceId']?.[0] === a.deviceId,
  );
  expect(records).toHaveLength(1);
  expect(records[0]!.fields['personId']?.[0]).toBe(again.person.id);
});

test('neither tokens nor codes are stored, only their hashes', async () => {
  const at = await opened();
  const a = await at.staff('ambassador');
  const stored = await everythingStored(at.dataDir, at.store);
  expect(stored).toContain(a.deviceId);
  expect(stored).not.toContain(a.token);
  for (const code of [CODE, plainCode(CODE)]) expect(stored).not.toContain(code);
});

test('five wrong codes a minute from one address, then a wait that is told; other addresses go on', async () => {
  const at = await opened();
  for (let i = 0; i < 5; i += 1)
    expect(await tryCode(at, `AAAA-000${i}`)).toMatchObject({
      status: 404,
      body: { code: 'code-unknown' },
    });
  const refused = await tryCode(at, CODE);
  expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-tries', retryAfter: 60 } });
  expect(refused.headers.get('retry-after')).toBe('60');
  at.clock.now += 59_000;
  expect((await tryCode(at, CODE)).headers.get('retry-after')).toBe('1');
  at.clock.now += 1001;
  expect((await tryCode(at, CODE)).status).toBe(200);
});

test('wrong codes tried all at once are counted one by one, and a restart forgives nothing', async () => {
  const at = await opened();
  const tried = await Promise.all(Array.from({ length: 30 }, (_, i) => tryCode(at, `AAAA-00${i}`)));
  const count = (status: number): number => tried.filter((one) => one.status === status).length;
  expect([count(404), count(429)]).toEqual([5, 25]);
  server = await at.restart();
  expect((await tryCode(server, CODE)).status).toBe(429);
  at.clock.now += 60_000;
  expect((await tryCode(server, CODE)).status).toBe(200);
});

/** A code as it comes through a proxy on this machine that tells the asker's address. */
const through = (at: TestServer, code: string, told: string): Promise<Response> =>
  Promise.resolve(
    at.app.app.request(
      '/api/v1/enrol',
      {
        method: 'POST',
        headers: { 'x-forwarded-for': told },
        body: JSON.stringify({ code, device: { id: 'abcdefgh', name: '' } }),
      },
      { incoming: { socket: { remoteAddress: '127.0.0.1' } } as never },
    ),
  );

test('of those who tried no address is kept, and nothing once their minute is over', async () => {
  const at = await opened();
  const kept = (address: string): Promise<number[]> =>
    at.store.read((reading) => reading.tries(hashOf(`address:${address}`)));
  await through(at, 'AAAA-0000', '203.0.113.5');
  expect(await kept('203.0.113.5')).toEqual([at.clock.now]);
  expect(await everythingStored(at.dataDir, at.store)).not.toContain('203.0.113.5');
  at.clock.now += 60_001;
  await through(at, 'AAAA-0000', '203.0.113.6');
  expect(await kept('203.0.113.5')).toEqual([]);
  at.clock.now += 60_001;
  expect((await through(at, CODE, '203.0.113.6')).status).toBe(200);
  expect(await kept('203.0.113.6')).toEqual([]);
});

test('behind a proxy on the same machine its word for the address counts, the last one', async () => {
  const at = await opened();
  for (let i = 0; i < 5; i += 1) await through(at, 'AAAA-0000', `10.0.0.${i}, 203.0.113.5`);
  expect((await through(at, CODE, '203.0.113.5')).status).toBe(429);
  expect((await through(at, CODE, '203.0.113.6')).status).toBe(200);
});

test('every route but the open ones asks to sign in', async () => {
  const at = await opened();
  const document = await at.call<{
    paths: Record<string, Record<string, { security?: unknown[] }>>;
  }>('GET', '/openapi.json');
  const tried: string[] = [];
  for (const [path, methods] of Object.entries(document.body.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (operation.security?.length === 0) continue;
      const place = path.replace('{sha256}', 'a'.repeat(64)).replaceAll(/\{\w+\}/g, 'person');
      const body = method === 'get' ? {} : { body: {} };
      for (const token of [undefined, 'wrong', `x${'y'.repeat(42)}`]) {
        const reply = await at.call(method.toUpperCase() as 'GET', place, {
          ...body,
          ...(token === undefined ? {} : { token }),
        });
        expect(reply, `${method} ${path}`).toMatchObject({
          status: 401,
          body: { code: 'not-signed-in' },
        });
        expect(reply.headers.get('www-authenticate')).toBe('Bearer');
      }
      tried.push(`${method} ${path}`);
    }
  }
  expect(tried).toContain('post /sync');
  expect(tried.length).toBeGreaterThanOrEqual(7);
});

test('what is for coordinators is for nobody else', async () => {
  const at = await opened();
  const a = await at.staff('ambassador');
  for (const [method, path] of [
    ['GET', '/devices'],
    ['POST', '/invites'],
    ['POST', `/devices/${a.deviceId}/revoke`],
  ] as const) {
    const reply = await at.call(method, path, {
      token: a.token,
      ...(method === 'POST' ? { body: { personId: a.person.id } } : {}),
    });
    expect(reply, path).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  }
});

test('a closed device is told so at once, with the wipe when it was asked for', async () => {
  const at = await opened();
  const desk = await at.coordinator();
  const a = await at.staff('ambassador');
  const b = await at.staff('ambassador');
  expect(
    await at.call('POST', `/devices/${a.deviceId}/revoke`, {
      token: desk.token,
      body: { wipe: true },
    }),
  ).toMatchObject({ status: 200, body: { revoked: true, wipe: true } });
  expect(await a.ask()).toMatchObject({
    status: 403,
    body: { code: 'device-revoked', wipe: true },
  });
  await at.call('POST', `/devices/${b.deviceId}/revoke`, { token: desk.token, body: {} });
  expect(await b.ask()).toMatchObject({
    status: 403,
    body: { code: 'device-revoked', wipe: false },
  });
  // Once asked for, a wipe stays asked for.
  expect(
    await at.call('POST', `/devices/${a.deviceId}/revoke`, { token: desk.token, body: {} }),
  ).toMatchObject({ body: { wipe: true } });
  expect(
    await at.call('POST', '/devices/nobody/revoke', { token: desk.token, body: {} }),
  ).toMatchObject({ status: 404 });
});

test('a person who leaves is out at the next request', async () => {
  const at = await opened();
  const desk = await at.coordinator();
  const a = await at.staff('ambassador');
  await desk.pull();
  at.clock.now += 1000;
  await desk.push(desk.alteration(desk.records.get(`person/${a.person.id}`)!, { active: false }));
  expect(await a.ask()).toMatchObject({
    status: 403,
    body: { code: 'device-revoked', wipe: false },
  });
  expect(
    await at.call('POST', '/invites', { token: desk.token, body: { personId: a.person.id } }),
  ).toMatchObject({ status: 404 });
});

test('while nobody has enrolled each start makes a code anew; afterwards none', async () => {
  let at = await opened();
  await at.call('GET', '/health');
  at = server = await at.restart();
  expect((await tryCode(at, CODE)).status).toBe(200);
  at = server = await at.restart();
  expect(await tryCode(at, CODE)).toMatchObject({ body: { code: 'code-used' } });
});

test('every refusal carries a code from the closed list and a sentence', async () => {
  const at = await opened();
  const replies = [
    await tryCode(at, 'AAAA-0000'),
    await at.call('GET', '/nowhere'),
    await at.call('POST', '/enrol', { body: {} }),
    await at.call('GET', '/devices'),
  ];
  for (const { body } of replies as Reply<{ code: string; message: string }>[]) {
    expect(Object.keys(ERRORS)).toContain(body.code);
    expect(body.message).toMatch(/\w+ \w+/);
  }
});
