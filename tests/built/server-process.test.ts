// The built server as a process: how it starts, what it says, how it ends, and that a kill at any moment loses nothing acknowledged.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { uuidv7 } from '#core/ids.ts';
import { makeStamp } from '#core/stamp.ts';
import type { EnrolAnswer, SyncAnswer } from '#sync/messages.ts';
import { type BuiltServer, builtServer, freePort, SETUP_CODE } from '../support/built-server.ts';
import { seededBytes } from '../support/device.ts';

const MAIN = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));
const open: BuiltServer[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});
const started = async (...args: Parameters<typeof builtServer>): Promise<BuiltServer> => {
  const server = await builtServer(...args);
  open.push(server);
  return server;
};
const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'vestnesis-start-'));
  folders.push(folder);
  return folder;
};

type Ended = { readonly code: number | null; readonly said: string; readonly ms: number };
/** Runs the server until it ends by itself, or is told to end once it has said what is waited for. */
function run(env: Record<string, string>, until?: RegExp): Promise<Ended> {
  return new Promise((resolve) => {
    const began = performance.now();
    let said = '';
    let ms = 0;
    const { DATABASE_URL: _, ...inherited } = process.env;
    const child = spawn(process.execPath, [MAIN], {
      env: { ...inherited, HOST: '127.0.0.1', SETUP_CODE: '', ...env },
    });
    const hear = (part: Buffer): void => {
      said += part.toString();
      if (ms === 0 && until?.test(said)) {
        ms = performance.now() - began;
        child.kill('SIGTERM');
      }
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', (code) => resolve({ code, said, ms }));
  });
}

async function enrol(url: string): Promise<EnrolAnswer> {
  const answer = await fetch(`${url}/api/v1/enrol`, {
    method: 'POST',
    body: JSON.stringify({ code: SETUP_CODE, device: { id: 'killtest', name: 'Planšete' } }),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as EnrolAnswer;
}
const send = (url: string, token: string, body: object): Promise<Response> =>
  fetch(`${url}/api/v1/sync`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ schema: 1, now: Date.now(), cursors: {}, changes: [], ...body }),
  });

test('the first start prints address, code, link and QR; after enrolment only the address; the second takes under 2 s', async () => {
  const env = { DATA_DIR: await newFolder(), PORT: `${await freePort()}` };
  const first = await run(env, /Link .*\n[\s\S]*▀{10}/);
  expect(first.code).toBe(0);
  const code = /Code {2}([0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4})\n/.exec(first.said)?.[1];
  expect(code).toBeDefined();
  expect(first.said).toContain(`http://127.0.0.1:${env.PORT}/enrol#${code}`);
  const second = await run(env, /Link/);
  expect([second.code, second.said.includes(code!)]).toEqual([0, false]);
  expect(second.ms).toBeLessThan(2000);
  const server = await started();
  await enrol(server.url);
  await server.stop();
  expect(
    (await run({ DATA_DIR: server.dataDir, PORT: env.PORT }, /running at/)).said,
  ).not.toContain('Code');
});

test('what can be mended is told in one sentence, without a stack', async () => {
  const busy = await started();
  const file = join(await newFolder(), 'file');
  await writeFile(file, '');
  const cases: [env: Record<string, string>, says: RegExp][] = [
    [{ PORT: 'http' }, /PORT/],
    [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL/],
    [{ DATA_DIR: file }, /DATA_DIR/],
    [{ DATA_DIR: '/proc/nothing' }, /DATA_DIR/],
    [{ GEO_PACK: '/nowhere' }, /GEO_PACK/],
    [{ PORT: new URL(busy.url).port }, /in use.*PORT/],
  ];
  for (const [env, says] of cases) {
    const ended = await run({ DATA_DIR: await newFolder(), PORT: '0', ...env });
    expect(ended.code, JSON.stringify(env)).toBe(1);
    expect(ended.said.trim()).toMatch(says);
    expect(ended.said.trim().split('\n')).toHaveLength(1);
  }
});

test('a second start by mistake does not take the code of the first away', async () => {
  const server = await started();
  await run({ DATA_DIR: server.dataDir, PORT: new URL(server.url).port });
  await enrol(server.url);
});

test('SIGTERM closes streams, lets the running request finish, and ends with 0', async () => {
  const { url, token, stop } = await (async () => {
    const server = await started();
    return { url: server.url, token: (await enrol(server.url)).token, stop: server.stop };
  })();
  const live = await fetch(`${url}/api/v1/sync/live`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const stream = live.text();
  // Read as it comes: a client that leaves a long answer lying until the line is closed calls that a fault of the server.
  const [answer] = await Promise.all([
    send(url, token, {}).then(async (one) => ({
      status: one.status,
      body: (await one.json()) as SyncAnswer,
    })),
    new Promise((resolve) => setTimeout(resolve, 5)).then(stop),
  ]);
  expect(answer.status).toBe(200);
  expect(answer.body.changes.length).toBeGreaterThan(50);
  expect(await stream).toContain(': here');
});

test('too large a request is refused over the wire, and the connection goes on', async () => {
  const { url } = await started();
  const { token } = await enrol(url);
  for (let i = 0; i < 3; i += 1) {
    const answer = await fetch(`${url}/api/v1/sync`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: 'x'.repeat(6 * 1024 * 1024),
    });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: 'too-large', limit: 4 * 1024 * 1024 });
    expect((await send(url, token, {})).status).toBe(200);
  }
});

test('killed in the middle of pushes, again and again: what was acknowledged is there', async () => {
  const server = await started();
  const { token, scopes } = await enrol(server.url);
  const scope = scopes.find((one) => one.startsWith('site:'))!;
  const random = seededBytes(4);
  const acknowledged = new Map<string, string>();
  let cursors: Record<string, number> = {};
  for (let kill = 0; kill < 6; kill += 1) {
    let running = true;
    const pushing = Array.from({ length: 4 }, async () => {
      while (running) {
        const changes = Array.from({ length: 20 }, () => ({
          kind: 'todo-list',
          id: uuidv7(Date.now(), random),
          scope,
          fields: { title: [`Saraksts ${kill}`, makeStamp(Date.now(), 0, 'killtest')] },
        }));
        const answer = await send(server.url, token, { changes, cursors })
          .then((reply) => reply.json() as Promise<SyncAnswer>)
          .catch(() => undefined);
        for (const receipt of answer?.receipts ?? [])
          acknowledged.set(receipt.id, receipt.fields['title']!);
        if (answer) cursors = answer.cursors;
      }
    });
    await new Promise((resolve) => setTimeout(resolve, 150 + kill * 37));
    await server.kill();
    running = false;
    await Promise.all(pushing);
    await server.start();
  }
  const stored = new Map<string, string>();
  let more = true;
  for (cursors = {}; more;) {
    const answer = (await (await send(server.url, token, { cursors })).json()) as SyncAnswer;
    for (const record of answer.changes)
      if (record.kind === 'todo-list') stored.set(record.id, record.fields['title']![1]);
    ({ cursors, more } = answer);
  }
  expect(acknowledged.size).toBeGreaterThan(100);
  const missing = [...acknowledged].filter(([id, stamp]) => stored.get(id) !== stamp);
  expect(missing).toEqual([]);
});

test('the demo is marked as such wherever it is seen', async () => {
  const server = await started({ ORG_NAME: 'Testa novads' }, { args: ['--demo'] });
  const { org, person } = await enrol(server.url);
  expect(org.name).toBe('Testa novads (PARAUGS)');
  expect(person.role).toBe('coordinator');
});
