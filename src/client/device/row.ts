// What the tables of records and of the outbox hold. Types alone; used by the whole room.
import type { Json } from '#core/json.ts';
import type { Stamp } from '#core/stamp.ts';
import type { Kind, Values } from '#records/registry.ts';
import type { ErrorCode } from '#sync/errors.ts';
import type { Fields } from '#sync/wire.ts';

export type Lost = readonly [name: string, value: Json, stamp: Stamp];

/** What a row carries beside its values. Names begin with `_`, which no record field does. */
export type RowState = {
  readonly id: string;
  readonly scope: string;
  readonly deleted?: boolean;
  /** Register name -> its stamp. */
  readonly _stamps: Readonly<Record<string, Stamp>>;
  /** The batch of the outbox that holds what is unsent of this record. When there is no such batch any more, the server has all of it. */
  readonly _batch?: number;
};

export type Refusal = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly path?: string;
  readonly at: number;
};

/** What the outbox knows of a record. Never stored with the row: unit-of-work.ts joins the two and parts them again. */
export type Marks = {
  /**
   * Register not yet received by the server -> the stamp the server is known to hold for it, '' for none.
   * In a row that is erased here also the registers that the server still holds.
   */
  readonly _unsent?: Readonly<Record<string, Stamp>>;
  /** Own values that lost to a later one before they left: the server still has to hear of them, for its history. */
  readonly _lost?: readonly Lost[];
  /**
   * 1 waits to be sent, 2 was refused and waits for a person, 3 is others' work that the server lost and this person may not give back:
   * it waits for a tablet that may. Absent: the server has all of it.
   */
  readonly _dirty?: 1 | 2 | 3;
  readonly _refused?: Refusal;
};

export type Row<K extends Kind = Kind> = Values<K> & RowState;
/** A row of any kind, for code that treats all alike. */
export type AnyRow = RowState & { readonly [field: string]: unknown };
export type MarkedRow = AnyRow & Marks;

/** What is unsent of one record. */
export type OutboxEntry = {
  readonly kind: Kind;
  readonly id: string;
  readonly scope: string;
  /** The unsent registers as they will travel. */
  readonly fields: Fields;
  /** As `_unsent`. Absent: the server is not known to hold anything of this record, and `fields` is all of it. */
  readonly confirmed?: Readonly<Record<string, Stamp>>;
  readonly lost?: readonly Lost[];
  readonly refused?: Refusal;
};
/**
 * A packed part of the outbox: one row for what one transaction wrote (IndexedDB is slow by the row), so that a receipt takes
 * away few rows and touches none of the records. As long as a batch is there, all rows that name it are unsent.
 */
export type Batch = {
  readonly n?: number;
  /** As `_dirty`, 0 empty: the newest number stays, so that the highest key is the highest ever given. */
  readonly state: 0 | 1 | 2 | 3;
  readonly size: number;
  /** Raised by every change of the entries: who read them before sees by the index alone whether they still hold. */
  readonly rev: number;
  /** What is unsent, when it is not packed. */
  readonly entries?: readonly OutboxEntry[];
  /** New records that are wholly unsent; see batch.ts. */
  readonly packed?: {
    /** Their columns as JSON, without the outer brackets. */
    readonly columns: string;
    readonly kinds: readonly Kind[];
    /** Digest -> what it grows by when the server has all of them, in hex. */
    readonly lanes: readonly (readonly [key: string, hex: string])[];
  };
};
