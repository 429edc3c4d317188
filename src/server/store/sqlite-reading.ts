// Every read of the Store contract in SQLite's SQL, on one connection. Used by sqlite-store.ts for both its readers and its writer.
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { addLanes, type Lanes, lanesFrom, NO_LANES } from '#core/hash.ts';
import { namingKinds } from '#sync/media-names.ts';
import type { Reading, RecordKey, ScopeState, StoredRecord } from './store.ts';
import {
  asDevice,
  asDigest,
  asEntry,
  asInvite,
  asMedia,
  asReference,
  asRecord,
  asTimes,
  asToken,
  COLUMNS,
  type Row,
} from './rows.ts';

/** Statements are prepared once per connection; the organisation is the first value of each. */
export class Statements {
  readonly #db: DatabaseSync;
  readonly #org: string;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(db: DatabaseSync, org: string) {
    this.#db = db;
    this.#org = org;
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#prepared.get(sql);
    if (!statement) this.#prepared.set(sql, (statement = this.#db.prepare(sql)));
    return statement;
  }

  get = (sql: string, ...values: SQLInputValue[]): Row | undefined =>
    this.#prepare(sql).get(this.#org, ...values);
  all = (sql: string, ...values: SQLInputValue[]): Row[] =>
    this.#prepare(sql).all(this.#org, ...values);
  each = (sql: string, ...values: SQLInputValue[]): Iterable<Row> =>
    this.#prepare(sql).iterate(this.#org, ...values);
  run(sql: string, ...values: SQLInputValue[]): void {
    this.#prepare(sql).run(this.#org, ...values);
  }
}

const bytesOf = (row: Row): Uint8Array => row['data'] as Uint8Array;

