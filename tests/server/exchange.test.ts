// What a device pulls: pages, cursors, proof, healing, and when it has to begin afresh. Read together with src/shared/sync/README.md.
import { afterEach, expect, test, vi } from 'vitest';
import { DAY_MS } from '#core/dates.ts';
import { addLanes, lanesHex, NO_LANES } from '#core/hash.ts';
import { makeStamp } from '#core/stamp.ts';
import { retain } from '#server/store/retention.ts';
import { bucketOf, recordLanes, stampsOf } from '#sync/digest.ts';
import { LIMITS, type SyncAnswer } from '#sync/messages.ts';
import type { WireRecord } from '#sync/wire.ts';
import { CENTRE, LIBRARY, type Tablet, type TestServer, testServer } from '../support/server.ts';

// Real files and many requests: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const SITE = `site:${LIBRARY}`;
const OTHER = `site:${CENTRE}`;
let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});
const opened = async (): Promise<TestServer> => (server = await testServer());

/** The digests that a device counts from what it holds. */
function counted(records: Iterable<WireRecord>): Record<string, string> {
  const lanes: Record<string, ReturnType<typeof recordLanes>> = {};
  for (const record of records) {
    const name = `${record.scope}/${record.kind}`;
    lanes[name] = addLanes(
      lanes[name] ?? NO_LANES,
      recordLanes(record.id, stampsOf(record.fields)),
    );
  }
  return Object.fromEntries(Object.entries(lanes).map(([name, sum]) => [name, lanesHex(sum)]));
}
const withoutNothing = (digests: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(digests).filter(([, hex]) => !/^0+$/.test(hex)));

const lists = (tablet: Tablet, count: number): WireRecord[] =>
  Array.from({ length: count }, (_, i) =>
    tablet.creation('todo-list', SITE, { title: `Saraksts ${i}` }),
  );

const personOf = async (at: TestServer, tablet: Tablet): Promise<WireRecord> => {
  const desk = await at.coordinator();
  await desk.pull();
  return desk.records.get(`person/${tablet.person.id}`)!;
};

test('after the last page the digests equal what a device counts itself, through edits, deletes and erasures', async () => {
  const at = await opened();
  const a = await at.staff('ambassador');
  const b = await at.staff('mentor', [LIBRARY, CENTRE]);
  const made = lists(a, 30);
  await a.push(...made);
  at.clock.now += 1000;
  await a.push(
    ...made.slice(0, 10).map((list) => a.alteration(list, { 'ticks.x': true })),
    a.deletion(made[11]!),
    a.erasure(made[12]!),
  );
  for (const tablet of [a, b]) {
    tablet.cursors = {};
    tablet.records.clear();
    const last = await tablet.pull();
    expect(withoutNothing(last.digests)).toEqual(counted(tablet.records.values()));
    expect(Object.keys(last.digests)).toContain(`${SITE}/todo-list`);
  }
  expect(Object.keys((await b.pull()).digests)).not.toContain('org/draft');
});

test('pages hold at most 1,000 records, in order of seq, and digests come with the last one only', async () => {
  const at = await opened();
  const a = await at.staff('ambassador');
  const made = lists(a, 2300);
  for (let i = 0; i < made.length; i += 1000) await a.push(...made.slice(i, i + 1000));
  const b = await at.staff('ambassador');
  const seen: string[] = [];
  const sizes: number[] = [];
  for (let more = true; more;) {
    const answer = await b.push();
    sizes.push(answer.changes.length);
    seen.push(
      ...answer.changes.filter((record) => record.kind === 'todo-list').map((record) => record.id),
    );
    more = answer.more;
    expect(Object.keys(answer.digests).length === 0).toBe(more);
  }
  expect(Math.max(...sizes)).toBe(LIMITS.pageRecords);
  expect(sizes).toHaveLength(3);
  expect(seen).toEqual(made.map((list) => list.id));
});

test('a page is also bounded by its weight', async () => {
  const at = await opened();
  const desk = await at.coordinator();
  const heavy = Array.from({ length: 30 }, (_, i) =>
    desk.creation('survey', 'public', {
      slug: `s${i}`,
      order: i,
      validDays: 1,
      form: { pad: 'x'.repeat(150_000) },
    }),
  );
  for (const survey of heavy) await desk.push(survey);
  desk.cursors = {};
  const first = await desk.push();
  expect(first.more).toBe(true);
  expect(JSON.stringify(first).length).toBeLessThan(3 * 1024 * 1024);
  await desk.pull();
  for (const survey of heavy) expect(desk.records.has(`survey/${survey.id}`)).toBe(true);
});

