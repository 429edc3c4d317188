// Scam cards on a tablet: their order, what a card says of itself, and how they come by surprise into a run that is kept.
// First: it puts a database into memory before the device's own modules look for one.
import { ambassador, plantRow, SITE, testDevice } from '#tests/support/device.ts';
import { h, type VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '#device/database.ts';
import { seedWithGuest } from '#features/practice/begin.ts';
import { beginRun, finishRun } from '#features/practice/practice-actions.ts';
import { grouped } from '#features/scams/scam-queries.ts';
import { initI18n, setLanguage } from '#i18n/i18n.ts';
import { ScamCardView } from '#practice-world/ScamCardView.tsx';
import { replay, startAttempt } from '#practice/attempt.ts';
import { outcomeOf } from '#practice/outcome.ts';
import { guestNamed, scamScenario } from '#practice/scam-guest.ts';
import { guestOf, withSurprise } from '#practice/surprise.ts';
import type { LoggedAction } from '#practice/state.ts';
import { playRightly, scenarioOf } from '../practice/simulated-person.ts';

beforeAll(() => initI18n('lv'));
afterEach(() => setLanguage('lv'));

const TODAY = '2026-11-23';
const ID = '0199b4a1-52ac-7a53-9f49-6a2a54b0c3d1';
const clock = { now: Date.parse(`${TODAY}T10:00:00Z`) };
const card = (more: Partial<Row<'scam-card'>> = {}): Row<'scam-card'> => ({
  id: ID,
  scope: 'public',
  slug: 'fine',
  order: 10,
  channel: 'message',
  wants: 'link',
  surprise: true,
  reviewBy: '2027-02-01',
  sources: [{ url: 'https://cert.lv', title: 'CERT.LV', checked: '2026-11-01' }],
  text: {
    'lv.title': 'Sods',
    'lv.happens': 'Pienāk īsziņa.',
    'lv.do': 'Neatveriet.',
    'lv.says': 'Maksājiet tūlīt!',
    'ru.title': 'Штраф',
  },
  _stamps: {},
  ...more,
});

describe('the list', () => {
  it('puts what is new first, the newest on top, and what nobody checked for long last', () => {
    const groups = grouped(
      [
        card({ slug: 'known-2', order: 2 }),
        card({ slug: 'old', firstSeen: '2026-11-20', reviewBy: '2026-11-22' }),
        card({ slug: 'fresh', firstSeen: '2026-11-01' }),
        card({ slug: 'freshest', firstSeen: '2026-11-20' }),
        card({ slug: 'known-1', order: 1 }),
        card({ slug: 'last-winter', firstSeen: '2026-01-30' }),
        card({ slug: 'due-today', order: 3, reviewBy: TODAY }),
      ],
      TODAY,
    );
    const slugs = (rows: readonly { slug: string }[]) => rows.map(({ slug }) => slug);
    expect(slugs(groups.fresh)).toEqual(['freshest', 'fresh']);
    expect(slugs(groups.known)).toEqual(['last-winter', 'known-1', 'known-2', 'due-today']);
    expect(slugs(groups.old)).toEqual(['old']);
  });
});

describe('a card', () => {
  const wordsOf = (shown: Row<'scam-card'>): string =>
    renderToString(h(ScamCardView, { card: shown, today: TODAY }) as VNode)
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ');

  it('draws the message as practice does, with an invented address and the word MĀCĪBAS', () => {
    const words = wordsOf(card());
    expect(words).toContain('Maksājiet tūlīt!');
    expect(words).toContain('MĀCĪBAS');
    expect(words).toMatch(/\.example/);
    expect(words).not.toContain('sen nav pārbaudīta');
    expect(words).not.toContain('latviski');
  });

  it('that practice can’t draw is told in words alone', () => {
    expect(wordsOf(card({ channel: 'visit' }))).not.toContain('MĀCĪBAS');
    expect(wordsOf(card({ wants: null }))).not.toContain('MĀCĪBAS');
  });

  it('past its review day says so plainly', () => {
    expect(wordsOf(card({ reviewBy: '2026-11-22' }))).toContain('Šī kartīte sen nav pārbaudīta');
    expect(wordsOf(card({ reviewBy: TODAY }))).not.toContain('sen nav pārbaudīta');
  });

  it('says when it is in another language than the screen', async () => {
    await setLanguage('ru');
    const words = wordsOf(card());
    expect(words).toContain('пока на латышском');
    expect(words).toContain('Pienāk īsziņa.');
  });
});

describe('a surprise', () => {
  async function withCards(...rows: Row<'scam-card'>[]) {
    const device = await testDevice({ clock, identity: ambassador });
    for (const row of rows) await plantRow(device.db, 'scam-card', row);
    return device;
  }

  it('is drawn from the cards on the device, without withdrawn, old, and silent ones', async () => {
    const name = (id: string): string => `card-ml-${id}`;
    const device = await withCards(
      card(),
      card({ id: ID.replace('d1', 'd2'), deleted: true }),
      card({ id: ID.replace('d1', 'd3'), reviewBy: '2026-11-22' }),
      card({ id: ID.replace('d1', 'd4'), surprise: false }),
      card({ id: ID.replace('d1', 'd5'), text: { 'lv.title': 'Bez vārdiem' } }),
    );
    for (let i = 0; i < 20; i += 1)
      expect(guestOf(await seedWithGuest(device, 's2', String(i)))).toBe(name(ID));
    device.close();
    const bare = await withCards();
    expect(await seedWithGuest(bare, 's2', 'x')).toBe('x');
    bare.close();
  });

  it('is kept in the attempt, and the run is replayed after the card was changed and withdrawn', async () => {
    const device = await withCards(card());
    const seed = await seedWithGuest(device, 's2', '0123456789abcdef');
    const start = { form: 'a', mode: 'surprise', seed } as const;
    const learner = '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e99';
    const begun = await beginRun(device, 's2', start, learner);
    if (!begun.ok) throw new Error(begun.error.message);
    const scenario = () => {
      const guest = guestNamed(guestOf(seed) ?? '');
      if (!guest) throw new Error('nobody came');
      return withSurprise(scenarioOf('s2'), scamScenario(guest), seed);
    };
    const done = playRightly(startAttempt(scenario(), start));
    const row = await device.db.rows('attempt').get(begun.value);
    const finished = await finishRun(device, row!, done);
    if (!finished.ok) throw new Error(finished.error.message);
    await plantRow(device.db, 'scam-card', card({ channel: 'visit', deleted: true }));

    const kept = await device.db.rows('attempt').get(finished.value);
    expect(kept).toMatchObject({ scope: SITE, seed, passed: true });
    const again = replay(scenario(), kept!, kept!.events as unknown as LoggedAction[]);
    expect(again.steps.map(({ id }) => id)).toContain('x-scam');
    expect(outcomeOf(again)).toEqual(outcomeOf(done));
    device.close();
  });
});
