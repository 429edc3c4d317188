// Results and exports of a survey over the API: who may ask, what the files say of themselves, and that screen, API, CSV and workbook
// count the same on any answers.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAggregate, type SurveyResult } from '#forms/results/aggregate.ts';
import { LEAST } from '#forms/results/hide.ts';
import type { QuestionResult } from '#forms/results/publish.ts';
import type { StoredResponse } from '#forms/results/read-response.ts';
import type { WireRecord } from '#sync/wire.ts';
import { form, responses, TODAY, VALID_DAYS } from '../results/made.ts';
import {
  CENTRE,
  LIBRARY,
  type Reply,
  type Tablet,
  type TestServer,
  testServer,
} from '../support/server.ts';

let server: TestServer;
let desk: Tablet;
let helper: Tablet;
let survey: WireRecord;
beforeAll(async () => {
  server = await testServer({ clock: { now: Date.parse(`${TODAY}T09:00:00Z`) } });
  desk = await server.coordinator();
  helper = await server.staff('ambassador', [LIBRARY, CENTRE]);
  survey = desk.creation('survey', 'public', {
    slug: 'made',
    order: 1,
    validDays: VALID_DAYS,
    form: structuredClone(form) as never,
    text: {
      'lv.title': 'Aptauja',
      'lv.phone.label': 'Kāds telefons?',
      'lv.phone.choice.smart': 'Viedtālrunis',
      'lv.home.label': 'Mājas',
    },
  });
  await desk.push(survey);
});
afterAll(() => server.close());

const ask = <T = Uint8Array>(path: string, token = desk.token): Promise<Reply<T>> =>
  server.call<T>('GET', `/surveys/${path}`, { token });
const record = ({ id, place, answers, ...values }: StoredResponse): WireRecord =>
  helper.creation(
    'response',
    `site:${place}`,
    {
      ...values,
      answers: Object.fromEntries(Object.entries(answers ?? {}).filter(([, one]) => one !== null)),
    } as never,
    id,
  );

/** RFC 4180. */
function table(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r\n)/gy;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    rows.at(-1)!.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] !== ',' && pattern.lastIndex < text.length) rows.push([]);
  }
  const [head = [], ...body] = rows;
  return body.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at] ?? ''])));
}
const asTable = (rows: readonly (readonly unknown[])[]): Record<string, string>[] => {
  const [head = [], ...body] = rows;
  return body.map((cells) =>
    Object.fromEntries(
      head.map((name, at) => [String(name), String((cells[at] ?? '') as string | number)]),
    ),
  );
};
const words = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes);

describe('who may ask', () => {
  test.each(['results', 'responses.csv', 'responses.csv.zip', 'responses.xlsx', 'responses.json'])(
    '%s is for coordinators',
    async (file) => {
      expect((await server.call('GET', `/surveys/made/${file}`)).status).toBe(401);
      expect((await ask(`made/${file}`, helper.token)).status).toBe(403);
      expect((await ask(`nothing/${file}`)).status).toBe(404);
      expect((await ask(`made/${file}?from=yesterday`)).status).toBe(400);
      expect((await ask(`made/${file}`)).status).toBe(200);
    },
  );

  test('unknown wishes are refused by name', async () => {
    expect((await ask('made/results?cross=age')).body).toMatchObject({ path: 'cross' });
    expect((await ask('made/responses.csv?layout=excel')).body).toMatchObject({ path: 'layout' });
    expect((await ask('made/responses.csv?labels=de')).body).toMatchObject({ path: 'labels' });
    expect((await ask('made/responses.doc')).status).toBe(404);
  });
});

