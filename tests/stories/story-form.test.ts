// What stands between a draft and a published story: above all the day of consent; and in which language it is then shown.
import { readFileSync } from 'node:fs';
import { ambassador, testDevice } from '#tests/support/device.ts';
import { describe, expect, it } from 'vitest';
import type { Json } from '#core/json.ts';
import type { Device } from '#device/device.ts';
import { keepContentDraft, type Registers } from '#features/desk/content-draft.ts';
import {
  dropStoryDraft,
  publishStory,
  storyDraftId,
  unpublishStory,
} from '#features/desk/story-actions.ts';
import {
  faultsOf,
  fieldId,
  isAsPublished,
  lackingIn,
  storyNow,
  titleOf,
} from '#features/desk/story-form.ts';
import { languageOfStory, newestFirst, storyText } from '#features/stories/story-text.ts';

const ID = '0199b4a1-52ac-7a53-9f49-6a2a54b0c3d1';
const TODAY = '2026-11-23';
const LANGUAGES = ['lv', 'ru', 'en'] as const;
const clock = { now: Date.UTC(2026, 10, 23, 12) };
const coordinator = {
  ...ambassador,
  person: { ...ambassador.person, role: 'coordinator' },
} as const;
const PHOTO = 'a'.repeat(64);

const whole: Record<string, Json> = {
  'text.ru.title': 'История',
  'text.ru.body': 'Я научилась.',
  [`text.ru.alt.${PHOTO}`]: 'За столом',
  who: 'Paraugs',
  consentOn: '2026-11-20',
  toldIn: 'ru',
  media: [PHOTO],
};
const faults = (draft: Registers) => faultsOf(storyNow(undefined, draft), LANGUAGES, TODAY);

describe('what is wrong before publishing', () => {
  it('finds nothing in a whole story told in any language', () =>
    expect(faults(whole)).toEqual([]));

  it.each<[string, Registers, string, string]>([
    ['no day of consent', { consentOn: '' }, 'consent', 'consentOn'],
    ['half a day of consent', { consentOn: '2026-11' }, 'consent', 'consentOn'],
    ['a consent of tomorrow', { consentOn: '2026-11-24' }, 'consentLater', 'consentOn'],
    ['no name', { who: '  ' }, 'who', 'who'],
    ['a long name', { who: 'x'.repeat(41) }, 'long', 'who'],
    ['no title in the teller’s language', { 'text.ru.title': '' }, 'told', 'text.ru.title'],
    ['no words in the teller’s language', { 'text.ru.body': ' ' }, 'told', 'text.ru.body'],
    ['too many words', { 'text.lv.body': 'x'.repeat(4001) }, 'long', 'text.lv.body'],
    ['a photo without words', { [`text.ru.alt.${PHOTO}`]: '' }, 'alt', `text.ru.alt.${PHOTO}`],
    [
      'a long description',
      { [`text.en.alt.${PHOTO}`]: 'x'.repeat(301) },
      'long',
      `text.en.alt.${PHOTO}`,
    ],
    ['a phone number', { 'text.en.body': 'Call me: 29123456' }, 'private', 'text.en.body'],
    ['a personal code', { 'text.ru.body': 'Я 010150-12345' }, 'private', 'text.ru.body'],
  ])('finds %s', (_, change, what, field) => {
    expect(faults({ ...whole, ...change }).map((one) => [one.what, one.at])).toEqual([
      [what, fieldId(field)],
    ]);
  });

  it('the consent of today holds, and a story may speak of money and of an illness', () => {
    const body = 'Rēķins bija 12,50 EUR. Pēc insulta mācījos no jauna.';
    expect(faults({ ...whole, consentOn: TODAY, 'text.lv.body': body })).toEqual([]);
  });

  it('each of its sentences stands in every language', () => {
    const wanted = ['who', 'consent', 'consentLater', 'told', 'alt', 'long', 'private'];
    for (const lang of LANGUAGES) {
      const words = JSON.parse(
        readFileSync(new URL(`../../locales/${lang}/story-desk.json`, import.meta.url), 'utf8'),
      ) as Record<string, string>;
      expect(
        wanted.filter((what) => !words[`error.${what}`]),
        lang,
      ).toEqual([]);
    }
  });
});

describe('the form', () => {
  it('says what a language lacks of what the teller’s has', () => {
    const now = storyNow(undefined, { ...whole, 'text.lv.title': 'Stāsts' });
    expect(lackingIn(now, 'lv')).toEqual(['body', `alt.${PHOTO}`]);
    expect(lackingIn(now, 'en')).toEqual(['title', 'body', `alt.${PHOTO}`]);
    expect(lackingIn(now, 'ru')).toEqual([]);
  });

  it('drops from the draft what the story says already, and calls it by the teller’s title', () => {
    const story = { who: 'A', consentOn: TODAY, text: { 'lv.title': 'L', 'ru.title': 'Р' } };
    expect(isAsPublished(story, 'who', 'A')).toBe(true);
    expect(isAsPublished(story, 'placeId', '')).toBe(true);
    expect(isAsPublished(story, 'media', [])).toBe(true);
    expect(isAsPublished(story, 'who', 'B')).toBe(false);
    expect(titleOf(storyNow(story, { toldIn: 'ru' }))).toBe('Р');
    expect(titleOf(storyNow(undefined, {}))).toBeUndefined();
  });
});

