// A week's work of several requests: they follow one another without waiting, nothing of it comes back, and nothing of others is missed.
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { uuidv7 } from '#core/ids.ts';
import type { Device } from '#device/device.ts';
import { countWaiting } from '#device/outbox.ts';
import { gzip } from '#device/sync/gzip.ts';
import { round } from '#device/sync/round.ts';
import type { Transport } from '#device/sync/transport.ts';
import { creation } from '#device/write.ts';
import { seededBytes } from '../support/device.ts';
import { type Field, openField, SITE } from '../support/field.ts';

let field: Field;
beforeEach(async () => {
  field = await openField();
});
afterEach(() => field.close());

const random = seededBytes(5);
const WORK = 4500;

async function write(device: Device, lists: number, name = 'Nr.'): Promise<void> {
  const changes = Array.from({ length: lists }, (_, i) =>
    creation('todo-list', uuidv7(field.clock.now, random), SITE, { title: `${name} ${i}` }),
  );
  expect((await device.writeAll(changes)).ok).toBe(true);
}

type Exchange = { readonly onlyPushes: boolean; readonly sent: number; readonly came: number };
type Hold = (request: number, go: () => Promise<Response>) => Promise<Response>;

/** One round over the device's own line, with what went over it; `hold` may delay a request, or let it come to grief. */
async function sync(
  device: Device,
  plain: typeof fetch,
  hold: Hold = (_, go) => go(),
  pack?: Transport['gzip'],
) {
  const heard: Exchange[] = [];
  let underWay = 0;
  let most = 0;
  const line: typeof fetch = async (address, options) => {
    most = Math.max(most, (underWay += 1));
    try {
      const mine: { -readonly [K in keyof Exchange]: Exchange[K] } = {
        onlyPushes: false,
        sent: 0,
        came: 0,
      };
      // Numbered as it leaves: to unpack it takes the longer, the larger it is.
      const request = heard.push(mine);
      const { pull, columns } = await contentOf(options?.body as Blob | string);
      mine.onlyPushes = pull === false;
      mine.sent = countOf(columns);
      const answer = await hold(request, () => plain(address, options));
      mine.came = countOf(((await answer.clone().json()) as Content).columns);
      return answer;
    } finally {
      underWay -= 1;
    }
  };
  const result = await round({
    db: device.db,
    transport: {
      fetch: line,
      now: () => field.clock.now,
      origin: '',
      ...(pack ? { gzip: pack } : {}),
    },
    token: device.identity.value!.token,
    report: async () => ({ unsent: (await countWaiting(device.db)).unsent }),
    contact: { clockKnown: true },
  });
  return { result, heard, most };
}

type Content = { readonly pull?: boolean; readonly columns?: readonly { ids: string[] }[] };
const countOf = (columns: Content['columns'] = []): number =>
  columns.reduce((sum, { ids }) => sum + ids.length, 0);

async function contentOf(body: Blob | string): Promise<Content> {
  if (typeof body === 'string') return JSON.parse(body) as Content;
  return JSON.parse(gunzipSync(await body.arrayBuffer()).toString()) as Content;
}

const stored = (): Promise<number> =>
  field.store.read(async (reading) => (await reading.scopeState(SITE)).seq);

async function expectAllEverywhere(sender: Device, others: readonly Device[], lists: number) {
  expect(await countWaiting(sender.db)).toEqual({ unsent: 0, refused: 0 });
  for (const device of [sender, ...others]) {
    expect((await device.engine.sync()).error).toBeUndefined();
    expect(await device.db.rows('todo-list').count()).toBe(lists);
  }
}

test('the next request leaves before the answer is there; only the last one pulls, and no echo comes back', async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador');
  await a.device.engine.sync();
  await write(a.device, WORK);
  const { result, heard, most } = await sync(a.device, a.fetch);
  expect(result).toEqual({ ok: true, value: 0 });
  expect(most).toBe(2);
  // A short one first: it is soon on its way, and the rest is packed meanwhile.
  expect(heard.map(({ sent }) => sent)).toEqual([200, 1000, 1000, 1000, 1000, 300]);
  expect(heard.map(({ onlyPushes }) => onlyPushes)).toEqual([true, true, true, true, true, false]);
  expect(heard.map(({ came }) => came)).toEqual([0, 0, 0, 0, 0, 0]);
  await expectAllEverywhere(a.device, [b.device], WORK);
});