test('cost follows the change: ten changes among many bring ten records', async () => {
  const at = await opened();
  const a = await at.staff('ambassador');
  const made = lists(a, 900);
  await a.push(...made);
  const b = await at.staff('ambassador');
  await b.pull();
  at.clock.now += 1000;
  await a.push(...made.slice(0, 10).map((list) => a.alteration(list, { 'ticks.x': true })));
  expect((await b.pull()).changes).toHaveLength(10);
});

test('nobody pulls what another place wrote', async () => {
  const at = await opened();
  const here = await at.staff('ambassador', [LIBRARY]);
  const there = await at.staff('ambassador', [CENTRE]);
  await here.push(here.creation('learner', SITE, { code: 'bērzs-upe-27' }));
  const answer = await there.pull();
  expect(answer.changes.some((record) => record.scope === SITE)).toBe(false);
  expect(Object.keys(answer.cursors)).not.toContain(SITE);
  expect(Object.keys(answer.digests).some((name) => name.startsWith(SITE))).toBe(false);
  // Not by asking for it either.
  const asked = await there.ask({
    cursors: { [SITE]: 0 },
    heal: [
      { scope: SITE, kind: 'learner' },
      { scope: SITE, kind: 'learner', buckets: [0, 1, 2] },
    ],
  });
  expect(JSON.stringify(asked.body)).not.toContain('bērzs');
  expect(asked.body).toMatchObject({ buckets: {}, healing: [] });
});

test('a place taken away: the device is told to let go, until its cursors show that it did', async () => {
  const at = await opened();
  const a = await at.staff('ambassador', [LIBRARY, CENTRE]);
  await a.push(a.creation('todo-list', OTHER, { title: 'Centrā' }));
  await a.pull();
  const desk = await at.coordinator();
  at.clock.now += 1000;
  await desk.push(desk.alteration(await personOf(at, a), { [`sites.${CENTRE}`]: false }));
  for (const _ of [1, 2]) expect((await a.ask()).body.reset).toEqual([OTHER]);
  await a.pull();
  expect(a.cursors).not.toHaveProperty(OTHER);
  expect((await a.ask()).body.reset).toBeUndefined();
  expect((await a.push(a.creation('todo-list', OTHER, { title: 'Vēl' }))).rejected).toMatchObject([
    { code: 'forbidden' },
  ]);
});

test('a place given: it is pulled at the next contact', async () => {
  const at = await opened();
  const b = await at.staff('ambassador', [CENTRE]);
  await b.push(b.creation('todo-list', OTHER, { title: 'Centrā' }));
  const a = await at.staff('ambassador', [LIBRARY]);
  await a.pull();
  const desk = await at.coordinator();
  at.clock.now += 1000;
  await desk.push(desk.alteration(await personOf(at, a), { [`sites.${CENTRE}`]: true }));
  const answer = await a.pull();
  expect(answer.reset).toBeUndefined();
  expect(answer.changes.some((record) => record.scope === OTHER)).toBe(true);
});

test('another role: scopes are pulled afresh, even when answers get lost on the way', async () => {
  const at = await opened();
  const a = await at.staff('mentor');
  await a.push(a.creation('todo-list', SITE, { title: 'Te' }));
  const desk = await at.coordinator();
  await desk.push(
    desk.creation('draft', 'org', {
      targetKind: 'lesson',
      targetId: LIBRARY,
      values: { 'text.lv.title': 'x' },
    }),
  );
  await a.pull();
  expect([...a.records.keys()].some((name) => name.startsWith('draft/'))).toBe(false);
  at.clock.now += 1000;
  await desk.push(desk.alteration(await personOf(at, a), { role: 'ambassador' }));
  const lost = await a.ask();
  expect(lost.body.reset?.toSorted()).toEqual(['org', SITE].toSorted());
  const lostToo = await a.ask();
  expect(lostToo.body.reset?.toSorted()).toEqual(['org', SITE].toSorted());
  const last = await a.pull();
  expect([...a.records.keys()].some((name) => name.startsWith('draft/'))).toBe(true);
  expect(withoutNothing(last.digests)).toEqual(counted(a.records.values()));
  expect((await a.ask()).body.reset).toBeUndefined();
  // And back: what may no longer be read is let go of.
  at.clock.now += 1000;
  await desk.push(desk.alteration(await personOf(at, a), { role: 'mentor' }));
  await a.pull();
  expect([...a.records.keys()].some((name) => name.startsWith('draft/'))).toBe(false);
});

