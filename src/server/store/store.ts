// The contract of the place where an organisation's records live. Routes, auth and seed speak to it and to nothing below it.
// Adapters: sqlite-store.ts (one process), postgres-store.ts (any number). Everything is asynchronous and keyed by organisation.
// What may be many travels as a list: on another machine each call is a round trip, so a push of 1,000 records is a few of them.
import type { Lanes } from '#core/hash.ts';
import type { DeviceReport } from '#sync/server-messages.ts';
import type { Fields } from '#sync/wire.ts';
import type { Kind } from '#records/registry.ts';
import type { Pokes } from './pokes.ts';

/** `purgedSeq`: the highest seq of a tombstone that was purged; a cursor below it may have missed a deletion. */
export type ScopeState = { readonly seq: number; readonly purgedSeq: number };

export type RecordKey = { readonly kind: Kind; readonly id: string };
export type StoredRecord = RecordKey & {
  readonly scope: string;
  readonly seq: number;
  readonly fields: Fields;
  /** About how many characters it weighs in an answer. */
  readonly size: number;
};
/** A record as it is to be stored, with what is looked up without reading its fields. */
export type RecordToStore = RecordKey & {
  readonly scope: string;
  readonly seq: number;
  /** Its fields as they lie in the database (fields-text.ts). */
  readonly json: string;
  /** Its part of the digest, in hex, and the bucket that it is sorted into. */
  readonly lanes: string;
  readonly bucket: number;
  /** Milliseconds of its newest stamp. */
  readonly changedAt: number;
  readonly state: 'living' | 'deleted' | 'erased';
};

/** One register that lost. `person` and `device` sent the request in which it lost; `at` is the server's time of that. */
export type HistoryEntry = {
  readonly name: string;
  readonly oldValue: unknown;
  readonly oldStamp: string;
  readonly newStamp: string;
  readonly person: string;
  readonly device: string;
  readonly at: number;
};

/** How far a device is in pulling one scope, and under which access it began (see exchange.ts). */
export type ScopePull = {
  readonly access: string;
  readonly chain?: { readonly acked: number; readonly given: number };
};
export type Pulls = Readonly<Record<string, ScopePull>>;

/** Only the SHA-256 of a token is kept. */
export type Token = {
  readonly hash: string;
  readonly device: string;
  readonly person: string;
  readonly createdAt: number;
  readonly revokedAt?: number;
  readonly wipe: boolean;
  readonly pulls: Pulls;
};

export type Device = {
  readonly id: string;
  readonly name: string;
  readonly person: string;
  readonly enrolledAt: number;
  readonly lastSeen?: number;
  readonly report?: DeviceReport;
};

/** Only the SHA-256 of a code is kept. */
export type Invite = {
  readonly hash: string;
  readonly person: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usedAt?: number;
};

export type Media = {
  readonly sha: string;
  readonly type: string;
  readonly size: number;
  readonly person: string;
  readonly createdAt: number;
};
/** A record that shows a medium. */
export type MediaReference = RecordKey & { readonly scope: string };
/** All media that a record shows. */
export type MediaShown = MediaReference & { readonly shas: readonly string[] };

/** The rolling sum over a scope's records of one kind, in hex. */
export type Digest = { readonly scope: string; readonly kind: Kind; readonly hex: string };

/** One consistent view: what is read in one `read` or `transaction` fits together. */
export type Reading = {
  /** Zeroes for a scope where nothing was ever written. */
  readonly scopeState: (scope: string) => Promise<ScopeState>;
  readonly scopeStates: (scopes: readonly string[]) => Promise<Map<string, ScopeState>>;
  readonly record: (key: RecordKey) => Promise<StoredRecord | undefined>;
  /** As many answers as were asked for and are there, in any order. */
  readonly records: (keys: readonly RecordKey[]) => Promise<StoredRecord[]>;
  /** Records with `after < seq <= upTo`, in order of seq. */
  readonly page: (
    scope: string,
    after: number,
    upTo: number,
    limit: number,
  ) => Promise<StoredRecord[]>;
  /** All records of a scope's kind. Only for kinds of which an organisation has few. */
  readonly list: (scope: string, kind: Kind) => Promise<StoredRecord[]>;
  /** A kind's records in some scopes with an id behind this one, in order of id: the way through all of them, page by page. */
  readonly ofKind: (
    kind: Kind,
    scopes: readonly string[],
    after: string,
    limit: number,
  ) => Promise<StoredRecord[]>;
  /** The digest of a scope's kind bucket by bucket; a bucket without records may be missing. */
  readonly fingerprints: (scope: string, kind: Kind) => Promise<ReadonlyMap<number, Lanes>>;
  /** Records of a scope's kind in some buckets with `seq > after`, in order of seq. */
  readonly inBuckets: (
    scope: string,
    kind: Kind,
    buckets: readonly number[],
    after: number,
    limit: number,
  ) => Promise<StoredRecord[]>;
  readonly digests: (scopes: readonly string[]) => Promise<Digest[]>;
  /** Scopes in which records of a kind lie, or once lay. */
  readonly scopesWith: (kind: Kind) => Promise<string[]>;
  readonly history: (key: RecordKey) => Promise<HistoryEntry[]>;
  /** Records last changed before a time: deleted or erased ones of any kind, or those of a kind that are not erased yet. */
  readonly tombstonesBefore: (ms: number, limit: number) => Promise<StoredRecord[]>;
  readonly unerasedBefore: (kind: Kind, ms: number, limit: number) => Promise<StoredRecord[]>;
  readonly token: (hash: string) => Promise<Token | undefined>;
  /** All of them, or those of one person or device, oldest first. */
  readonly tokens: (
    of?: { readonly person: string } | { readonly device: string },
  ) => Promise<Token[]>;
  readonly devices: () => Promise<Device[]>;
  readonly device: (id: string) => Promise<Device | undefined>;
  readonly invite: (hash: string) => Promise<Invite | undefined>;
  readonly setting: (name: string) => Promise<string | undefined>;
  /** When somebody's wrong codes were tried, oldest first; milliseconds. */
  readonly tries: (who: string) => Promise<number[]>;
  readonly media: (sha: string) => Promise<Media | undefined>;
  readonly mediaBytes: (sha: string) => Promise<Uint8Array>;
  readonly mediaReferences: (sha: string) => Promise<MediaReference[]>;
  /** Of these media those that a record names: one that shows it, or a deleted one that may come back. */
  readonly namedMedia: (shas: readonly string[]) => Promise<string[]>;
  /** Bytes of an unfinished upload, in order. */
  readonly mediaParts: (sha: string, uploader: string) => Promise<Uint8Array[]>;
};

