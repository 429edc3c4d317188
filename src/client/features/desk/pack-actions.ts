// Takes the chosen part of a content pack into the public content in one write, and takes that back. Called by PackScreen.
import type { Json } from '#core/json.ts';
import { ok } from '#core/result.ts';
import type { Row } from '#device/database.ts';
import type { Device } from '#device/device.ts';
import { alteration, type Change, creation, type Patch } from '#device/write.ts';
import type { Written } from './content-draft.ts';
import {
  filesOf,
  type Here,
  type PackEntry,
  type PackFiles,
  packKinds,
  type PackKind,
  type PackRecord,
} from './content-pack.ts';

const toBase64 = (bytes: Uint8Array): string => {
  let text = '';
  // In portions: a function takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 8192)
    text += String.fromCodePoint(...bytes.subarray(i, i + 8192));
  return btoa(text);
};

/** Undefined for what is no base64. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (one) => one.codePointAt(0) ?? 0);
  } catch {
    return undefined;
  }
}

/** The files that these records name, as a pack carries them; those that are not on this device are left out. */
export async function filesFor(device: Device, records: readonly PackRecord[]): Promise<PackFiles> {
  const media = await device.media();
  const files: Record<string, string> = {};
  for (const sha of new Set(records.flatMap(({ values }) => filesOf(values)))) {
    const found = await media.read(sha);
    if (found && !found.preview) files[sha] = toBase64(found.bytes);
  }
  return files;
}

/** Keeps the files that the entries name; a file whose bytes are not those of its address stays out. */
async function keepFiles(
  device: Device,
  entries: readonly PackEntry[],
  files: PackFiles,
): Promise<Written> {
  const media = await device.media();
  for (const sha of new Set(entries.flatMap(({ values }) => filesOf(values)))) {
    const text = files[sha];
    if (text === undefined) continue;
    const bytes = fromBase64(text);
    if (!bytes) continue;
    const kept = await media.put(bytes);
    if (!kept.ok) return kept;
    if (kept.value !== sha) await media.forget(kept.value);
  }
  return ok(undefined);
}

/** Public content as it stands, withdrawn things too: a pack must not make a second one of them. */
export async function contentHere(device: Device): Promise<Here> {
  const rows = await Promise.all(packKinds.map((kind) => device.db.rows(kind).toArray()));
  return Object.fromEntries(
    packKinds.map((kind, i) => [kind, (rows[i] as Row<PackKind>[]).filter(({ slug }) => slug)]),
  ) as unknown as Here;
}

/** `text.lv.title` -> `{ text: { 'lv.title': … } }`: registers as a change. */
function nested(registers: Readonly<Record<string, Json>>): Record<string, Json> {
  const { text, rest } = Object.groupBy(Object.entries(registers), ([name]) =>
    name.startsWith('text.') ? 'text' : 'rest',
  );
  return {
    ...Object.fromEntries(rest ?? []),
    ...(text
      ? {
          text: Object.fromEntries(
            text.map(([name, value]) => [name.slice('text.'.length), value]),
          ),
        }
      : {}),
  };
}

const registerIn = (row: Readonly<Record<string, unknown>>, name: string): Json => {
  const [field = '', ...key] = name.split('.');
  const value = row[field] as Json | undefined;
  if (key.length === 0) return value ?? null;
  return ((value ?? {}) as Record<string, Json>)[key.join('.')] ?? null;
};

const rowOf = (here: Here, { kind, id }: PackEntry) =>
  kind && here[kind].find((row) => row.id === id);

/** What is new is made, what is other is changed; all or nothing. What was withdrawn here comes back. */
export async function takePack(
  device: Device,
  entries: readonly PackEntry[],
  here: Here,
  files: PackFiles = {},
): Promise<Written> {
  const kept = await keepFiles(device, entries, files);
  if (!kept.ok) return kept;
  const done = await device.writeAll(
    entries.flatMap(({ kind, id, state, values, registers }): Change[] => {
      if (!kind || state === 'refused') return [];
      if (state === 'new') return [creation(kind, id, 'public', values as Patch<PackKind>)];
      return Object.keys(registers).length === 0
        ? []
        : [alteration(kind, id, nested(registers) as Patch<PackKind>)];
    }),
  );
  if (!done.ok) return done;
  for (const entry of entries) {
    if (!entry.kind || rowOf(here, entry)?.['deleted'] !== true) continue;
    const back = await device.restore(entry.kind, entry.id);
    if (!back.ok) return back;
  }
  return done;
}

/** What was changed says again what it said; what was new, or was withdrawn before, is withdrawn. */
export async function untakePack(
  device: Device,
  entries: readonly PackEntry[],
  here: Here,
): Promise<Written> {
  const done = await device.writeAll(
    entries.flatMap((entry): Change[] => {
      const row = rowOf(here, entry);
      const names = Object.keys(entry.registers);
      if (!entry.kind || !row || names.length === 0) return [];
      const before = names.map((name) => [name, registerIn(row, name)] as const);
      return [
        alteration(entry.kind, entry.id, nested(Object.fromEntries(before)) as Patch<PackKind>),
      ];
    }),
  );
  if (!done.ok) return done;
  for (const entry of entries) {
    if (!entry.kind || (entry.state !== 'new' && rowOf(here, entry)?.['deleted'] !== true))
      continue;
    const gone = await device.remove(entry.kind, entry.id);
    if (!gone.ok) return gone;
  }
  return done;
}
