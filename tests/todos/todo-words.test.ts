// Due dates as people read them, in all three languages.
import { beforeAll, describe, expect, it } from 'vitest';
import { dueOf } from '#device/todo-state.ts';
import { dueWords, listTitle, privateWords } from '#features/todos/todo-words.ts';
import { initI18n, setLanguage } from '#i18n/i18n.ts';

const TODAY = '2026-11-22';

describe('due words', () => {
  beforeAll(() => initI18n('lv'));

  it.each([
    ['lv', '2026-11-22', 'šodien'],
    ['lv', '2026-11-23', 'rīt'],
    ['lv', '2026-12-25', 'līdz 25. decembrim'],
    ['lv', '2027-03-25', 'līdz 2027. gada 25. martam'],
    ['lv', '2026-11-19', 'Termiņš bija 19. novembris, pirms 3 dienām.'],
    ['ru', '2026-12-25', 'до 25 декабря'],
    ['ru', '2027-03-25', 'до 25 марта 2027 года'],
    ['ru', '2026-11-19', 'Срок был 19 ноября, 3 дня назад.'],
    ['en', '2026-12-25', 'by 25 December'],
    ['en', '2026-11-19', 'The date was 19 November, 3 days ago.'],
  ] as const)('%s: %s', async (language, due, words) => {
    await setLanguage(language);
    expect(dueWords(dueOf(due, TODAY))).toBe(words);
  });

  it('say nothing without a date', () => {
    expect(dueWords(dueOf(undefined, TODAY))).toBe('');
  });
});

describe('a list', () => {
  const template = {
    text: {
      'lv.title': 'Mans pirmais maksājums',
      'ru.title': 'Мой первый платёж',
      'lv.a1.title': 'Cits',
    },
  } as unknown as Parameters<typeof listTitle>[1];

  it('follows the language while it has the template’s name, and keeps a name of its own', async () => {
    await setLanguage('ru');
    expect(listTitle({ title: 'Mans pirmais maksājums' }, template)).toBe('Мой первый платёж');
    expect(listTitle({ title: 'Annas darbi' }, template)).toBe('Annas darbi');
    // An item's words are not the list's name.
    expect(listTitle({ title: 'Cits' }, template)).toBe('Cits');
    expect(listTitle({ title: 'Cits' }, undefined)).toBe('Cits');
  });
});

describe('private data', () => {
  it('is named with what was found', async () => {
    await setLanguage('lv');
    expect(privateWords('Zvanīt 26123456')).toContain('26123456');
    expect(privateWords('Paņemt brilles')).toBeUndefined();
  });
});
