// The desk of scam cards: what may not be published and why, and how a draft becomes a card on all tablets, is taken back,
// withdrawn and brought back.
// First of all: it puts an IndexedDB into memory, which the database looks for when it is loaded.
import { ambassador, testDevice } from '#tests/support/device.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findPrivateData } from '#core/private-data.ts';
import type { Json } from '#core/json.ts';
import type { Device } from '#device/device.ts';
import type { Registers } from '#features/desk/content-draft.ts';
import {
  cardDraftId,
  dropCardDraft,
  keepCardDraft,
  publishCard,
  unpublishCard,
} from '#features/desk/scam-card-actions.ts';
import {
  beginnings,
  cardNow,
  type Fault,
  fieldId,
  faultsOf,
  isAsPublished,
  rechecked,
  shownCard,
} from '#features/desk/scam-card-form.ts';

const TODAY = '2026-11-23';
const LANGUAGES = ['lv', 'ru', 'en'];
const ID = '0199b4a1-52ac-7a53-9f49-6a2a54b0c3d1';
const coordinator = {
  ...ambassador,
  person: { ...ambassador.person, role: 'coordinator' as const },
};
const clock = { now: Date.parse(`${TODAY}T10:00:00Z`) };

const whole: Registers = {
  channel: 'message',
  wants: 'link',
  surprise: true,
  sources: [{ url: 'https://cert.lv/lv/2026/11/viltus', title: 'CERT.LV', checked: TODAY }],
  'text.lv.title': 'Viltus īsziņa par sodu',
  'text.lv.happens': 'Pienāk īsziņa ar saiti.',
  'text.lv.do': 'Saiti neatveriet.',
  'text.lv.says': 'Samaksājiet šodien!',
  'text.ru.title': 'Ложное сообщение',
};
const faults = (draft: Registers): Fault[] =>
  faultsOf(cardNow(undefined, draft, TODAY), LANGUAGES, TODAY);

describe('before publishing', () => {
  it('a new card is told all that it lacks, each with the field that it is about', () => {
    expect(faults({}).map(({ at, what }) => [what, at])).toEqual([
      ['lv', 'card-text-lv-title'],
      ['lv', 'card-text-lv-happens'],
      ['lv', 'card-text-lv-do'],
      ['channel', 'card-channel'],
      ['url', 'card-sources-0-url'],
      ['sourceTitle', 'card-sources-0-title'],
      ['checked', 'card-sources-0-checked'],
    ]);
  });

  it('a whole card has none, with Latvian alone too', () => expect(faults(whole)).toEqual([]));

  it.each<[string, Registers, string, string]>([
    ['blank Latvian words', { 'text.lv.do': ' \n' }, 'lv', 'text.lv.do'],
    ['a title as long as a page', { 'text.ru.title': 'а'.repeat(101) }, 'long', 'text.ru.title'],
    ['a surprise that says nothing', { 'text.lv.says': '' }, 'lv', 'text.lv.says'],
    ['a visit as a surprise', { channel: 'visit' }, 'surprise', 'surprise'],
    ['a surprise that wants nothing', { wants: '' }, 'wants', 'wants'],
    ['a link in a call', { channel: 'call' }, 'link', 'wants'],
    [
      'a real address in the words',
      { 'text.lv.says': 'Skatiet csdd-sods.lv' },
      'real',
      'text.lv.says',
    ],
    [
      'a real phone in any language',
      { 'text.en.says': 'Call 29123456 now' },
      'real',
      'text.en.says',
    ],
    ['no source', { sources: [] }, 'source', 'add-source'],
    [
      'an address without https',
      { sources: [{ url: 'cert.lv', title: 'x', checked: TODAY }] },
      'url',
      'sources.0.url',
    ],
    [
      'a source read tomorrow',
      { sources: [{ url: 'https://cert.lv', title: 'x', checked: '2026-11-24' }] },
      'checked',
      'sources.0.checked',
    ],
    ['a review today', { reviewBy: TODAY }, 'reviewBy', 'reviewBy'],
    ['a review in 2 years', { reviewBy: '2028-11-23' }, 'reviewBy', 'reviewBy'],
    ['no review', { reviewBy: '' }, 'reviewBy', 'reviewBy'],
    ['first seen tomorrow', { firstSeen: '2026-11-24' }, 'firstSeen', 'firstSeen'],
  ])('finds %s', (_, change, what, field) => {
    expect(faults({ ...whole, ...change }).map((one) => [one.what, one.at])).toEqual([
      [what, fieldId(field)],
    ]);
  });

  it('each of its sentences stands in every language', () => {
    const wanted = [
      'channel', 'lv', 'long', 'surprise', 'wants', 'link', 'source', 'url', 'sourceTitle', 'checked', 'reviewBy', 'firstSeen', 'real',
    ]; // prettier-ignore
    for (const lang of LANGUAGES) {
      const words = JSON.parse(
        readFileSync(new URL(`../../locales/${lang}/scams.json`, import.meta.url), 'utf8'),
      ) as Record<string, string>;
      expect(
        wanted.filter((what) => !words[`desk.error.${what}`]),
        lang,
      ).toEqual([]);
    }
  });

  it('words about phones and sums are fine: only what works is refused', () => {
    expect(findPrivateData('Pārskaitiet 300,00 EUR').map(({ what }) => what)).toEqual(['sum']);
    expect(faults({ ...whole, 'text.lv.says': 'Pārskaitiet 300,00 EUR!' })).toEqual([]);
  });
});

