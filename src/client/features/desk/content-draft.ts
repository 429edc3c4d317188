// Unpublished changes of one piece of public content, and how they go out: drafts, publishing, taking it back. Withdrawing is an
// ordinary delete, which can be undone (but for stories: story-actions.ts). Called by the editors of all content.
import { derivedId } from '#core/derived-id.ts';
import type { Json } from '#core/json.ts';
import { registerKey } from '#core/register-key.ts';
import type { Row } from '#device/database.ts';
import type { Device } from '#device/device.ts';
import { alteration, creation, type Patch } from '#device/write.ts';
import type { Values } from '#records/registry.ts';
import type { AuthoredKind } from './content-keys.ts';

export type Written = Awaited<ReturnType<Device['writeAll']>>;

/** Register name -> value, as a draft keeps it: `channel`, `scenario`, `text.lv.title`. Cleared texts and days are ''. */
export type Registers = Readonly<Record<string, Json>>;

export const textRegister = (lang: string, key: string): string =>
  `text.${lang}.${registerKey(key)}`;
export const wordsIn = (now: Registers, register: string): string => {
  const value = now[register];
  return typeof value === 'string' ? value : '';
};

export const textRegisters = (text: Readonly<Record<string, string>> | undefined): Registers =>
  Object.fromEntries(Object.entries(text ?? {}).map(([key, words]) => [`text.${key}`, words]));

/** The record's `text` field as these registers have it. */
export const textOf = (now: Registers): Record<string, string> =>
  Object.fromEntries(
    Object.keys(now).flatMap((register) =>
      register.startsWith('text.')
        ? [[register.slice('text.'.length), wordsIn(now, register)]]
        : [],
    ),
  );

/** What is empty is cleared, so that Latvian, or nothing, stands in for it. */
const kept = (value: Json): Json =>
  typeof value === 'string' ? (value.trim() === '' ? null : value.trim()) : value;

/** Registers as a change of the record. */
export function patchOf(registers: Registers): Record<string, Json> {
  const patch: Record<string, Json> = {};
  const text: Record<string, Json> = {};
  for (const [register, value] of Object.entries(registers)) {
    if (register.startsWith('text.')) text[register.slice('text.'.length)] = kept(value);
    else patch[register] = kept(value);
  }
  return Object.keys(text).length === 0 ? patch : { ...patch, text };
}

/** As many fields of a whole new record as there are values. */
export function wholeOf(registers: Registers): Record<string, Json> {
  const present = (values: Readonly<Record<string, Json>>): Record<string, Json> =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const { text, ...fields } = patchOf(registers);
  return { ...present(fields), text: present((text ?? {}) as Record<string, Json>) };
}

/** One draft for each piece of content, whoever begins it on whichever laptop. */
export const contentDraftId = (kind: string, id: string): string =>
  derivedId(`draft ${kind} ${id}`);

/** Keeps unpublished registers; `null` drops one. */
export const keepContentDraft =
  (targetKind: string) =>
  async (
    device: Device,
    targetId: string,
    values: Readonly<Record<string, Json | null>>,
  ): Promise<Written> => {
    const id = contentDraftId(targetKind, targetId);
    // Asked of the database, not of the screen: two quick writes must not both think that they are the first.
    if (await device.db.rows('draft').get(id)) return device.change('draft', id, { values });
    const told = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
    return device.writeAll([creation('draft', id, 'org', { targetKind, targetId, values: told })]);
  };

/** Content of which the desk keeps drafts. */
export type PublicKind = AuthoredKind | 'scam-card' | 'story' | 'survey' | 'walkthrough';

/** A piece of content with its draft. */
export type Drafted<K extends PublicKind> = {
  readonly kind: K;
  readonly id: string;
  /** As it stands, withdrawn or not; undefined when it never was public. */
  readonly row: Row<K> | undefined;
  readonly draft: Registers;
};

const emptied = (draft: Registers): Record<string, null> =>
  Object.fromEntries(Object.keys(draft).map((register) => [register, null]));

const isDrafted = (draft: Registers): boolean => Object.keys(draft).length > 0;

/**
 * The draft goes into the public record, new or not; all tablets pull it with their next sync. A withdrawn one comes back with it.
 * @param change the draft as a change of the record @param fresh the whole record, when there is none
 */
export async function publishContent<K extends PublicKind>(
  device: Device,
  { kind, id, row, draft }: Drafted<K>,
  change: Record<string, Json>,
  fresh: () => Values<K>,
): Promise<Written> {
  const done = await device.writeAll([
    ...(row ? [] : [creation(kind, id, 'public', fresh())]),
    ...(row && isDrafted(draft) ? [alteration(kind, id, change as Patch<K>)] : []),
    ...(isDrafted(draft)
      ? [alteration('draft', contentDraftId(kind, id), { values: emptied(draft) })]
      : []),
  ]);
  return done.ok && row?.deleted ? device.restore(kind, id) : done;
}

/**
 * Takes a publishing back: the record says again what it said, or is withdrawn when it was not public, and the words are a draft again.
 * @param before what the drafted registers were, as a change of the record
 */
export async function unpublishContent<K extends PublicKind>(
  device: Device,
  { kind, id, row, draft }: Drafted<K>,
  before: Record<string, Json>,
): Promise<Written> {
  const done = await device.writeAll([
    ...(row && isDrafted(draft) ? [alteration(kind, id, before as Patch<K>)] : []),
    ...(isDrafted(draft) ? [alteration('draft', contentDraftId(kind, id), { values: draft })] : []),
  ]);
  return done.ok && (!row || row.deleted) ? device.remove(kind, id) : done;
}

export const dropContentDraft = (
  device: Device,
  kind: PublicKind,
  id: string,
  draft: Registers,
): Promise<Written> => device.change('draft', contentDraftId(kind, id), { values: emptied(draft) });
