// A server in a process of its own whose heap is looked at (`node --expose-gc`): with few records stored, with ten times as many, with
// lines open and closed again. Prints one JSON line. Started by memory.test.ts, so that nothing of the tests lies in the same heap.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { uuidv7 } from '#core/ids.ts';
import { makeStamp } from '#core/stamp.ts';
import { type Kind, SCHEMA } from '#records/registry.ts';
import { createApp } from '#server/app.ts';
import { invite } from '#server/auth/enrolment.ts';
import { acceptChanges, systemSender } from '#server/store/accept.ts';
import { openSqliteStore } from '#server/store/sqlite-store.ts';
import { API, type EnrolAnswer, type SyncAnswer } from '#sync/messages.ts';
import { registersOf, type WireRecord } from '#sync/wire.ts';

const [few, many, readers, lines] = process.argv.slice(2).map(Number) as [
  number,
  number,
  number,
  number,
];
const random = (n: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(n));
const folder = mkdtempSync(join(tmpdir(), 'vestnesis-memory-'));
const store = openSqliteStore(
  join(folder, 'vestnesis.sqlite'),
  uuidv7(Date.now(), random),
  Date.now(),
);
const means = { nowMs: Date.now(), random, server: 'svmemory' };
const { app, live } = createApp({
  store,
  now: Date.now,
  random,
  server: means.server,
  version: 'test',
  clientDir: folder,
  log: (line) => console.error(line),
});

const record = (kind: Kind, scope: string, values: Record<string, unknown>): WireRecord => ({
  kind,
  id: uuidv7(Date.now(), random),
  scope,
  fields: registersOf(kind, values, makeStamp(Date.now() - 1000, 0, means.server)),
});
const site = record('site', 'org', { name: 'Bibliotēka' });
const person = record('person', 'org', {
  displayName: 'Paraugs',
  role: 'ambassador',
  sites: { [site.id]: true },
  active: true,
});
await store.transaction((writing) =>
  acceptChanges(writing, [site, person], systemSender(Date.now())),
);
const scope = `site:${site.id}`;
const NOTE = 'Apskatīt rēķinu un atrast summu, konta numuru un samaksas dienu. ';
const list = (): WireRecord =>
  record('todo-list', scope, {
    title: 'Saraksts',
    notes: Object.fromEntries(['a1', 'a2', 'a3', 'a4', 'a5'].map((key) => [key, NOTE.repeat(2)])),
  });

async function post<T>(path: string, body: unknown, token?: string): Promise<T> {
  const answer = await app.request(`${API}${path}`, {
    method: 'POST',
    headers: {
      'content-encoding': 'gzip',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: new Uint8Array(gzipSync(JSON.stringify(body))),
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text}`);
  return JSON.parse(text) as T;
}
let tablets = 0;
async function enrolled(): Promise<string> {
  tablets += 1;
  const device = { id: `memo${String(tablets).padStart(4, '0')}`, name: '' };
  const { code } = await store.transaction((writing) => invite(writing, person.id, means));
  return (await post<EnrolAnswer>('/enrol', { code, device })).token;
}
const sync = (
  token: string,
  cursors: SyncAnswer['cursors'],
  more: Record<string, unknown>,
): Promise<SyncAnswer> =>
  post('/sync', { schema: SCHEMA, now: Date.now(), cursors, changes: [], ...more }, token);

/** The whole way of a new tablet, healing included, in both forms that a page has. */
async function lookAtAll(token: string, form: Record<string, unknown>): Promise<number> {
  let count = 0;
  for (let cursors: SyncAnswer['cursors'] = {}; ;) {
    const answer = await sync(token, cursors, form);
    ({ cursors } = answer);
    for (const { ids } of answer.columns ?? []) count += ids.length;
    count += answer.changes.length;
    if (answer.more) continue;
    const buckets = Array.from({ length: 256 }, (_, bucket) => bucket);
    for (const heal of [[{ scope, kind: 'todo-list' }], [{ scope, kind: 'todo-list', buckets }]])
      await sync(token, cursors, { heal });
    return count;
  }
}

/** Bytes that are still held when all that can go has gone. */
async function held(): Promise<number> {
  for (let i = 0; i < 10; i += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    globalThis.gc?.();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

let stored = 0;
let cursors: SyncAnswer['cursors'] = {};
const writer = await enrolled();
const tokens = await Promise.all(Array.from({ length: readers }, enrolled));
async function fillTo(count: number): Promise<number> {
  for (; stored < count; stored += 1000) {
    const changes = Array.from({ length: 1000 }, list);
    const answer = await sync(writer, cursors, { changes });
    ({ cursors } = answer);
    if (answer.receipts.length !== changes.length) throw new Error('not all were taken');
  }
  const seen = await Promise.all(
    tokens.map((token, i) => lookAtAll(token, i % 2 === 0 ? {} : { columns: [] })),
  );
  if (seen.some((number) => number < stored)) throw new Error(`of ${stored} came ${seen.join()}`);
  return held();
}

// Several times with the same: what is made only once, and what is let go of late, does not count.
let withFew = Number.POSITIVE_INFINITY;
for (let i = 0; i < 5; i += 1) withFew = Math.min(withFew, await fillTo(few));
const withMany = await fillTo(many);

/** A token may hold three lines. */
const open: Response[] = [];
for (let i = 0; i < lines; i += 1)
  open.push(
    await app.request(`${API}/sync/live`, {
      headers: { authorization: `Bearer ${tokens[Math.floor(i / 3)]}` },
    }),
  );
const count = live.count();
const withLines = await held();
for (const answer of open.splice(0)) await answer.body?.cancel();
live.closeAll();
const afterLines = await held();

console.log(JSON.stringify({ withFew, withMany, lines: count, withLines, afterLines, stored }));
await store.close();
rmSync(folder, { recursive: true });
