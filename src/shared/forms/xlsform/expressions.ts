// Expressions as cells hold them: signs made plain, names of questions as they are called now. Called by the XLSForm reader.
import { plainSigns } from './sheets.ts';

export const REFERENCE = /\$\{\s*([^{}]*?)\s*\}/g;
const YES = new Set(['yes', 'true', 'true()', '1', 'jā', 'да']);
const NO = new Set(['no', 'false', 'false()', '0', 'nē', 'нет']);

export const isYes = (cell: string): boolean => YES.has(cell.toLowerCase());
export const isNo = (cell: string): boolean => NO.has(cell.toLowerCase());

/** Names in `${…}` through `rename`. */
export const renamed = (text: string, rename: (name: string) => string): string =>
  text.replaceAll(REFERENCE, (_, name: string) => `\${${rename(name)}}`);

/** A cell as an expression, or undefined when it is empty. */
export function expressionOf(cell: string, rename: (name: string) => string): string | undefined {
  const text = renamed(plainSigns(cell), rename).trim();
  if (text === '') return undefined;
  if (text === 'TRUE') return 'true()';
  return text === 'FALSE' ? 'false()' : text;
}

/** Whether a default is worked out: it names an answer, or is one call of a function as a whole. */
export const isDynamic = (cell: string): boolean =>
  /\$\{[^{}]+\}/.test(cell) || /^[a-z][a-z0-9:-]*\([^]*\)$/.test(plainSigns(cell).trim());

/** `start=0 end=10`, with blanks, commas or semicolons between; undefined when something has no `=`. */
export function parametersOf(cell: string): Readonly<Record<string, string>> | undefined {
  const words = plainSigns(cell)
    .replaceAll(/\s*=\s*/g, '=')
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  const pairs: [string, string][] = [];
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1) return undefined;
    pairs.push([word.slice(0, at).toLowerCase(), word.slice(at + 1)]);
  }
  return Object.fromEntries(pairs);
}

/** Files that an expression asks for, without their ending: `pulldata('fruits', …)`, `instance('fruits')`. */
export const filesIn = (expression: string): string[] =>
  [...expression.matchAll(/\b(pulldata|instance)\(\s*(['"])([^'"]+)\2/g)].map(
    (hit) => hit[3] ?? '',
  );
