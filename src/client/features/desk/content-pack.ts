// A content pack: lessons, paths, to-do templates, scam cards and exercises in one file, so that municipalities can share them. Written from
// what is public here; read with the same checks as every other write, and compared with what is here. Pure. Called by PackScreen.
import * as z from 'zod/mini';
import { type Json, sameJson } from '#core/json.ts';
import { fail, ok, type Result } from '#core/result.ts';
import { fallbackLanguage, languages } from '#i18n/languages.ts';
import { checkScenario } from '#practice/check-scenario.ts';
import { faultsOfValues, flatRegisters } from '#device/whole-record.ts';
import { isKind, kindOf, SCHEMA } from '#records/registry.ts';
import { contentNow, type Fault, faultsOf } from './content-form.ts';
import { isAuthored } from './content-keys.ts';

/** What may travel. Stories stay: their consent was given here. Surveys and places are not edited at the desk. */
export const packKinds = ['lesson', 'path', 'todo-template', 'scam-card', 'walkthrough'] as const;
export type PackKind = (typeof packKinds)[number];
const isPackKind = (kind: string): kind is PackKind =>
  (packKinds as readonly string[]).includes(kind);

const FORMAT = 'vestnesis-content-pack';
const VERSION = 1;
export const MOST_PACK_BYTES = 100_000_000;
export const MOST_PACK_RECORDS = 2000;

type ContentValues = Readonly<Record<string, unknown>>;
export type PackRecord = {
  readonly kind: PackKind;
  readonly id: string;
  readonly values: ContentValues;
};

/** Photos, sounds and videos by address (SHA-256), in base64. */
export type PackFiles = Readonly<Record<string, string>>;

/**
 * The file's text.
 * @param from the organisation that gives it @param made day
 */
export const packText = (
  records: readonly PackRecord[],
  files: PackFiles,
  from: string,
  made: string,
): string =>
  `${JSON.stringify({ format: FORMAT, version: VERSION, schema: SCHEMA, from, made, records, files }, null, 1)}\n`;

/** Addresses that a record's values name. */
export const filesOf = (values: ContentValues): readonly string[] =>
  Array.isArray(values['media']) ? (values['media'] as readonly string[]) : [];

/** A record's values without the device's own marks. */
export const packRecord = (
  kind: PackKind,
  row: Readonly<Record<string, unknown>> & { readonly id: string },
): PackRecord => ({
  kind,
  id: row.id,
  values: Object.fromEntries(
    Object.keys(kindOf(kind).fields).flatMap((field) =>
      row[field] === undefined || row[field] === null ? [] : [[field, row[field]]],
    ),
  ),
});

const packFile = z.object({
  format: z.literal(FORMAT),
  version: z.int(),
  schema: z.int(),
  from: z.string(),
  made: z.string(),
  records: z.array(
    z.object({ kind: z.string(), id: z.string(), values: z.record(z.string(), z.json()) }),
  ),
  files: z.optional(z.record(z.string(), z.string())),
});

/** Why a file can't be taken as a whole. */
export type PackFault =
  | { readonly what: 'notPack' }
  | { readonly what: 'newer' }
  | { readonly what: 'many'; readonly now: number; readonly max: number };

/** Why one record can't be taken. */
export type EntryFault =
  | { readonly what: 'kind'; readonly found: string }
  | { readonly what: 'value'; readonly field: string; readonly found: string }
  | { readonly what: 'missing'; readonly field: string }
  | { readonly what: 'scenario' | 'file' }
  | { readonly what: 'content'; readonly fault: Fault; readonly values: ContentValues };

export type PackEntry = {
  readonly kind: PackKind | undefined;
  /** The id here: that of the record with the same id or short name, else the file's own. */
  readonly id: string;
  readonly title: string;
  /** same: nothing to take. */
  readonly state: 'new' | 'changed' | 'same' | 'refused';
  readonly values: ContentValues;
  /** Registers that are other here, by name, as the file has them. */
  readonly registers: Readonly<Record<string, Json>>;
  readonly faults: readonly EntryFault[];
};