describe('the form', () => {
  it('begins with a review after a quarter, and drops from the draft what the card says already', () => {
    expect(beginnings(TODAY)['reviewBy']).toBe('2027-02-23');
    const card = { channel: 'call', text: { 'lv.title': 'A' } } as never;
    expect(isAsPublished(card, 'text.lv.title', 'A')).toBe(true);
    expect(isAsPublished(card, 'text.ru.title', '')).toBe(true);
    expect(isAsPublished(card, 'channel', 'visit')).toBe(false);
  });

  it('shows a half-written card, too', () => {
    const card = shownCard(
      ID,
      cardNow(undefined, { 'text.lv.title': 'A', firstSeen: '2026' }, TODAY),
    );
    expect(card).toMatchObject({
      channel: 'other',
      wants: null,
      firstSeen: null,
      text: { 'lv.title': 'A' },
    });
  });

  it('checked again today, a card holds for another quarter', () => {
    expect(rechecked(cardNow(undefined, whole, '2026-08-01'), TODAY)).toEqual({
      reviewBy: '2027-02-23',
      sources: [{ url: 'https://cert.lv/lv/2026/11/viltus', title: 'CERT.LV', checked: TODAY }],
    });
  });
});

describe('a card on its way', () => {
  const row = (device: Device) => device.db.rows('scam-card').get(ID);
  const draftOf = async (device: Device): Promise<Registers> =>
    (await device.db.rows('draft').get(cardDraftId(ID)))?.values ?? {};
  const good = (answer: { readonly ok: boolean }): void =>
    expect(answer).toMatchObject({ ok: true });
  async function drafted(draft: Record<string, Json | null> = whole) {
    const device = await testDevice({ clock, identity: coordinator });
    good(await keepCardDraft(device, ID, draft));
    return device;
  }
  async function published() {
    const device = await drafted();
    good(await publishCard(device, ID, undefined, await draftOf(device), TODAY));
    return device;
  }

  it('is nowhere but in the draft until it is published, then whole and public, and the draft is empty', async () => {
    const device = await drafted();
    expect(await row(device)).toBeUndefined();
    expect((await device.db.rows('draft').get(cardDraftId(ID)))?.scope).toBe('org');
    good(await publishCard(device, ID, undefined, await draftOf(device), TODAY));
    expect(await row(device)).toMatchObject({
      scope: 'public',
      slug: '2026-11-b0c3d1',
      channel: 'message',
      wants: 'link',
      surprise: true,
      reviewBy: '2027-02-23',
      text: { 'lv.title': 'Viltus īsziņa par sodu', 'ru.title': 'Ложное сообщение' },
      _batch: expect.any(Number) as number,
    });
    expect(await row(device)).not.toHaveProperty('firstSeen');
    expect(await draftOf(device)).toEqual({});
    device.close();
  });

  it('taken back goes from the tablets and is a draft again; published once more it is back', async () => {
    const device = await published();
    good(await unpublishCard(device, ID, undefined, whole));
    expect((await row(device))?.deleted).toBe(true);
    expect(await draftOf(device)).toEqual(whole);
    good(await publishCard(device, ID, await row(device), await draftOf(device), TODAY));
    expect(await row(device)).toMatchObject({ deleted: false, slug: '2026-11-b0c3d1' });
    device.close();
  });

  it('changed and taken back says again what it said', async () => {
    const device = await published();
    const change = {
      'text.lv.do': 'Zvaniet bankai.',
      'text.en.do': 'Call the bank.',
      firstSeen: '2026-11-01',
    };
    good(await keepCardDraft(device, ID, change));
    const before = await row(device);
    good(await publishCard(device, ID, before, change, TODAY));
    expect(await row(device)).toMatchObject({
      firstSeen: '2026-11-01',
      text: {
        'lv.do': 'Zvaniet bankai.',
        'en.do': 'Call the bank.',
        'lv.title': 'Viltus īsziņa par sodu',
      },
    });
    good(await unpublishCard(device, ID, before, change));
    const after = await row(device);
    expect(after?.text).toEqual(before?.text);
    expect(after?.firstSeen ?? null).toBeNull();
    expect(after?.deleted).not.toBe(true);
    expect(await draftOf(device)).toEqual(change);
    good(await dropCardDraft(device, ID, change));
    expect(await draftOf(device)).toEqual({});
    device.close();
  });

  it('can be withdrawn and brought back with every word', async () => {
    const device = await published();
    const before = await row(device);
    good(await device.remove('scam-card', ID));
    expect(await row(device)).toMatchObject({ deleted: true, text: before?.text });
    good(await device.restore('scam-card', ID));
    expect(await row(device)).toMatchObject({ deleted: false, text: before?.text });
    device.close();
  });

  it('is the coordinator’s alone to publish', async () => {
    const device = await testDevice({ clock, identity: ambassador });
    good(await keepCardDraft(device, ID, whole));
    expect(await publishCard(device, ID, undefined, whole, TODAY)).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
    expect(await row(device)).toBeUndefined();
    expect(await draftOf(device)).toEqual(whole);
    device.close();
  });
});