export function sqliteReading(on: Statements): Reading {
  const scopeState = (scope: string): ScopeState => {
    const row = on.get('SELECT seq, purged_seq FROM scopes WHERE org = ? AND scope = ?', scope);
    return { seq: Number(row?.['seq'] ?? 0), purgedSeq: Number(row?.['purged_seq'] ?? 0) };
  };
  const record = ({ kind, id }: RecordKey): StoredRecord | undefined => {
    const row = on.get(
      `SELECT ${COLUMNS.record} FROM records WHERE org = ? AND kind = ? AND id = ?`,
      kind,
      id,
    );
    return row && asRecord(row);
  };
  return {
    scopeState: async (scope) => scopeState(scope),
    scopeStates: async (scopes) => new Map(scopes.map((scope) => [scope, scopeState(scope)])),
    record: async (key) => record(key),
    records: async (keys) => keys.flatMap((key) => record(key) ?? []),
    page: async (scope, after, upTo, limit) =>
      on
        .all(
          `SELECT ${COLUMNS.record} FROM records WHERE org = ? AND scope = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
          scope,
          after,
          upTo,
          limit,
        )
        .map(asRecord),
    list: async (scope, kind) =>
      on
        .all(
          `SELECT ${COLUMNS.record} FROM records WHERE org = ? AND scope = ? AND kind = ? ORDER BY id`,
          scope,
          kind,
        )
        .map(asRecord),
    ofKind: async (kind, scopes, after, limit) =>
      on
        .all(
          `SELECT ${COLUMNS.record} FROM records WHERE org = ? AND kind = ? AND id > ?
           AND scope IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT ?`,
          kind,
          after,
          JSON.stringify(scopes),
          limit,
        )
        .map(asRecord),
    // Row by row: a scope's kind may have more records than should lie in memory at once.
    fingerprints: async (scope, kind) => {
      const sums = new Map<number, Lanes>();
      for (const row of on.each(
        'SELECT bucket, lanes FROM records WHERE org = ? AND scope = ? AND kind = ?',
        scope,
        kind,
      )) {
        const bucket = Number(row['bucket']);
        sums.set(bucket, addLanes(sums.get(bucket) ?? NO_LANES, lanesFrom(String(row['lanes']))));
      }
      return sums;
    },
    inBuckets: async (scope, kind, buckets, after, limit) =>
      on
        .all(
          `SELECT ${COLUMNS.record} FROM records WHERE org = ? AND scope = ? AND seq > ? AND kind = ?
           AND bucket IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT ?`,
          scope,
          after,
          kind,
          JSON.stringify(buckets),
          limit,
        )
        .map(asRecord),
    digests: async (scopes) =>
      scopes.flatMap((scope) =>
        on
          .all('SELECT scope, kind, hex FROM digests WHERE org = ? AND scope = ?', scope)
          .map(asDigest),
      ),
    scopesWith: async (kind) =>
      on
        .all('SELECT scope FROM digests WHERE org = ? AND kind = ?', kind)
        .map((row) => String(row['scope'])),
    history: async ({ kind, id }) =>
      on
        .all(
          `SELECT ${COLUMNS.entry} FROM history WHERE org = ? AND kind = ? AND id = ? ORDER BY at DESC, old_stamp DESC LIMIT 1000`,
          kind,
          id,
        )
        .map(asEntry),
    tombstonesBefore: async (ms, limit) =>
      on
        .all(
          `SELECT ${COLUMNS.record} FROM records WHERE org = ? AND state <> 'living' AND changed_at < ? LIMIT ?`,
          ms,
          limit,
        )
        .map(asRecord),
    unerasedBefore: async (kind, ms, limit) =>
      on
        .all(
          `SELECT ${COLUMNS.record} FROM records WHERE org = ? AND kind = ? AND changed_at < ? AND state <> 'erased' LIMIT ?`,
          kind,
          ms,
          limit,
        )
        .map(asRecord),
    token: async (hash) => {
      const row = on.get(`SELECT ${COLUMNS.token} FROM tokens WHERE org = ? AND hash = ?`, hash);
      return row && asToken(row);
    },
    tokens: async (of) => {
      const all = `SELECT ${COLUMNS.token} FROM tokens WHERE org = ?`;
      if (of === undefined) return on.all(`${all} ORDER BY created_at`).map(asToken);
      return (
        'person' in of
          ? on.all(`${all} AND person = ? ORDER BY created_at`, of.person)
          : on.all(`${all} AND device = ? ORDER BY created_at`, of.device)
      ).map(asToken);
    },
    devices: async () =>
      on
        .all(`SELECT ${COLUMNS.device} FROM devices WHERE org = ? ORDER BY enrolled_at, id`)
        .map(asDevice),
    device: async (id) => {
      const row = on.get(`SELECT ${COLUMNS.device} FROM devices WHERE org = ? AND id = ?`, id);
      return row && asDevice(row);
    },
    invite: async (hash) => {
      const row = on.get(`SELECT ${COLUMNS.invite} FROM invites WHERE org = ? AND hash = ?`, hash);
      return row && asInvite(row);
    },
    setting: async (name) => {
      const row = on.get('SELECT value FROM settings WHERE org = ? AND name = ?', name);
      return row && String(row['value']);
    },
    tries: async (who) => asTimes(on.get('SELECT times FROM tries WHERE org = ? AND who = ?', who)),
    media: async (sha) => {
      const row = on.get(`SELECT ${COLUMNS.media} FROM media WHERE org = ? AND sha = ?`, sha);
      return row && asMedia(row);
    },
    mediaBytes: async (sha) =>
      Buffer.concat(
        on
          .all('SELECT data FROM media_chunks WHERE org = ? AND sha = ? ORDER BY position', sha)
          .map(bytesOf),
      ),
    mediaReferences: async (sha) =>
      on
        .all('SELECT kind, id, scope FROM media_references WHERE org = ? AND sha = ?', sha)
        .map(asReference),
    namedMedia: async (shas) =>
      shas.filter(
        (sha) =>
          on.get('SELECT 1 FROM media_references WHERE org = ? AND sha = ? LIMIT 1', sha) ??
          on.get(
            `SELECT 1 FROM records WHERE org = ? AND kind IN (SELECT value FROM json_each(?)) AND state = 'deleted'
             AND instr(fields, ?) > 0 LIMIT 1`,
            JSON.stringify(namingKinds),
            sha,
          ),
      ),
    mediaParts: async (sha, uploader) =>
      on
        .all(
          'SELECT data FROM media_parts WHERE org = ? AND sha = ? AND uploader = ? ORDER BY position',
          sha,
          uploader,
        )
        .map(bytesOf),
  };
}