export type PackReading = {
  readonly from: string;
  readonly made: string;
  readonly entries: readonly PackEntry[];
  readonly files: PackFiles;
};

const titleOf = (values: ContentValues): string => {
  const text = (values['text'] ?? {}) as Readonly<Record<string, string>>;
  const codes = [fallbackLanguage, ...languages.map(({ code }) => code)];
  return (
    codes.map((code) => text[`${code}.title`]).find(Boolean) ??
    (typeof values['slug'] === 'string' ? values['slug'] : '')
  );
};

function faultsIn(kind: PackKind, values: ContentValues, id: string, today: string): EntryFault[] {
  const idFault: EntryFault[] = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(id)
    ? []
    : [{ what: 'value', field: 'id', found: id }];
  const formal = [
    ...idFault,
    ...faultsOfValues(kind, values).map(({ field, found }): EntryFault =>
      found === undefined ? { what: 'missing', field } : { what: 'value', field, found },
    ),
  ];
  if (formal.length > 0) return formal;
  if (kind === 'walkthrough') {
    return checkScenario(values['scenario']).ok ? [] : [{ what: 'scenario' }];
  }
  return isAuthored(kind)
    ? faultsOf(kind, contentNow(kind, values, {}), today).map((fault) => ({
        what: 'content',
        fault,
        values,
      }))
    : [];
}

/** What stands here now, by kind. */
export type Here = Readonly<Record<PackKind, readonly (ContentValues & { readonly id: string })[]>>;

/**
 * Reads a pack and says what it would change here; nothing is written.
 * @param text the file @param here what is public here @param today for days that must not lie ahead
 * @param filesHere addresses of files that need not come along
 */
export function readPack(
  text: string,
  here: Here,
  today: string,
  filesHere: ReadonlySet<string> = new Set(),
): Result<PackReading, PackFault> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail({ what: 'notPack' });
  }
  const read = z.safeParse(packFile, json);
  if (!read.success) return fail({ what: 'notPack' });
  const { version, schema, records, from, made, files = {} } = read.data;
  if (version > VERSION || schema > SCHEMA) return fail({ what: 'newer' });
  if (records.length > MOST_PACK_RECORDS)
    return fail({ what: 'many', now: records.length, max: MOST_PACK_RECORDS });
  const entries = records.map(({ kind, id, values }): PackEntry => {
    const entry = { id, title: titleOf(values), values, registers: {} };
    if (!isKind(kind) || !isPackKind(kind))
      return {
        ...entry,
        kind: undefined,
        state: 'refused',
        faults: [{ what: 'kind', found: kind }],
      };
    const faults: readonly EntryFault[] = [
      ...faultsIn(kind, values, id, today),
      ...(filesOf(values).every((sha) => files[sha] !== undefined || filesHere.has(sha))
        ? []
        : [{ what: 'file' } as const]),
    ];
    if (faults.length > 0) return { ...entry, kind, state: 'refused', faults };
    const known =
      here[kind].find((row) => row.id === id) ??
      here[kind].find((row) => row['slug'] === values['slug']);
    if (!known) return { ...entry, kind, state: 'new', faults: [] };
    const before = flatRegisters(kind, packRecord(kind, known).values);
    const registers = Object.fromEntries(
      Object.entries(flatRegisters(kind, values)).filter(
        // The place in the list and the short name here stay: links and printed codes lead to them.
        ([name, value]) =>
          name !== 'slug' && name !== 'order' && !sameJson(before[name] ?? null, value),
      ),
    );
    const same = Object.keys(registers).length === 0 && known['deleted'] !== true;
    const state = same ? 'same' : 'changed';
    return { ...entry, kind, id: known.id, state, registers, faults: [] };
  });
  return ok({ from, made, entries, files });
}