describe('one story', () => {
  const at = '2026-10-05';
  const given = (value: unknown): unknown => ({ value, at });
  const one: StoredResponse = {
    id: '0192f0c4-ffff-7000-8000-000000000001',
    place: LIBRARY,
    survey: 'story',
    formVersion: 2,
    startedAt: Date.parse(`${at}T09:00:00Z`),
    completedAt: Date.parse(`${at}T09:10:00Z`),
    answers: {
      phone: given('smart'),
      age: { refused: true, at },
      uses: given(['bank', 'news']),
      wish: given('=SUM(A1), "labi"\nun vēl'),
      spot: given('56.65 23.71 10 4.5'),
      'device/b/kind': given('laptop'),
      'device/a/kind': given('tablet'),
      'device/a/years': given(3),
      formerly: given('vecā atbilde'),
    },
  };
  beforeAll(async () => {
    await desk.push(
      desk.creation('survey', 'public', {
        slug: 'story',
        order: 2,
        validDays: VALID_DAYS,
        form: structuredClone(form) as never,
        text: {
          'lv.title': 'Stāsts',
          'lv.phone.label': 'Kāds telefons?',
          'lv.phone.choice.smart': 'Viedtālrunis',
          'lv.home.label': 'Mājas',
        },
      }),
    );
    await helper.push(
      record(one),
      record({ ...one, id: '0192f0c4-ffff-7000-8000-000000000002', completedAt: undefined }),
    );
  });

  test('CSV as ODK Central writes it: group-question, parts of a point, keys, and no cell that runs as a formula', async () => {
    const { body, headers } = await ask('story/responses.csv?split=1');
    const text = words(body);
    expect(text.codePointAt(0)).not.toBe(0xfeff);
    expect(text.split('\r\n')[0]).toBe(
      'SubmissionDate,start,end,day,place,phone,age,home-uses,home-uses/bank,home-uses/mail,home-uses/news,home-wish,home-spot-Latitude,home-spot-Longitude,home-spot-Altitude,home-spot-Accuracy,helper,double,refused,gone,meta-instanceID,KEY,FormVersion',
    );
    expect(table(text)).toEqual([
      expect.objectContaining({
        SubmissionDate: '2026-10-05T09:10:00.000Z',
        place: 'biblioteka',
        phone: 'smart',
        'home-uses': 'bank news',
        'home-uses/bank': '1',
        'home-uses/mail': '0',
        'home-wish': `'=SUM(A1), "labi"\nun vēl`,
        'home-spot-Latitude': '56.65',
        'home-spot-Accuracy': '4.5',
        refused: 'age',
        gone: '{"formerly":{"value":"vecā atbilde","at":"2026-10-05"}}',
        KEY: `uuid:${one.id}`,
        FormVersion: '2',
      }),
    ]);
    expect(headers.get('x-row-count')).toBe('1');
    expect(headers.get('repr-digest')).toBe(
      `sha-256=:${createHash('sha256').update(body).digest('base64')}:`,
    );
    expect(headers.get('content-disposition')).toBe('attachment; filename="story.csv"');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('a workbook as Kobo writes it: group/question, and repeats on sheets that point back', async () => {
    const { body, headers } = await ask('story/responses.xlsx?layout=kobo');
    const { sheets } = await readXlsx(body);
    expect(sheets.map(({ name }) => name)).toEqual(['story', 'device']);
    expect(asTable(sheets[0]!.rows)[0]).toMatchObject({
      'home/uses': 'bank news',
      'home/wish': '=SUM(A1), "labi"\nun vēl',
      'home/_spot_latitude': '56.65',
      _index: '1',
    });
    expect(asTable(sheets[1]!.rows)).toMatchObject([
      {
        'device/kind': 'tablet',
        'device/years': '3',
        _index: '1',
        _parent_table_name: 'story',
        _parent_index: '1',
        _submission__uuid: one.id,
      },
      { 'device/kind': 'laptop', _index: '2', _parent_index: '1' },
    ]);
    expect(headers.get('x-sheet-rows')).toBe('1,2');
  });

  test('labels instead of names, in one language', async () => {
    const [row] = table(words((await ask('story/responses.csv?labels=lv')).body));
    expect(row).toMatchObject({ 'Kāds telefons?': 'Viedtālrunis', 'Mājas-uses': 'bank, news' });
  });

  test('JSON carries each answer with its day', async () => {
    const { body } = await ask<unknown[]>('story/responses.json');
    expect(body).toMatchObject([
      {
        instanceID: `uuid:${one.id}`,
        place: 'biblioteka',
        answers: { phone: { value: 'smart', at }, age: { refused: true, at } },
        repeats: {
          device: [{ key: 'device/a', answers: { years: { value: 3 } } }, { key: 'device/b' }],
        },
      },
    ]);
  });

  test('what was deleted, and places that were not asked for, are in no file', async () => {
    expect(
      words((await ask(`story/responses.csv?places=${CENTRE}`)).body)
        .trim()
        .split('\r\n'),
    ).toHaveLength(1);
    const gone = record({ ...one, id: '0192f0c4-ffff-7000-8000-000000000003' });
    await helper.push(gone);
    expect((await ask('story/responses.csv')).headers.get('x-row-count')).toBe('2');
    await helper.push(helper.erasure(gone));
    expect((await ask('story/responses.csv')).headers.get('x-row-count')).toBe('1');
  });
});

/** What a file's rows come to, counted with nothing of ours but the meaning of its columns. */
function sums(rows: readonly Record<string, string>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  const add = (name: string): void => void (counts[name] = (counts[name] ?? 0) + 1);
  const border = Date.parse(TODAY) - VALID_DAYS * 86_400_000;
  for (const row of rows) {
    add('responses');
    if (Date.parse(row['day']!) < border) {
      add('stale');
      continue;
    }
    add('fresh');
    if (row['phone'] !== '')
      add(
        `phone ${['smart', 'button', 'none'].includes(row['phone']!) ? row['phone'] : 'unknown'}`,
      );
    for (const name of row['home-uses']!.split(' ').filter(Boolean)) add(`uses ${name}`);
    if (/^\d+$/.test(row['age']!)) add('age');
    for (const name of row['refused']!.split(' ').filter(Boolean)) add(`refused ${name}`);
  }
  return counts;
}

/** Where the aggregate prints a number, it is this one; where it does not, the file has few or the total would give few away. */
function differences(result: SurveyResult, counted: Record<string, number>): string[] {
  const faults: string[] = [];
  const same = (name: string, shown: number | null): void => {
    if (shown !== null && shown !== (counted[name] ?? 0))
      faults.push(`${name}: ${shown}, file ${counted[name]}`);
    if (shown !== null && shown > 0 && shown < LEAST) faults.push(`${name} shows ${shown}`);
  };
  for (const name of ['responses', 'fresh', 'stale'] as const) same(name, result[name]);
  const question = (name: string): QuestionResult =>
    result.questions.find((one) => one.name === name)!;
  for (const name of ['phone', 'uses'])
    for (const { line, count } of question(name).choices ?? [])
      same(`${name} ${line.is === 'named' ? line.name : line.is}`, count);
  same('age', question('age').answered);
  for (const name of ['phone', 'age', 'uses']) same(`refused ${name}`, question(name).refused);
  return faults;
}

test('screen, API, CSV and workbook agree on any answers', async () => {
  let round = 0;
  let open = 0;
  await fc.assert(
    fc.asyncProperty(responses(150), async (made) => {
      round += 1;
      const slug = `same-${round}`;
      await desk.push(
        desk.creation('survey', 'public', {
          slug,
          order: 3,
          validDays: VALID_DAYS,
          form: structuredClone(form) as never,
          text: { 'lv.title': 'A' },
        }),
      );
      const all = made.map((one, i) => ({
        ...one,
        survey: slug,
        id: `0192f0c4-${String(round).padStart(4, '0')}-7000-8000-${String(i).padStart(12, '0')}`,
      }));
      // Some texts are nobody's to keep (numbers of persons, accounts): the door refuses these records, as it would a tablet's.
      const { receipts } = await helper.push(...all.map(record));
      const kept = new Set(receipts.map(({ id }) => id));
      // The screen: the same aggregate over the rows as the device holds them, in another order.
      const screen = openAggregate(form, VALID_DAYS, {
        survey: slug,
        rounds: 'month',
        today: TODAY,
        cross: 'helper',
      });
      if (!screen.ok) throw new Error(screen.error.message);
      for (const one of all.toReversed()) if (kept.has(one.id)) screen.value.add(one);
      const api = await ask<SurveyResult>(`${slug}/results?cross=helper`);
      expect(api.body).toEqual(JSON.parse(JSON.stringify(screen.value.result())));
      const csv = table(words((await ask(`${slug}/responses.csv`)).body));
      const { sheets } = await readXlsx((await ask(`${slug}/responses.xlsx`)).body);
      const book = asTable(sheets[0]!.rows);
      expect(book.length).toBe(kept.size);
      expect(sums(book)).toEqual(sums(csv));
      expect(differences(api.body, sums(csv))).toEqual([]);
      if (api.body.responses !== null && api.body.responses >= LEAST) open += 1;
      // Text by text: the file keeps every sign, with an apostrophe before what would run.
      const plain = (text: string): string => text.replace(/^'(?=[=+\-@\t\r＝＋－＠])/, '');
      expect(csv.map((row) => plain(row['home-wish']!))).toEqual(
        book.map((row) => row['home-wish']),
      );
    }),
    { numRuns: 12 },
  );
  // Enough of the random sets are large enough to be printed at all.
  expect(open).toBeGreaterThan(2);
}, 60_000);

test('a store leads through all records of a kind in pages, in order, and only in the scopes named', async () => {
  const scopes = [`site:${LIBRARY}`, `site:${CENTRE}`];
  const walk = (size: number, of: readonly string[]) =>
    server.store.read(async (reading) => {
      const ids: string[] = [];
      for (let after = ''; ;) {
        const page = await reading.ofKind('response', of, after, size);
        ids.push(...page.map(({ id }) => id));
        after = page.at(-1)?.id ?? after;
        if (page.length < size) return ids;
      }
    });
  await helper.push(
    ...Array.from({ length: 30 }, (_, i) =>
      record({
        id: helper.newId(),
        place: i % 2 ? LIBRARY : CENTRE,
        survey: 'paged',
        startedAt: 1,
      }),
    ),
  );
  const all = await walk(1000, scopes);
  expect(all).toEqual(all.toSorted());
  expect(await walk(7, scopes)).toEqual(all);
  const [library, centre] = [await walk(7, scopes.slice(0, 1)), await walk(7, scopes.slice(1))];
  expect([...library, ...centre].toSorted()).toEqual(all);
  expect(library.length).toBeGreaterThan(10);
});
