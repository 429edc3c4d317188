// Interface texts: i18next behind a signal, so that a screen that calls t() redraws when the
// language changes. Called by app/main.tsx (initI18n) and by every component (t).
import { signal } from '@preact/signals';
import i18next from 'i18next';

import { keepSetting } from './kept-settings.ts';
import { fallbackLanguage, languageOf, type LanguageCode } from './languages.ts';

const engine = i18next.createInstance();
/** `<language> <part>` of what was loaded. */
const loaded = new Set<string>();

/** Counts the changes of loaded texts; t() reads it, so every text on screen follows. */
const revision = signal(0);

const current = signal<LanguageCode>(fallbackLanguage);

/** The language on screen now. Read-only: change it with setLanguage. */
export const language = {
  get value(): LanguageCode {
    return current.value;
  },
};

const loaders = { start: 'loadStart', rest: 'loadRest', desk: 'loadDesk' } as const;
type Part = keyof typeof loaders;
/** What a whole language is on this device: the desk's texts only where the desk is opened. */
const wholeParts = new Set<Part>(['start', 'rest']);

async function load(code: LanguageCode, part: Part): Promise<void> {
  const name = `${code} ${part}`;
  if (loaded.has(name)) return;
  const texts = await languageOf(code)[loaders[part]]();
  for (const [namespace, words] of Object.entries(texts)) {
    engine.addResourceBundle(code, namespace, words, true, true);
  }
  loaded.add(name);
}

const loadAll = (code: LanguageCode): Promise<unknown> =>
  Promise.all([...wholeParts].map((part) => load(code, part)));

/** Latvian is fetched only when a text is missing: most Russian and English screens never need it. */
function fetchFallback(): void {
  if ([...wholeParts].every((part) => loaded.has(`${fallbackLanguage} ${part}`))) return;
  void loadAll(fallbackLanguage).then(() => {
    revision.value += 1;
  });
}

/**
 * Starts the engine and loads one language. Await it before the first render.
 * @param wanted `start`: only what the frame and the start screen say; the app then calls allTexts()
 * @throws when the language's chunk cannot be loaded (first visit with no network)
 */
export async function initI18n(code: LanguageCode, wanted: 'start' | 'all' = 'all'): Promise<void> {
  await engine.init({
    lng: code,
    fallbackLng: fallbackLanguage,
    resources: {},
    ns: ['common'],
    defaultNS: 'common',
    initAsync: false,
    // Preact escapes; escaping twice would show &amp; to people.
    interpolation: { escapeValue: false },
    parseMissingKeyHandler: (key: string) => {
      fetchFallback();
      return key;
    },
  });
  await (wanted === 'start' ? load(code, 'start') : loadAll(code));
  await show(code);
}

/** Resolves when every text of the present language is there. Await it before any screen but the first. */
export async function allTexts(): Promise<void> {
  await loadAll(current.value);
}

/** Resolves when the coordinator's texts are there, too; from then on every language comes with them. */
export async function deskTexts(): Promise<void> {
  wholeParts.add('desk');
  await loadAll(current.value);
}

/** Gives a language one more namespace: texts of a part that brings them along in every language (offer-texts.ts). */
export function addTexts(code: LanguageCode, namespace: string, words: object): void {
  engine.addResourceBundle(code, namespace, words, true, true);
}

async function show(code: LanguageCode): Promise<void> {
  await engine.changeLanguage(code);
  current.value = code;
  revision.value += 1;
  if (typeof document !== 'undefined') {
    document.documentElement.lang = code;
    document.documentElement.dir = languageOf(code).dir;
  }
}

/**
 * Changes the language on every screen and keeps the choice on this device.
 * If its texts cannot be loaded, the present language stays and the promise is rejected.
 */
export async function setLanguage(code: LanguageCode): Promise<void> {
  await loadAll(code);
  await show(code);
  keepSetting('language', code);
}

/**
 * The text of a key in the present language; Latvian when that language lacks it.
 * @param key `namespace:key`, for example `common:back`
 * @param params values for {{placeholders}}; `count` chooses the plural form
 */
export function t(key: string, params?: Readonly<Record<string, string | number>>): string {
  if (params) {
    void revision.value;
    return engine.t(key, { ...params });
  }
  return kept(texts, key, () => engine.t(key));
}

/** True when the present language (or Latvian) has the key: for texts that may be absent. */
export function hasText(key: string): boolean {
  return kept(existing, key, () => engine.exists(key));
}

/** Looked up once per language and set of texts: a screen asks for some hundred at each tap, and one look-up takes the engine 20 µs. */
const texts = new Map<string, string>();
const existing = new Map<string, boolean>();
let keptFor = -1;

function kept<T>(known: Map<string, T>, key: string, look: () => T): T {
  if (keptFor !== revision.value) {
    texts.clear();
    existing.clear();
    keptFor = revision.value;
  }
  const found = known.get(key);
  if (found !== undefined) return found;
  const fresh = look();
  known.set(key, fresh);
  return fresh;
}
