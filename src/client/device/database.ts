// The device's database: one Dexie table per record kind, derived from the registry, and small tables for what is the device's own.
// Opened once, at the entrance (app/main.tsx) and in tests.
import Dexie, { type Table } from 'dexie';
import type { Json } from '#core/json.ts';
import type { Stamp } from '#core/stamp.ts';
import { type Kind, kindOf, kinds, type Values } from '#records/registry.ts';
import type { ErrorCode } from '#sync/errors.ts';

export type Lost = readonly [name: string, value: Json, stamp: Stamp];

/** What a row carries beside its values. Names begin with `_`, which no record field does. */
export type RowState = {
  readonly id: string;
  readonly scope: string;
  readonly deleted?: boolean;
  /** Register name -> its stamp. */
  readonly _stamps: Readonly<Record<string, Stamp>>;
  /**
   * Register not yet received by the server -> the stamp the server is known to hold for it, '' for none.
   * In a row that is erased here also the registers that the server still holds.
   */
  readonly _unsent?: Readonly<Record<string, Stamp>>;
  /** Own values that lost to a later one before they left: the server still has to hear of them, for its history. */
  readonly _lost?: readonly Lost[];
  /** Sparse index: 1 waits to be sent, 2 was refused and waits for a person. Absent: the server has all of it. */
  readonly _dirty?: 1 | 2;
  readonly _refused?: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly path?: string;
    readonly at: number;
  };
  /** When the server's receipt came; milliseconds since 1970. */
  readonly _received?: number;
};

export type Row<K extends Kind = Kind> = Values<K> & RowState;
/** A row of any kind, for code that treats all alike. */
export type AnyRow = RowState & { readonly [field: string]: unknown };

export type MetaRow = { readonly key: string; readonly value: unknown };
/** `key` is `scope/kind`, `hex` the digest of what the server is known to hold. */
export type DigestRow = { readonly key: string; readonly hex: string };
/** Texts being typed, positions being held: what must survive a reload but is no record yet. */
export type DraftRow = { readonly key: string; readonly value: Json; readonly at: number };

/** What is known of one picture or sound. `key` of its bytes: the SHA-256, `<sha>/preview`, or `<sha>/part/<offset>` while it comes. */
export type MediaRow = {
  readonly sha: string;
  readonly type: string;
  readonly size: number;
  /** local: only here, still to be sent. sent: the server has it. refused: the server does not take it. */
  readonly state: 'local' | 'sent' | 'refused';
  /** Whether the whole file is here; a full tablet keeps only the preview of what the server has. */
  readonly whole: boolean;
  readonly usedAt: number;
};
export type MediaBytes = { readonly key: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** Raised when tables or indexes change: 2 brought media. */
const DATABASE_VERSION = 2;

export class Database extends Dexie {
  declare readonly meta: Table<MetaRow, string>;
  declare readonly digests: Table<DigestRow, string>;
  declare readonly drafts: Table<DraftRow, string>;
  declare readonly media: Table<MediaRow, string>;
  declare readonly mediaBytes: Table<MediaBytes, string>;

  constructor(name: string) {
    super(name);
    const stores: Record<string, string> = {
      meta: 'key',
      digests: 'key',
      drafts: 'key',
      media: 'sha, state',
      mediaBytes: 'key',
    };
    for (const kind of kinds) stores[kind] = ['id', '_dirty', ...kindOf(kind).indexes].join(', ');
    this.version(DATABASE_VERSION).stores(stores);
  }

  rows<K extends Kind>(kind: K): Table<Row<K>, string> {
    return this.table(kind);
  }

  anyRows(kind: Kind): Table<AnyRow, string> {
    return this.table(kind);
  }
}
