// The device's database: one Dexie table per record kind, derived from the registry, and small tables for what is the device's own.
// Opened once, at the entrance (app/main.tsx) and in tests.
import Dexie, { type Table, type Transaction } from 'dexie';
import type { Json } from '#core/json.ts';
import { type Kind, kindOf, kinds, SCHEMA } from '#records/registry.ts';
import type { AnyRow, Batch, Row } from './row.ts';

export type { AnyRow, Row } from './row.ts';

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

/**
 * Raised when tables or indexes change: 2 brought media, 3 the outbox, 4 voices. The number that the browser sees grows with the records' schema, too:
 * so a tab of an older version lets go before the rows are taken over, all of them in the transaction of that change.
 */
const DATABASE_VERSION = 4;

export type TakeOver = (db: Database, old: Transaction) => Promise<void>;
const notHere: TakeOver = () =>
  Promise.reject(new Error('a database of an earlier version is opened with takeOver only'));

export class Database extends Dexie {
  declare readonly meta: Table<MetaRow, string>;
  declare readonly outbox: Table<Batch, number>;
  declare readonly digests: Table<DigestRow, string>;
  declare readonly drafts: Table<DraftRow, string>;
  declare readonly media: Table<MediaRow, string>;
  declare readonly mediaBytes: Table<MediaBytes, string>;

  /** Of the records in it. */
  readonly schema: number;

  /**
   * @param schema this program's own unless a test says otherwise
   * @param takeOver what is done, in the transaction of the change, with what an earlier version of the app stored
   */
  constructor(name: string, schema = SCHEMA, takeOver: TakeOver = notHere) {
    super(name);
    this.schema = schema;
    const stores: Record<string, string> = {
      meta: 'key',
      outbox: '++n, [state+n+size+rev]',
      digests: 'key',
      drafts: 'key',
      media: 'sha, state',
      mediaBytes: 'key',
    };
    for (const kind of kinds) stores[kind] = ['id', ...kindOf(kind).indexes].join(', ');
    // A new database, or one that was cleared, begins in the newest form.
    this.on('populate', (fresh) => fresh.table('meta').add({ key: 'schema', value: schema }));
    this.version(DATABASE_VERSION + schema - 1)
      .stores(stores)
      .upgrade((old) => takeOver(this, old));
  }

  rows<K extends Kind>(kind: K): Table<Row<K>, string> {
    return this.table(kind);
  }

  anyRows(kind: Kind): Table<AnyRow, string> {
    return this.table(kind);
  }
}
