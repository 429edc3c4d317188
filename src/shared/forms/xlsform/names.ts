// Names as the form schema wants them: Latin letters, each once. Called by the parts of the XLSForm reader that meet names of questions, lists and files.

const MAX = 60;
const GOOD = /^[A-Za-z_][\w.-]{0,59}$/;

/** Cyrillic as Latvian passports and road signs write it; others fall to `_`. */
const LETTERS: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'c',
  ч: 'ch',
  ш: 'sh',
  щ: 'sch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  і: 'i',
  ї: 'i',
  є: 'e',
  ґ: 'g',
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** Latin letters for other letters, marks taken off. What has no Latin twin stays as it is. */
export const latin = (text: string): string =>
  [...text.normalize('NFD').replaceAll(/\p{M}/gu, '')]
    .map((sign) => {
      const small = sign.toLowerCase();
      if (!Object.hasOwn(LETTERS, small)) return sign;
      const letters = LETTERS[small] ?? '';
      return sign === small ? letters : letters.charAt(0).toUpperCase() + letters.slice(1);
    })
    .join('');

export const isGoodName = (name: string): boolean => GOOD.test(name) && !(name in {});

/** The nearest good name; `fallback` when not one letter is left. */
export function goodName(raw: string, fallback: string): string {
  if (isGoodName(raw)) return raw;
  // Short marks of its own letters only: a й is и with a mark, so letters go before marks.
  const letters = latin(raw.normalize('NFC').replaceAll('й', 'i').replaceAll('Й', 'I'))
    .replaceAll(/[^\w.-]+/g, '_')
    .slice(0, MAX - 2);
  if (letters.replaceAll(/[_.-]/g, '') === '') return fallback;
  const started = /^[A-Za-z_]/.test(letters) ? letters : `_${letters}`;
  return isGoodName(started) ? started : `_${started}`;
}

/** A name that is not taken yet: `x`, `x_2`, `x_3` ... `next` remembers the last number, so that thousands of equal names stay quick. */
export function freeName(
  wanted: string,
  isTaken: (name: string) => boolean,
  next: Map<string, number>,
): string {
  if (!isTaken(wanted)) return wanted;
  const stem = wanted.slice(0, MAX - 6);
  for (let number = next.get(stem) ?? 2; ; number += 1) {
    const name = `${stem}_${number}`;
    if (isTaken(name)) continue;
    next.set(stem, number + 1);
    return name;
  }
}
