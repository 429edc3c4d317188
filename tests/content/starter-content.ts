// Reads the authored starter content from the checkout, for content.test.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Kind } from '#records/registry.ts';
import type { ContentLanguage } from './reading-rules.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const languages: readonly ContentLanguage[] = ['lv', 'ru', 'en'];

/** Folder of src/content -> record kind. `plan` is a page of the app, not a record. */
export const folders: Readonly<Record<string, Kind | undefined>> = {
  lessons: 'lesson',
  paths: 'path',
  walkthroughs: 'walkthrough',
  todos: 'todo-template',
  surveys: 'survey',
  stories: 'story',
  scams: 'scam-card',
  places: 'place',
  plan: undefined,
};

export type Structure = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly slug: string;
};
export type Texts = Readonly<Record<string, string>>;
export interface Item {
  readonly folder: string;
  /** File name without `.json`. */
  readonly file: string;
  readonly structure: Structure;
  readonly texts: Readonly<Record<ContentLanguage, Texts | undefined>>;
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const namesIn = (path: string): string[] =>
  existsSync(path)
    ? readdirSync(path)
        .filter((name) => name.endsWith('.json'))
        .map((name) => name.slice(0, -'.json'.length))
        .toSorted()
    : [];

const textsOf = (language: ContentLanguage, folder: string, file: string): Texts | undefined => {
  const path = join(root, 'locales', language, 'content', folder, `${file}.json`);
  return existsSync(path) ? (readJson(path) as Texts) : undefined;
};

export const foldersThere = (): string[] =>
  readdirSync(join(root, 'src/content'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();

export const itemsIn = (folder: string): Item[] =>
  namesIn(join(root, 'src/content', folder)).map((file) => ({
    folder,
    file,
    structure: readJson(join(root, 'src/content', folder, `${file}.json`)) as Structure,
    texts: {
      lv: textsOf('lv', folder, file),
      ru: textsOf('ru', folder, file),
      en: textsOf('en', folder, file),
    },
  }));

export const allItems = (): Item[] => Object.keys(folders).flatMap(itemsIn);

/** Files of text that belong to no structure file. */
export const strayTexts = (): string[] =>
  languages.flatMap((language) =>
    Object.keys(folders).flatMap((folder) => {
      const known = new Set(itemsIn(folder).map((item) => item.file));
      return namesIn(join(root, 'locales', language, 'content', folder))
        .filter((file) => !known.has(file))
        .map((file) => `locales/${language}/content/${folder}/${file}.json`);
    }),
  );