test('a server restored from a backup sends all again instead of making a device let go', async () => {
  const at = await opened();
  const a = await at.staff('ambassador');
  await a.push(...lists(a, 5));
  await a.pull();
  a.cursors = Object.fromEntries(
    Object.entries(a.cursors).map(([scope, seq]) => [scope, seq + 100]),
  );
  const answer = await a.push();
  expect(answer.reset).toBeUndefined();
  expect(answer.changes.filter((record) => record.kind === 'todo-list')).toHaveLength(5);
  expect(answer.digests[`${SITE}/todo-list`]).toBe(
    counted(a.records.values())[`${SITE}/todo-list`],
  );
  expect(answer.cursors[SITE]).toBeLessThan(100);
  expect((await a.push()).changes).toEqual([]);
});

test('buckets show where two sides differ, and their records heal it', async () => {
  const at = await opened();
  const a = await at.staff('ambassador');
  const made = lists(a, 40);
  await a.push(...made);
  const { body } = await a.ask({ heal: [{ scope: SITE, kind: 'todo-list' }] });
  const theirs = body.buckets?.[`${SITE}/todo-list`] ?? [];
  expect(theirs).toHaveLength(256);
  // This device believes to hold all but one, and one in an older form.
  const [lost, stale, ...rest] = made;
  const mine = Array.from({ length: 256 }, () => NO_LANES);
  const old = { ...stale!, fields: { title: ['vecs', makeStamp(1, 0, 'aaaaaaaa')] as const } };
  for (const record of [old, ...rest])
    mine[bucketOf(record.id)] = addLanes(
      mine[bucketOf(record.id)]!,
      recordLanes(record.id, stampsOf(record.fields)),
    );
  const differing = theirs.flatMap((hex, bucket) =>
    hex === (mine[bucket]!.every((lane) => lane === 0) ? '' : lanesHex(mine[bucket]!))
      ? []
      : [bucket],
  );
  expect(differing.toSorted((x, y) => x - y)).toEqual(
    [...new Set([bucketOf(lost!.id), bucketOf(stale!.id)])].toSorted((x, y) => x - y),
  );
  const healed = await a.ask({ heal: [{ scope: SITE, kind: 'todo-list', buckets: differing }] });
  expect(healed.body.healing).toEqual(expect.arrayContaining([lost, stale]));
  expect(healed.body.healing?.every((record) => differing.includes(bucketOf(record.id)))).toBe(
    true,
  );
});

test('healing comes in pages of 1,000, told what to ask next, and misses nothing that changes meanwhile', async () => {
  const at = await opened();
  const a = await at.staff('ambassador');
  const made = lists(a, 2300);
  for (let i = 0; i < made.length; i += 1000) await a.push(...made.slice(i, i + 1000));
  const learner = a.creation('learner', SITE, { code: 'bērzs-upe-27' });
  await a.push(learner);
  const all = Array.from({ length: 256 }, (_, bucket) => bucket);
  const got: WireRecord[] = [];
  const pages: number[] = [];
  let heal: SyncAnswer['healMore'] = [
    { scope: SITE, kind: 'todo-list', buckets: all },
    { scope: SITE, kind: 'learner', buckets: all },
  ];
  while (heal) {
    const { status, body } = await a.ask({ heal });
    expect(status).toBe(200);
    pages.push(body.healing!.length);
    got.push(...body.healing!);
    heal = body.healMore;
    // One of those that came and one of those still to come.
    at.clock.now += 1000;
    if (pages.length === 1)
      await a.push(...[made[3]!, made[2200]!].map((list) => a.alteration(list, { title: 'Cits' })));
  }
  expect(pages).toEqual([1000, 1000, 302]);
  const titles = new Map(got.map((record) => [record.id, record.fields['title']?.[0]]));
  expect([...titles.keys()].toSorted()).toEqual([...made, learner].map(({ id }) => id).toSorted());
  expect([titles.get(made[3]!.id), titles.get(made[2200]!.id)]).toEqual(['Cits', 'Cits']);
});

