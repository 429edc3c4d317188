// Every language says the same things: keys, placeholders, plural forms, notes for translators;
// and every key that the sources use exists.
import { globSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { fallbackLanguage, languages } from '#i18n/languages.ts';

import { ERRORS } from '#sync/errors.ts';

import { endingsOf, namespacesOf, placeholdersOf, stemOf, textsOf } from './texts.ts';

const namespaces = namespacesOf(fallbackLanguage);
const others = languages.filter((language) => language.code !== fallbackLanguage);
const sorted = (keys: Iterable<string>): string[] => [...new Set(keys)].toSorted();

describe('languages', () => {
  it.each(languages)(
    '$code: the plural endings of the table are those of its language',
    (language) => {
      const rules = new Intl.PluralRules(language.tag).resolvedOptions();
      expect([...language.plurals].toSorted()).toEqual([...rules.pluralCategories].toSorted());
    },
  );

  it.each(others)('$code has the same namespaces', ({ code }) => {
    expect(namespacesOf(code)).toEqual(namespaces);
  });
});

describe.each(namespaces)('%s', (namespace) => {
  const origin = textsOf(fallbackLanguage, namespace);

  it.each(others)('$code has the same keys', ({ code }) => {
    const there = textsOf(code, namespace);
    expect(sorted([...there.keys()].map(stemOf))).toEqual(sorted([...origin.keys()].map(stemOf)));
  });

  it.each(others)('$code has the same placeholders', ({ code }) => {
    const wrong = [...textsOf(code, namespace)].filter(([key, text]) => {
      // A form that only this language has is held against the one every language has.
      const model = origin.get(key) ?? origin.get(`${stemOf(key)}_other`) ?? '';
      return placeholdersOf(text).join() !== placeholdersOf(model).join();
    });
    expect(wrong).toEqual([]);
  });

  it.each(languages)('$code has every plural form, and no other', ({ code, plurals }) => {
    const texts = textsOf(code, namespace);
    const wrong = sorted([...texts.keys()].map(stemOf))
      .map((stem) => ({ stem, endings: endingsOf(texts, stem) }))
      .filter(
        ({ endings }) => endings.length > 0 && endings.join() !== [...plurals].toSorted().join(),
      );
    expect(wrong).toEqual([]);
  });

  it.each(languages)('$code has no empty and no untrimmed text', ({ code }) => {
    const wrong = [...textsOf(code, namespace)].filter(
      ([, text]) => text.trim() === '' || text !== text.trim(),
    );
    expect(wrong).toEqual([]);
  });

  it('tells the translator about every text with a placeholder', () => {
    const notes = namespacesOf('notes').includes(namespace)
      ? textsOf('notes', namespace)
      : new Map<string, string>();
    // A note on `sync` speaks for `sync.kept`, `sync.sending` ...
    const isNoted = (key: string): boolean => {
      const parts = stemOf(key).split('.');
      return parts.some((_part, index) => notes.has(parts.slice(0, index + 1).join('.')));
    };
    const lacking = [...origin]
      .filter(([key, text]) => placeholdersOf(text).length > 0 && !isNoted(key))
      .map(([key]) => key);
    expect(lacking).toEqual([]);
  });

  it('has notes only for texts that exist', () => {
    if (!namespacesOf('notes').includes(namespace)) return;
    const known = [...origin.keys()].map(stemOf);
    const orphans = [...textsOf('notes', namespace).keys()].filter(
      (note) => note !== '$' && !known.some((key) => key === note || key.startsWith(`${note}.`)),
    );
    expect(orphans).toEqual([]);
  });
});

describe('errors', () => {
  it('have words for every code that device and server know, and for no other', () => {
    expect([...textsOf(fallbackLanguage, 'errors').keys()].toSorted()).toEqual(
      Object.keys(ERRORS).toSorted(),
    );
  });
});

describe('sources', () => {
  const root = new URL('../../', import.meta.url).pathname;
  const all = new Map(
    namespaces.flatMap((namespace) =>
      [...textsOf(fallbackLanguage, namespace)].map(
        ([key, text]) => [`${namespace}:${key}`, text] as const,
      ),
    ),
  );
  const stems = new Set([...all.keys()].map(stemOf));
  /** A key, or (ending in a dot) the beginning of keys whose rest is known only later. */
  const exists = (key: string): boolean =>
    key.endsWith('.') ? [...stems].some((stem) => stem.startsWith(key)) : stems.has(key);
  const uses = globSync('src/client/**/*.{ts,tsx}', { cwd: root }).flatMap((path) => {
    const source = readFileSync(`${root}${path}`, 'utf8');
    // Any literal that looks like namespace:key, in t() or in a table that is given to t() later.
    return [...source.matchAll(/(['"`])([a-z][a-z-]*):([\w][\w.-]*)\1/g)]
      .map((found) => ({ path, namespace: found[2] ?? '', key: `${found[2]}:${found[3]}` }))
      .filter(({ namespace }) => namespaces.includes(namespace));
  });

  it('use texts at all', () => {
    expect(uses.length).toBeGreaterThan(20);
  });

  it('use only keys that exist', () => {
    expect(
      uses.filter(({ key }) => !exists(key)).map(({ path, key }) => `${path}: ${key}`),
    ).toEqual([]);
  });

  it('call t() with a namespace', () => {
    const bare = globSync('src/client/**/*.{ts,tsx}', { cwd: root }).flatMap((path) =>
      [...readFileSync(`${root}${path}`, 'utf8').matchAll(/\bt\((['"`])([^'"`:$]*)\1/g)].map(
        (found) => `${path}: ${found[2]}`,
      ),
    );
    expect(bare).toEqual([]);
  });
});
