/// <reference types="vite/types/importMeta.d.ts" />
// The starter pack: structure from src/content and text from locales, put together and checked record by record.
// Built into the server; called by starter.ts at each start, and by tests.
import { type Kind, kindOf, kinds } from '#records/registry.ts';
import { checkValue } from '#sync/judge.ts';
import { registersOf } from '#sync/wire.ts';

const structures = import.meta.glob('../../content/*/*.json', { eager: true, import: 'default' });
const texts = import.meta.glob('../../../locales/*/content/*/*.json', {
  eager: true,
  import: 'default',
});

/** Folder of src/content -> record kind. `plan` is a page of the app and no record. */
const FOLDERS: Readonly<Record<string, Kind>> = {
  lessons: 'lesson',
  paths: 'path',
  walkthroughs: 'walkthrough',
  todos: 'todo-template',
  surveys: 'survey',
  stories: 'story',
  scams: 'scam-card',
  places: 'place',
};
/** Places of these types are places where we work: each gets a site of the same id. */
const WORKPLACES = ['library', 'service-point', 'day-centre'];

export type StarterRecord = {
  readonly kind: Kind;
  readonly id: string;
  readonly scope: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Where an author finds it. */
  readonly file: string;
};

type Files = Readonly<Record<string, unknown>>;

/** `../../content/lessons/x.json` -> [lessons, x]. */
const partsOf = (path: string): [folder: string, slug: string] => {
  const [name = '', folder = ''] = path.split('/').toReversed();
  return [folder, name.replace(/\.json$/, '')];
};

function textOf(files: Files, folder: string, slug: string): Record<string, string> {
  const text: Record<string, string> = {};
  for (const [path, content] of Object.entries(files)) {
    const language = /locales\/([^/]+)\/content\//.exec(path)?.[1];
    const [itsFolder, itsSlug] = partsOf(path);
    if (language === undefined || itsFolder !== folder || itsSlug !== slug) continue;
    for (const [key, sentence] of Object.entries(content as Record<string, string>))
      text[`${language}.${key}`] = sentence;
  }
  return text;
}

/** Structure and text of every item as records, in a fixed order. */
export function starterContent(
  structure: Files = structures,
  text: Files = texts,
): StarterRecord[] {
  return Object.entries(structure)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, content]): StarterRecord[] => {
      const [folder, slug] = partsOf(path);
      const kind = FOLDERS[folder];
      if (kind === undefined) return [];
      const { id, ...values } = content as { id: string };
      return [
        {
          kind,
          id,
          scope: 'public',
          values: { ...values, text: textOf(text, folder, slug) },
          file: `src/content/${folder}/${slug}.json`,
        },
      ];
    });
}

/** The places of the pack where people work. */
export function starterSites(content: readonly StarterRecord[]): StarterRecord[] {
  return content.flatMap((record): StarterRecord[] => {
    const { type, parish, text } = record.values as {
      type?: string;
      parish?: string;
      text: Record<string, string>;
    };
    if (record.kind !== 'place' || !WORKPLACES.includes(type ?? '')) return [];
    const name = text['lv.name'] ?? Object.values(text)[0] ?? record.id;
    return [
      {
        kind: 'site',
        id: record.id,
        scope: 'org',
        values: { name, ...(parish === undefined ? {} : { parish }) },
        file: record.file,
      },
    ];
  });
}

/** One sentence per mistake: which file, which field, what to mend. Empty when all is well. */
export function faultsIn(records: readonly StarterRecord[]): string[] {
  const seen = new Map<string, string>();
  return records.flatMap((record) => {
    const { kind, id, values, file } = record;
    const faults = Object.entries(registersOf(kind, values, '')).flatMap(([name, [value]]) => {
      const fault = checkValue(kind, name, value);
      if (fault?.code === 'unknown-field')
        return [
          `${file}: the field "${name}" is not one of ${kind}; take it out or look up its name in src/shared/records/${kind}.ts.`,
        ];
      return fault ? [`${file}: ${fault.message}.`] : [];
    });
    const missing = Object.entries(kindOf(kind).fields)
      .filter(([name, field]) => field.needed && values[name] === undefined)
      .map(([name]) => `${file}: the field "${name}" is missing; every ${kind} needs it.`);
    const twin = seen.get(`${kind}/${id}`);
    seen.set(`${kind}/${id}`, file);
    return [
      ...faults,
      ...missing,
      ...(twin === undefined
        ? []
        : [`${file}: its id is also that of ${twin}; give it one of its own.`]),
    ];
  });
}

/** All kinds that the pack can hold, for tests. */
export const starterKinds: readonly Kind[] = kinds.filter((kind) =>
  Object.values(FOLDERS).includes(kind),
);