test('healing is also bounded by its weight', async () => {
  const at = await opened();
  const desk = await at.coordinator();
  for (let i = 0; i < 30; i += 1)
    await desk.push(
      desk.creation('survey', 'public', {
        slug: `s${i}`,
        order: i,
        validDays: 1,
        form: { pad: 'x'.repeat(150_000) },
      }),
    );
  let heal: SyncAnswer['healMore'] = [
    {
      scope: 'public',
      kind: 'survey',
      buckets: Array.from({ length: 256 }, (_, bucket) => bucket),
    },
  ];
  const ids: string[] = [];
  while (heal) {
    const { body } = await desk.ask({ heal });
    expect(JSON.stringify(body.healing).length).toBeLessThan(2.2 * 1024 * 1024);
    ids.push(...body.healing!.map(({ id }) => id));
    heal = body.healMore;
  }
  expect(new Set(ids).size).toBe(30);
  expect(ids).toHaveLength(30);
});

test('tombstones are purged after 400 days; who was away longer pulls afresh, page by page', async () => {
  const at = await opened();
  const a = await at.staff('ambassador');
  const away = await at.staff('ambassador');
  const made = lists(a, 3);
  await a.push(...made);
  await away.pull();
  await a.push(a.deletion(made[0]!));
  await a.push(...lists(a, 1000));
  await a.push(...lists(a, 500));
  await a.pull();
  at.clock.now += 399 * DAY_MS;
  expect((await retain(at.store, at.clock.now, 'svserver')).purged).toBe(0);
  at.clock.now += 3 * DAY_MS;
  expect((await retain(at.store, at.clock.now, 'svserver')).purged).toBe(1);
  const stored = await at.store.read((reading) =>
    reading.record({ kind: 'todo-list', id: made[0]!.id }),
  );
  expect(stored).toBeUndefined();
  const first = await away.push();
  expect(first.reset).toContain(SITE);
  expect(first.more).toBe(true);
  const rest = await away.pull();
  expect(rest.reset).toBeUndefined();
  expect(away.records.has(`todo-list/${made[0]!.id}`)).toBe(false);
  expect(rest.digests[`${SITE}/todo-list`]).toBe(
    counted(away.records.values())[`${SITE}/todo-list`],
  );
  // A device that had seen the tombstone is not bothered; a new one takes its pages in peace.
  expect((await a.ask()).body.reset).toBeUndefined();
  const fresh = await at.staff('ambassador');
  for (let more = true; more;) {
    const answer = await fresh.push();
    expect(answer.reset).toBeUndefined();
    more = answer.more;
  }
});

test('learners are erased when their time is over, with all their history', async () => {
  const at = await opened();
  const a = await at.staff('ambassador');
  const [old, recent] = [
    a.creation('learner', SITE, { code: 'bērzs-upe-27' }),
    a.creation('learner', SITE, { code: 'liepa-rīts-5' }),
  ];
  await a.push(old, recent);
  at.clock.now += 200 * DAY_MS;
  await a.push(a.alteration(recent, { language: 'ru' }));
  at.clock.now += 170 * DAY_MS;
  expect(await retain(at.store, at.clock.now, 'svserver')).toMatchObject({ erased: 1 });
  await a.pull();
  expect(Object.keys(a.records.get(`learner/${old.id}`)?.fields ?? {})).toEqual(['erased']);
  expect(a.records.get(`learner/${recent.id}`)?.fields).toHaveProperty('code');
});

test('pushes at the same time from many devices lose nothing and give each seq once', async () => {
  const at = await opened();
  const tablets = await Promise.all(Array.from({ length: 8 }, () => at.staff('ambassador')));
  const answers = await Promise.all(
    tablets.flatMap((tablet) => [1, 2, 3].map(() => tablet.push(...lists(tablet, 20)))),
  );
  const seqs = answers.flatMap((answer) => answer.receipts.map((receipt) => receipt.seq));
  expect(new Set(seqs).size).toBe(8 * 3 * 20);
  const reader = await at.staff('ambassador');
  const { digests } = await reader.pull();
  expect([...reader.records.values()].filter((record) => record.kind === 'todo-list')).toHaveLength(
    480,
  );
  expect(withoutNothing(digests)).toEqual(counted(reader.records.values()));
});