export type Writing = Reading & {
  /**
   * Takes the scopes' rows for this transaction alone and answers their states. All scopes of a transaction are named at its first call,
   * in sorted order, so that no two transactions wait for each other; naming them again changes nothing.
   */
  readonly lockScopes: (scopes: readonly string[]) => Promise<Map<string, ScopeState>>;
  readonly putScopes: (states: ReadonlyMap<string, ScopeState>) => Promise<void>;
  /** Each record at most once; one that is there already keeps its scope. */
  readonly putRecords: (records: readonly RecordToStore[]) => Promise<void>;
  /** Takes the records, their history and what they say of media away. */
  readonly removeRecords: (keys: readonly RecordKey[]) => Promise<void>;
  readonly putDigests: (digests: readonly Digest[]) => Promise<void>;
  /** An entry that is there already (a change sent twice) stays as it was. */
  readonly addHistory: (entries: readonly (RecordKey & HistoryEntry)[]) => Promise<void>;
  readonly removeHistory: (keys: readonly RecordKey[]) => Promise<void>;
  readonly removeHistoryBefore: (kind: Kind, ms: number) => Promise<void>;
  readonly addToken: (token: Token) => Promise<void>;
  /** Touches nothing but the pulls: a revocation at the same moment stays. */
  readonly notePulls: (hash: string, pulls: Pulls) => Promise<void>;
  /** Closes every token of a device. The first time stays, and once asked for, a wipe stays asked for. */
  readonly revoke: (device: string, at: number, wipe: boolean) => Promise<void>;
  readonly putDevice: (device: Device) => Promise<void>;
  /** Touches nothing but what a contact tells; without a report the last one stays. */
  readonly noteContact: (device: string, at: number, report?: DeviceReport) => Promise<void>;
  readonly putInvite: (invite: Invite) => Promise<void>;
  /** Takes a person's unused codes away that were made before a time. */
  readonly removeInvitesOf: (person: string, beforeMs: number) => Promise<void>;
  /** Takes somebody's row for this transaction alone, so that codes tried at once are counted one after the other. Comes before `lockScopes`. */
  readonly lockTries: (who: string) => Promise<number[]>;
  /** In place of what was kept of them; an empty list keeps nothing. */
  readonly putTries: (who: string, times: readonly number[]) => Promise<void>;
  readonly removeTriesBefore: (ms: number) => Promise<void>;
  readonly putSetting: (name: string, value: string) => Promise<void>;
  readonly putMedia: (media: Media, bytes: Uint8Array) => Promise<void>;
  readonly putMediaPart: (
    sha: string,
    uploader: string,
    position: number,
    bytes: Uint8Array,
    at: number,
  ) => Promise<void>;
  readonly removeMediaParts: (sha: string, uploader: string) => Promise<void>;
  readonly removeMediaPartsBefore: (ms: number) => Promise<void>;
  /**
   * Takes media and their unfinished uploads away for good. That they were is known for a while.
   * @param at the time now
   */
  readonly eraseMedia: (shas: readonly string[], at: number) => Promise<void>;
  /** Whether a medium was erased lately. No transaction erases it between this answer and the end of this one. */
  readonly lockErasedMedia: (sha: string) => Promise<boolean>;
  readonly removeErasedMediaBefore: (ms: number) => Promise<void>;
  /** What each record shows now, in place of what it showed before. */
  readonly putMediaReferences: (shown: readonly MediaShown[]) => Promise<void>;
};

/** The store can't be asked now (away, changing hosts, overrun); the same may work in a moment. Nothing is half done. */
export class StoreAway extends Error {}

export type Store = {
  readonly name: 'sqlite' | 'postgres';
  /** The organisation whose store this is; every key below begins with it. */
  readonly org: string;
  readonly read: <T>(work: (reading: Reading) => Promise<T>) => Promise<T>;
  /**
   * All or nothing, and on disk once it resolves. A throw inside undoes everything. The work may be run again from the start
   * when the database asks for it, so it changes nothing outside of `writing` that a second run would spoil.
   * What must not change between a look and a write is looked at after `lockScopes`: other processes write at the same time.
   */
  readonly transaction: <T>(work: (writing: Writing) => Promise<T>) => Promise<T>;
  /** Tells everybody who listens to this organisation, in this process and in any other that shares the store. */
  readonly pokes: Pokes;
  readonly close: () => Promise<void>;
};
