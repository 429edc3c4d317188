// Reads the interface texts of locales/ for the i18n tests.
import { readdirSync, readFileSync } from 'node:fs';

const locales = new URL('../../locales/', import.meta.url);

export type Flat = ReadonlyMap<string, string>;

function flatten(words: Record<string, unknown>, before: string, into: Map<string, string>): void {
  for (const [key, value] of Object.entries(words)) {
    const name = before === '' ? key : `${before}.${key}`;
    if (typeof value === 'object' && value !== null)
      flatten(value as Record<string, unknown>, name, into);
    else into.set(name, String(value));
  }
}

/** Names of the namespaces of a folder: `lv`, `ru`, `en`, `notes`. */
export function namespacesOf(folder: string): string[] {
  return readdirSync(new URL(`${folder}/`, locales))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -5))
    .toSorted();
}

/** One namespace's texts by dotted key, nested or not. */
export function textsOf(folder: string, namespace: string): Flat {
  const into = new Map<string, string>();
  const file = new URL(`${folder}/${namespace}.json`, locales);
  flatten(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>, '', into);
  return into;
}

const pluralEnding = /_(?:zero|one|two|few|many|other)$/;

/** The key without its plural ending. */
export const stemOf = (key: string): string => key.replace(pluralEnding, '');

/** The plural endings that a stem has among these keys. */
export function endingsOf(texts: Flat, stem: string): string[] {
  return [...texts.keys()]
    .filter((key) => key !== stem && stemOf(key) === stem)
    .map((key) => key.slice(stem.length + 1))
    .toSorted();
}

/** The {{placeholders}} of a text, sorted. */
export function placeholdersOf(text: string): string[] {
  return [
    ...new Set([...text.matchAll(/\{\{\s*([\w.]+)[^}]*\}\}/g)].map((found) => found[1] ?? '')),
  ].toSorted();
}
