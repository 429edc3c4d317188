// A server in a process of its own that exports many answers (`node tests/server/export-memory-run.ts <responses> <questions> <kinds>`):
// how much memory the process ever took, row counts and checksums. Prints one JSON line. Started by export-memory.test.ts.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from '#core/ids.ts';
import { makeStamp } from '#core/stamp.ts';
import type { Kind } from '#records/registry.ts';
import { createApp } from '#server/app.ts';
import { invite } from '#server/auth/enrolment.ts';
import { acceptChanges, systemSender } from '#server/store/accept.ts';
import { openSqliteStore } from '#server/store/sqlite-store.ts';
import { API } from '#sync/messages.ts';
import { registersOf, type WireRecord } from '#sync/wire.ts';

const [many, questions] = process.argv.slice(2, 4).map(Number) as [number, number];
const kinds = (process.argv[4] ?? 'csv').split(',');
const random = (n: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(n));
const now = Date.now();
// Filled by a process before: what the filling takes is not to be measured.
const [, , , , , given] = process.argv;
const folder = given ?? mkdtempSync(join(tmpdir(), 'vestnesis-export-'));
if (given === undefined)
  execFileSync(process.execPath, [...process.argv.slice(1, 4), kinds.join(','), folder], {
    stdio: 'inherit',
  });
const store = openSqliteStore(join(folder, 'vestnesis.sqlite'), uuidv7(now, random), now);
const means = { nowMs: now, random, server: 'svexport' };
const record = (kind: Kind, scope: string, values: Record<string, unknown>): WireRecord => ({
  kind,
  id: uuidv7(now, random),
  scope,
  fields: registersOf(kind, values, makeStamp(now - 1000, 0, means.server)),
});
const site = record('site', 'org', { name: 'Bibliotēka' });
const person = record('person', 'org', {
  displayName: 'Paraugs',
  role: 'coordinator',
  sites: {},
  active: true,
});
const types = ['select_one', 'select_multiple', 'integer', 'text'] as const;
const choices = ['a', 'b', 'c', 'd'].map((name) => ({ name }));
const items = Array.from({ length: questions }, (_, i) => {
  const type = types[i % types.length]!;
  return { name: `q${i}`, type, ...(type.startsWith('select') ? { choices } : {}) };
});
const survey = record('survey', 'public', {
  slug: 'large',
  order: 1,
  validDays: 365,
  form: { format: 1, version: 1, items },
  text: { 'lv.title': 'Liela' },
});
const at = new Date(now - 5 * 86_400_000).toISOString().slice(0, 10);
const response = (n: number): WireRecord =>
  record('response', `site:${site.id}`, {
    survey: 'large',
    formVersion: 1,
    startedAt: now - 600_000,
    completedAt: now - 1000,
    answers: Object.fromEntries(
      items.map(({ name, type }, i) => {
        const pick = choices[(n + i) % 4]!.name;
        const value =
          type === 'select_one'
            ? pick
            : type === 'select_multiple'
              ? [pick, 'a'].slice(0, 1 + (n % 2))
              : type === 'integer'
                ? n % 97
                : `Atbilde ${n}, jautājums ${i}`;
        return [name, { value, at }];
      }),
    ),
  });
const take = (changes: readonly WireRecord[]): Promise<unknown> =>
  store.transaction((writing) => acceptChanges(writing, changes, systemSender(now)));
if (given !== undefined) {
  await take([site, survey]);
  for (let n = 0; n < many; n += 1000)
    await take(Array.from({ length: Math.min(1000, many - n) }, (_, i) => response(n + i)));
  await store.close();
  process.exit(0);
}
await take([person]);

const { app } = createApp({
  store,
  now: () => now,
  random,
  server: means.server,
  version: 'test',
  clientDir: folder,
  log: (line) => console.error(line),
});
const { code } = await store.transaction((writing) => invite(writing, person.id, means));
const enrolled = await app.request(`${API}/enrol`, {
  method: 'POST',
  body: JSON.stringify({ code, device: { id: 'expo0001', name: '' } }),
});
const { token } = (await enrolled.json()) as { token: string };
const ask = (path: string): Promise<Response> =>
  Promise.resolve(
    app.request(`${API}/surveys/large/${path}`, { headers: { authorization: `Bearer ${token}` } }),
  );

/** The most that this process held in memory so far, in MB: also what lies outside of the heap. */
const peak = (): number => Math.round(process.resourceUsage().maxRSS / 1024);
const before = peak();
const files: Record<string, unknown>[] = [];
for (const kind of kinds) {
  const started = performance.now();
  const answer = await ask(`responses.${kind}`);
  const hash = createHash('sha256');
  let size = 0;
  let lines = 0;
  for await (const piece of answer.body!) {
    hash.update(piece);
    size += piece.length;
    if (kind === 'csv') for (const byte of piece) lines += byte === 10 ? 1 : 0;
  }
  files.push({
    kind,
    status: answer.status,
    rows: Number(answer.headers.get('x-row-count')),
    lines,
    size,
    told: Number(answer.headers.get('content-length')),
    whole: answer.headers.get('repr-digest') === `sha-256=:${hash.digest('base64')}:`,
    seconds: Math.round((performance.now() - started) / 100) / 10,
    peak: peak(),
  });
}
const started = performance.now();
const { responses } = (await (await ask('results?cross=q0')).json()) as { responses: number };
const seconds = Math.round((performance.now() - started) / 100) / 10;
console.log(JSON.stringify({ many, before, files, results: { responses, seconds, peak: peak() } }));
await store.close();
rmSync(folder, { recursive: true });
