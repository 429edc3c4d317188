// Each reading rule catches what it is for and lets good sentences pass.
import { describe, expect, it } from 'vitest';
import { checkText, checkTexts, sentencesOf, type ContentLanguage } from './reading-rules.ts';

const rules = (language: ContentLanguage, text: string): string[] =>
  checkText(language, 's1.body', text).map((f) => f.rule);

describe('sentences', () => {
  it('does not end a sentence at a date or an ordinal', () => {
    expect(sentencesOf('Samaksājiet līdz 25. novembrim. Ejiet uz 3. soli.')).toEqual([
      'Samaksājiet līdz 25. novembrim.',
      'Ejiet uz 3. soli.',
    ]);
  });
  it('ends a sentence after a closing quote', () => {
    expect(sentencesOf('Zvana vīrietis: „Nosauciet kodu.” Ko Jūs darīsiet?')).toHaveLength(2);
  });
  it('takes each line of a list by itself', () => {
    expect(sentencesOf('Sagatavojiet:\n- rēķinu;\n- brilles.')).toHaveLength(3);
  });
});

describe('rules', () => {
  it.each<[ContentLanguage, string, string]>([
    ['lv', 'Atrodiet divas rindas.', 'number-word'],
    ['ru', 'Найдите две строки.', 'number-word'],
    ['en', 'Find two lines.', 'number-word'],
    ['lv', 'Atver savu telefonu, tev izdosies.', 'address'],
    ['lv', 'Tas ir jūsu rēķins.', 'address'],
    ['ru', 'Это ваш счёт.', 'address'],
    ['ru', 'Открой свой телефон, ты справишься.', 'address'],
    ['lv', 'Lūdzu, ievadiet summu.', 'word'],
    ['ru', 'Пожалуйста, введите сумму.', 'word'],
    ['en', 'The sum is invalid.', 'word'],
    ['lv', 'Maksa ir 6 EUR.', 'money'],
    ['lv', 'Maksa ir 6,2 EUR.', 'money'],
    ['en', 'The fee is €6.20.', 'money'],
    ['ru', 'Плата 6 евро.', 'money'],
    ['lv', 'Samaksājiet līdz 25.11.2026.', 'date'],
    ['lv', 'Komisija ir 2 %.', 'date'],
    ['en', 'Press "Cancel".', 'quotes'],
    ['en', 'Press  “Cancel”.', 'spacing'],
  ])('%s: "%s" breaks %s', (language, text, rule) => {
    expect(rules(language, text)).toContain(rule);
  });

  it.each<[ContentLanguage, string]>([
    ['lv', 'Jums jāsamaksā 24,60 EUR līdz 25. novembrim.'],
    ['lv', 'Pirmais solis ir pats vieglākais.'],
    ['ru', 'Ваш счёт – 24,60 EUR. Семья рядом.'],
    ['en', 'This one is yours: 24.60 EUR.'],
    ['lv', 'Krāpnieks raksta: „Lūdzu, atveriet saiti.”'],
  ])('%s: "%s" is fine', (language, text) => {
    expect(rules(language, text)).toEqual([]);
  });

  it('counts words of a sentence', () => {
    const long =
      'Šis ir teikums ar ļoti daudziem vārdiem, jo tajā nekas netiek parts uz mazākām daļām nemaz.';
    expect(rules('lv', long)).toEqual(['long-sentence']);
  });
  it('counts words of a paragraph', () => {
    expect(rules('en', 'This is one short sentence here. '.repeat(9).trim())).toEqual([
      'paragraph',
    ]);
  });
  it('measures the mean over a whole file, headings and lists left out', () => {
    const eleven = 'One and one and one and one and one and one.';
    expect(
      checkTexts('en', { 's1.body': eleven, 's1.title': 'Short', 's2.body': '- a;\n- b;' }).map(
        (f) => f.rule,
      ),
    ).toEqual(['mean']);
  });
});