describe('the language that is shown', () => {
  const story = (text: Record<string, string>, toldIn?: string) => ({
    who: 'A',
    text,
    ...(toldIn === undefined ? {} : { toldIn }),
  });
  const ru = { 'ru.title': 'Р', 'ru.body': 'Р' };
  it.each([
    ['the reader’s, when it is whole', { ...ru, 'en.title': 'E', 'en.body': 'E' }, 'ru', 'en'],
    ['the teller’s, when the reader’s lacks the story', { ...ru, 'en.title': 'E' }, 'ru', 'ru'],
    ['the teller’s, when the reader’s lacks the title', { ...ru, 'en.body': 'E' }, 'ru', 'ru'],
    ['the only whole one, when nobody noted the teller’s', ru, undefined, 'ru'],
    ['Latvian, when there is nothing yet', {}, undefined, 'lv'],
    ['Latvian, when the note names no language of ours', {}, 'xx', 'lv'],
  ] as const)('is %s', (_, text, toldIn, shown) => {
    expect(languageOfStory(story(text, toldIn), 'en')).toBe(shown);
  });

  it('describes a photo as the teller’s language does where the shown one does not', () => {
    const text = { ...ru, 'ru.alt.x': 'Стол', 'lv.title': 'L', 'lv.body': 'L' };
    expect(storyText(story(text, 'ru'), 'alt.x')).toEqual({ words: 'Стол', lang: 'ru' });
    expect(storyText(story(text, 'ru'), 'title')).toEqual({ words: 'L', lang: 'lv' });
  });

  it('puts the newest consent first', () => {
    const of = (slug: string, consentOn: string) => ({ slug, consentOn });
    const [a, b, c] = [of('a', '2026-01-01'), of('b', '2026-02-01'), of('c', '2026-02-01')];
    expect(newestFirst([a, b, c])).toEqual([c, b, a]);
  });
});

describe('a story on its way', () => {
  const keep = keepContentDraft('story');
  const row = (device: Device) => device.db.rows('story').get(ID);
  const draftOf = async (device: Device): Promise<Registers> =>
    (await device.db.rows('draft').get(storyDraftId(ID)))?.values ?? {};
  const good = (answer: { readonly ok: boolean }): void =>
    expect(answer).toMatchObject({ ok: true });
  async function drafted(draft: Record<string, Json | null> = whole) {
    const device = await testDevice({ clock, identity: coordinator });
    good(await keep(device, ID, draft));
    return device;
  }

  it('is nowhere but in the draft until it is published, then whole and public, and the draft is empty', async () => {
    const device = await drafted();
    expect(await row(device)).toBeUndefined();
    expect((await device.db.rows('draft').get(storyDraftId(ID)))?.scope).toBe('org');
    good(await publishStory(device, ID, undefined, await draftOf(device), TODAY));
    expect(await row(device)).toMatchObject({
      scope: 'public',
      slug: '2026-11-b0c3d1',
      who: 'Paraugs',
      consentOn: '2026-11-20',
      toldIn: 'ru',
      media: [PHOTO],
    });
    expect(await draftOf(device)).toEqual({});
    device.close();
  });

  it('without a day of consent not even the record’s own door lets it through', async () => {
    const { consentOn: _, ...without } = whole;
    const device = await drafted(without);
    for (const draft of [without, { ...whole, consentOn: '' }])
      expect(await publishStory(device, ID, undefined, draft, TODAY)).toMatchObject({
        ok: false,
        error: { code: 'incomplete', path: 'consentOn' },
      });
    expect(await row(device)).toBeUndefined();
    device.close();
  });

  it('taken back it is a draft again; a dropped change leaves what is public', async () => {
    const device = await drafted();
    good(await publishStory(device, ID, undefined, whole, TODAY));
    good(await unpublishStory(device, ID, undefined, whole));
    expect((await row(device))?.deleted).toBe(true);
    expect(await draftOf(device)).toEqual(whole);
    good(await publishStory(device, ID, await row(device), whole, TODAY));
    good(await keep(device, ID, { 'text.lv.title': 'Stāsts' }));
    const before = await row(device);
    good(await publishStory(device, ID, before, await draftOf(device), TODAY));
    good(await unpublishStory(device, ID, before, { 'text.lv.title': 'Stāsts' }));
    expect((await row(device))?.text).toEqual(before?.text);
    good(await dropStoryDraft(device, ID, await draftOf(device)));
    expect(await draftOf(device)).toEqual({});
    expect((await row(device))?.deleted).not.toBe(true);
    device.close();
  });

  it('a file that is not wanted after all leaves; what a draft names stays', async () => {
    const device = await drafted({ ...whole, media: [] });
    const media = await device.media();
    const bytes = new Uint8Array([0xff, 0xd8, 0xff, 1, 2, 3]);
    const kept = await media.put(bytes);
    if (!kept.ok) throw new Error(kept.error.message);
    good(await keep(device, ID, { media: [kept.value] }));
    await media.forget(kept.value);
    expect(await device.db.media.count()).toBe(1);
    good(await keep(device, ID, { media: [] }));
    await media.forget(kept.value);
    expect(await device.db.media.count()).toBe(0);
    expect(await device.db.mediaBytes.count()).toBe(0);
    device.close();
  });
});
