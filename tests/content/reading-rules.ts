// The reading rules of the house for people who read slowly (rules 33 to 36), as a linter over content texts.
// Called by content.test.ts over every authored text; reading-rules.test.ts shows each rule at work.

export type ContentLanguage = 'lv' | 'ru' | 'en';
export interface Finding {
  readonly rule:
    | 'long-sentence'
    | 'mean'
    | 'paragraph'
    | 'number-word'
    | 'address'
    | 'word'
    | 'money'
    | 'date'
    | 'quotes'
    | 'spacing';
  readonly key: string;
  readonly found: string;
}

export const MAX_WORDS = 15;
export const MEAN_WORDS = 10;
export const MAX_PARAGRAPH_WORDS = 50;

const numberWords: Readonly<Record<ContentLanguage, RegExp>> = {
  lv: /(?<!\p{L})(?:div(?:i|as|us|u|iem|ām|os|ās|reiz)|trīs(?:reiz)?|trij(?:u|iem|ām|os|ās)|četr(?:i|as|us|u|iem|ām|os|ās)|piec(?:i|as|us|u|iem|ām|os|ās)|seš(?:i|as|us|u|iem|ām|os|ās)|septiņ\p{L}*|astoņ\p{L}*|deviņ\p{L}*|desmit\p{L}*|(?:vien|div|trīs)padsmit\p{L}*|simt(?:s|i|u|iem)?|tūkstoš\p{L}*)(?!\p{L})/giu,
  ru: /(?<!\p{L})(?:два|две|двух|двум|двумя|дважды|три|тр[её]х|тр[её]м|тремя|трижды|четыре|четыр[её]х|четыр[её]м|пять|пяти|шесть|шести|семь|семи|восемь|восьми|девять|девяти|десять|десяти|\p{L}+надцать|\p{L}+надцати|двадцать|тридцать|сорок|сто|ста|тысяч\p{L}*)(?!\p{L})/giu,
  en: /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|hundred|thousand|twice)\b/gi,
};

/** Polite address only: lv "Jūs" and ru "Вы" with a capital, never the familiar form. */
const address: Readonly<Record<ContentLanguage, RegExp>> = {
  lv: /(?<!\p{L})(?:[Tt]u|[Tt]ev|[Tt]evi|[Tt]evis|[Tt]evī|[Tt]av(?:s|a|u|i|as|ai|ā|am|us|iem|ām|os|ās)?|jūs|jums|jūsu|jūsos)(?!\p{L})/gu,
  ru: /(?<!\p{L})(?:[Тт]ы|[Тт]ебя|[Тт]ебе|[Тт]обой|[Тт]во(?:й|я|ё|е|и|ю|его|ей|их|им|ими|ём|ему)|вы|вас|вам|вами|ваш\p{L}*)(?!\p{L})/gu,
  en: /(?!)/g,
};

const words: Readonly<Record<ContentLanguage, RegExp>> = {
  lv: /(?<!\p{L})(?:lūdzu|atvainojiet|piedodiet|nederīg\p{L}*|u\.\s?c\.|utt\.|t\.\s?i\.|klikšķin\p{L}*)/giu,
  ru: /(?<!\p{L})(?:пожалуйста|извините|простите|недействительн\p{L}*|и\s?т\.\s?д\.|т\.\s?е\.|кликн\p{L}*)/giu,
  en: /\b(?:please|sorry|invalid|etc\.|i\.e\.|e\.g\.|click)/gi,
};

/** Other people's words (a quoted message or caller) may sound as they like: a scammer does not follow our rules. */
const withoutQuotes = (text: string): string => text.replaceAll(/„[^”]*”|«[^»]*»|“[^”]*”/gu, '…');

const countWords = (text: string): number =>
  text
    // An account number in groups, or a placeholder, is read as one thing.
    .replaceAll(/\b[A-Z]{2}\d{2}(?: [A-Z0-9]{1,4})+\b/g, 'IBAN')
    .replaceAll(/\{\{[^}]*\}\}/g, 'x')
    .split(/\s+/u)
    .filter((word) => /[\p{L}\d]/u.test(word)).length;

/** Sentences of a text: lines are apart, a point before a small letter ("25. marts", "3. solis") does not end one. */
export function sentencesOf(text: string): string[] {
  return text.split('\n').flatMap((line) =>
    line
      .split(/(?<=[.!?…][”»“"]?)\s+(?=[^\p{Ll}])/u)
      .map((sentence) => sentence.trim())
      .filter((sentence) => countWords(sentence) > 0),
  );
}

const isListLine = (sentence: string): boolean => sentence.startsWith('- ');
/** Names and headings are not sentences: they count for the longest length, not for the mean. */
const isHeading = (key: string): boolean => /(?:^|\.)(?:title|name)$/.test(key);

function* matches(
  rule: Finding['rule'],
  key: string,
  text: string,
  pattern: RegExp,
): Generator<Finding> {
  for (const match of text.matchAll(pattern)) yield { rule, key, found: match[0] };
}

/** Findings in one text. */
export function checkText(language: ContentLanguage, key: string, text: string): Finding[] {
  const own = withoutQuotes(text);
  const findings: Finding[] = [];
  for (const sentence of sentencesOf(text)) {
    if (countWords(sentence) > MAX_WORDS)
      findings.push({ rule: 'long-sentence', key, found: sentence });
  }
  for (const paragraph of text.split(/\n\n/)) {
    if (countWords(paragraph) > MAX_PARAGRAPH_WORDS)
      findings.push({ rule: 'paragraph', key, found: paragraph });
  }
  findings.push(
    ...matches('number-word', key, text, numberWords[language]),
    ...matches('address', key, text, address[language]),
    ...matches('word', key, own, words[language]),
    ...matches('money', key, text, /\d\s?(?:€|eiro|euro|евро)(?!\p{L})|€\s?\d/giu),
    ...matches('money', key, text, /(?<![\d.,])\d+(?:[.,]\d|[.,]\d{3,})?\s?EUR/gu),
    ...matches(
      'date',
      key,
      text,
      /\b\d{1,2}\.\d{1,2}\.(?:\d{2,4})?(?!\d)|\b\d{4}-\d{2}-\d{2}\b|\d\s?%/gu,
    ),
    ...matches('quotes', key, text, /"|''/g),
    ...matches('spacing', key, text, / {2}|\s[,.;!?](?!\p{L})|^\s|\s$|\n{3}/gu),
  );
  return findings;
}

/** Findings in a file of texts (key -> text) of one language, the mean sentence length among them. */
export function checkTexts(
  language: ContentLanguage,
  texts: Readonly<Record<string, string>>,
): Finding[] {
  const findings = Object.entries(texts).flatMap(([key, text]) => checkText(language, key, text));
  const lengths = Object.entries(texts)
    .filter(([key]) => !isHeading(key))
    .flatMap(([, text]) => sentencesOf(text).filter((s) => !isListLine(s)))
    .map(countWords);
  const mean = lengths.reduce((sum, n) => sum + n, 0) / Math.max(1, lengths.length);
  if (mean > MEAN_WORDS) findings.push({ rule: 'mean', key: '*', found: mean.toFixed(1) });
  return findings;
}