test('pages leave in their order, also when the first is packed last', async () => {
  const { device, fetch } = await field.enrolled('ambassador');
  await device.engine.sync();
  await write(device, WORK);
  let packed = 0;
  const { result, heard } = await sync(device, fetch, undefined, async (text) => {
    packed += 1;
    if (packed === 1) await new Promise((resolve) => setTimeout(resolve, 150));
    return gzip(text);
  });
  expect(result.ok).toBe(true);
  expect(heard.map(({ sent }) => sent)).toEqual([200, 1000, 1000, 1000, 1000, 300]);
});

test('in whatever order the server takes them, nothing comes back', async () => {
  const { device, fetch } = await field.enrolled('ambassador');
  await device.engine.sync();
  await write(device, WORK);
  let second: Promise<unknown> | undefined;
  let hasSecond: () => void = () => undefined;
  const secondIsThere = new Promise<void>((resolve) => (hasSecond = resolve));
  const { result, heard } = await sync(device, fetch, async (request, go) => {
    if (request === 1) {
      await secondIsThere;
      await second;
    }
    const answer = go();
    if (request === 2) {
      second = answer;
      hasSecond();
    }
    return answer;
  });
  expect(result.ok).toBe(true);
  expect(heard.reduce((sum, { came }) => sum + came, 0)).toBe(0);
  await expectAllEverywhere(device, [], WORK);
});

test('what somebody else writes in between is pulled', async () => {
  const a = await field.enrolled('ambassador');
  const b = await field.enrolled('ambassador');
  await a.device.engine.sync();
  await b.device.engine.sync();
  await write(a.device, WORK);
  await write(b.device, 3, 'No cita');
  const { result } = await sync(a.device, a.fetch, async (request, go) => {
    if (request === 3) await b.device.engine.sync();
    return go();
  });
  expect(result.ok).toBe(true);
  const titles = await a.device.db.rows('todo-list').toArray();
  expect(titles.filter(({ title }) => title.startsWith('No cita'))).toHaveLength(3);
  await expectAllEverywhere(a.device, [b.device], WORK + 3);
});

test.each([1, 2, 3, 4, 5, 6])(
  'when the answer to request %i is lost, all of it arrives with the next round, once',
  async (lost) => {
    const a = await field.enrolled('ambassador');
    const b = await field.enrolled('ambassador');
    await a.device.engine.sync();
    await write(a.device, WORK);
    const { result } = await sync(a.device, a.fetch, async (request, go) => {
      const answer = await go();
      if (request === lost) throw new TypeError('network');
      return answer;
    });
    expect(result).toMatchObject({ ok: false, error: { code: 'offline' } });
    const waiting = (await countWaiting(a.device.db)).unsent;
    const arrived = lost === 1 ? 0 : 200 + (lost - 2) * 1000;
    expect(waiting).toBe(WORK - arrived);
    expect((await sync(a.device, a.fetch)).result.ok).toBe(true);
    expect(await stored()).toBe(WORK);
    await expectAllEverywhere(a.device, [b.device], WORK);
  },
);

test('a changed record waits for the answers before it: it must not arrive before it was made', async () => {
  const { device, fetch } = await field.enrolled('ambassador');
  await device.engine.sync();
  await write(device, 1500);
  const [first] = await device.db.rows('todo-list').orderBy('id').toArray();
  expect((await sync(device, fetch)).result.ok).toBe(true);
  await write(device, 1500);
  expect((await device.change('todo-list', first!.id, { title: 'Cits' })).ok).toBe(true);
  await write(device, 2000);
  const { result, heard, most } = await sync(device, fetch);
  expect(result.ok).toBe(true);
  expect(heard[0]).toMatchObject({ onlyPushes: true });
  expect(most).toBe(2);
  await expectAllEverywhere(device, [], 5000);
  expect(await device.db.rows('todo-list').get(first!.id)).toMatchObject({ title: 'Cits' });
});
