// The engine with its real texts: language change, plurals, fallback, what the device keeps.
import { effect } from '@preact/signals';
import { beforeAll, describe, expect, it, vi } from 'vitest';

import { contentText } from '#i18n/content-text.ts';
import { initI18n, language, setLanguage, t } from '#i18n/i18n.ts';
import { keepSetting, keptSetting } from '#i18n/kept-settings.ts';
import { firstLanguage } from '#i18n/languages.ts';

beforeAll(() => initI18n('lv'));

describe('t', () => {
  it('fills placeholders without escaping them', () => {
    expect(t('common:help.place', { place: 'Ānes "klubs" & co' })).toBe('Vieta: Ānes "klubs" & co');
  });

  it('takes the plural form of the language', async () => {
    await setLanguage('lv');
    const lv = [0, 1, 2, 10, 11, 21].map((count) => t('common:sync.check', { count }));
    expect(lv).toEqual([
      'Jāpārbauda 0 ierakstu',
      'Jāpārbauda 1 ieraksts',
      'Jāpārbauda 2 ieraksti',
      'Jāpārbauda 10 ierakstu',
      'Jāpārbauda 11 ierakstu',
      'Jāpārbauda 21 ieraksts',
    ]);
    await setLanguage('ru');
    const ru = [1, 2, 5, 11, 22].map((count) => t('common:sync.check', { count }));
    expect(ru.map((text) => text.split(' ').at(-1))).toEqual([
      'запись',
      'записи',
      'записей',
      'записей',
      'записи',
    ]);
  });

  it('redraws what has read it when the language changes', async () => {
    await setLanguage('lv');
    const seen: string[] = [];
    const stop = effect(() => void seen.push(t('common:back')));
    await setLanguage('en');
    stop();
    expect(seen[0]).toBe('Atpakaļ');
    expect(seen.at(-1)).toBe('Back');
    expect(language.value).toBe('en');
  });

  it('gives the key itself for a text that nobody wrote', () => {
    expect(t('common:no.such.text')).toContain('no.such.text');
  });
});

describe('fallback', () => {
  it('takes a missing Russian text from Latvian, fetched only then', async () => {
    vi.resetModules();
    vi.doMock('#locales/ru/start.ts', () => ({ texts: { common: { close: 'Закрыть' } } }));
    const fresh = await import('#i18n/i18n.ts');
    await fresh.initI18n('ru');
    expect(fresh.t('common:close')).toBe('Закрыть');
    fresh.t('common:back');
    await vi.waitFor(() => expect(fresh.t('common:back')).toBe('Atpakaļ'));
    vi.doUnmock('#locales/ru/start.ts');
  });
});

describe('contentText', () => {
  it('gives the present language, else Latvian, and says which', async () => {
    const text = { 'lv.title': 'Rēķins', 'ru.title': 'Счёт', 'lv.body': 'Teksts', 'ru.body': '' };
    await setLanguage('ru');
    expect(contentText(text, 'title')).toEqual({ words: 'Счёт', lang: 'ru' });
    expect(contentText(text, 'body')).toEqual({ words: 'Teksts', lang: 'lv' });
    expect(contentText(text, 'nothing')).toEqual({ words: '', lang: 'lv' });
  });
});

describe('first language', () => {
  it('is the kept one, else the first of the browser that we speak, else Latvian', () => {
    expect(firstLanguage('ru', ['en-GB'])).toBe('ru');
    expect(firstLanguage('xx', ['de-DE', 'en-GB', 'ru'])).toBe('en');
    expect(firstLanguage(null, ['fi'])).toBe('lv');
  });
});

describe('kept settings', () => {
  it('last as long as the page when storage is refused', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new DOMException('refused', 'SecurityError');
      },
      setItem: () => {
        throw new DOMException('refused', 'SecurityError');
      },
    });
    keepSetting('text-size', '150');
    expect(keptSetting('text-size')).toBe('150');
    vi.unstubAllGlobals();
  });
});
