// A tablet that differs from the server in more records than one answer holds: healing takes several and ends with both equal.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { uuidv7 } from '#core/ids.ts';
import { creation } from '#device/write.ts';
import { seededBytes } from '../support/device.ts';
import { type Field, openField, SITE } from '../support/field.ts';

// Thousands of records through a real store: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 30_000 });

let field: Field;
beforeEach(async () => {
  field = await openField();
});
afterEach(() => field.close());

test('2,300 lost rows come back page by page; what only the tablet has is sent, not dropped', async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador');
  const random = seededBytes(9);
  const changes = Array.from({ length: 2300 }, (_, i) =>
    creation('todo-list', uuidv7(field.clock.now + i, random), SITE, { title: `Saraksts ${i}` }),
  );
  expect((await a.device.writeAll(changes)).ok).toBe(true);
  await a.device.engine.sync();
  await b.device.engine.sync();
  const rows = b.device.db.rows('todo-list');
  expect(await rows.count()).toBe(2300);
  await rows.clear();
  const own = await b.device.create('todo-list', SITE, { title: 'Tikai šeit' });
  await b.device.db.digests.put({ key: `${SITE}/todo-list`, hex: '0'.repeat(32) });
  const before = b.requests();
  expect((await b.device.engine.sync()).error).toBeUndefined();
  // The page that shows the difference, the fingerprints, three pages of records, and the proof.
  expect(b.requests() - before).toBe(6);
  expect(await rows.count()).toBe(2301);
  expect(own.ok && (await rows.get(own.value))).toMatchObject({ title: 'Tikai šeit' });
  const stored = await field.store.read((reading) => reading.digests([SITE]));
  expect((await b.device.db.digests.get(`${SITE}/todo-list`))?.hex).toBe(
    stored.find(({ kind }) => kind === 'todo-list')?.hex,
  );
});
