// Every read of the Store contract in SQLite's SQL, on one connection. Used by sqlite-store.ts for both its readers and its writer.
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { Kind } from '#records/registry.ts';
import type { DeviceReport } from '#sync/messages.ts';
import type { Fields } from '#sync/wire.ts';
import type {
  Device,
  HistoryEntry,
  Media,
  MediaReference,
  Pulls,
  Reading,
  RecordKey,
  ScopeState,
  StoredRecord,
  Token,
  Invite,
} from './store.ts';

type Row = Record<string, SQLOutputValue>;

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
  run(sql: string, ...values: SQLInputValue[]): void {
    this.#prepare(sql).run(this.#org, ...values);
  }
}

const RECORD = 'kind, id, scope, seq, fields';

const asRecord = (row: Row): StoredRecord => {
  const fields = String(row['fields']);
  return {
    kind: String(row['kind']) as Kind,
    id: String(row['id']),
    scope: String(row['scope']),
    seq: Number(row['seq']),
    fields: JSON.parse(fields) as Fields,
    size: fields.length,
  };
};

const optionalNumber = <K extends string>(
  name: K,
  value: SQLOutputValue | undefined,
): { [P in K]?: number } =>
  (value === null || value === undefined ? {} : { [name]: Number(value) }) as { [P in K]?: number };

const asToken = (row: Row): Token => ({
  hash: String(row['hash']),
  device: String(row['device']),
  person: String(row['person']),
  createdAt: Number(row['created_at']),
  ...optionalNumber('revokedAt', row['revoked_at']),
  wipe: row['wipe'] === 1,
  pulls: JSON.parse(String(row['pulls'])) as Pulls,
});

const asDevice = (row: Row): Device => ({
  id: String(row['id']),
  name: String(row['name']),
  person: String(row['person']),
  enrolledAt: Number(row['enrolled_at']),
  ...optionalNumber('lastSeen', row['last_seen']),
  ...(row['report'] === null ? {} : { report: JSON.parse(String(row['report'])) as DeviceReport }),
});

const asInvite = (row: Row): Invite => ({
  hash: String(row['hash']),
  person: String(row['person']),
  createdAt: Number(row['created_at']),
  expiresAt: Number(row['expires_at']),
  ...optionalNumber('usedAt', row['used_at']),
});

const asEntry = (row: Row): HistoryEntry => ({
  name: String(row['name']),
  oldValue: JSON.parse(String(row['old_value'])) as unknown,
  oldStamp: String(row['old_stamp']),
  newStamp: String(row['new_stamp']),
  person: String(row['person']),
  device: String(row['device']),
  at: Number(row['at']),
});

const asMedia = (row: Row): Media => ({
  sha: String(row['sha']),
  type: String(row['type']),
  size: Number(row['size']),
  person: String(row['person']),
  createdAt: Number(row['created_at']),
});

const TOKEN = 'SELECT hash, device, person, created_at, revoked_at, wipe, pulls FROM tokens';
const DEVICE = 'SELECT id, name, person, enrolled_at, last_seen, report FROM devices';
const bytesOf = (row: Row): Uint8Array => row['data'] as Uint8Array;

export function sqliteReading(on: Statements): Reading {
  const scopeState = (scope: string): ScopeState => {
    const row = on.get('SELECT seq, purged_seq FROM scopes WHERE org = ? AND scope = ?', scope);
    return { seq: Number(row?.['seq'] ?? 0), purgedSeq: Number(row?.['purged_seq'] ?? 0) };
  };
  const record = ({ kind, id }: RecordKey): StoredRecord | undefined => {
    const row = on.get(
      `SELECT ${RECORD} FROM records WHERE org = ? AND kind = ? AND id = ?`,
      kind,
      id,
    );
    return row && asRecord(row);
  };
  return {
    scopeState: async (scope) => scopeState(scope),
    record: async (key) => record(key),
    page: async (scope, after, upTo, limit) =>
      on
        .all(
          `SELECT ${RECORD} FROM records WHERE org = ? AND scope = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
          scope,
          after,
          upTo,
          limit,
        )
        .map(asRecord),
    list: async (scope, kind, bucket) =>
      (bucket === undefined
        ? on.all(
            `SELECT ${RECORD} FROM records WHERE org = ? AND scope = ? AND kind = ? ORDER BY id`,
            scope,
            kind,
          )
        : on.all(
            `SELECT ${RECORD} FROM records WHERE org = ? AND scope = ? AND kind = ? AND bucket = ? ORDER BY id`,
            scope,
            kind,
            bucket,
          )
      ).map(asRecord),
    lanes: async (scope, kind) =>
      on
        .all(
          'SELECT bucket, lanes FROM records WHERE org = ? AND scope = ? AND kind = ?',
          scope,
          kind,
        )
        .map((row) => ({ bucket: Number(row['bucket']), lanes: String(row['lanes']) })),
    digests: async (scope) =>
      new Map(
        on
          .all('SELECT kind, hex FROM digests WHERE org = ? AND scope = ?', scope)
          .map((row) => [String(row['kind']), String(row['hex'])]),
      ),
    history: async ({ kind, id }) =>
      on
        .all(
          'SELECT name, old_value, old_stamp, new_stamp, person, device, at FROM history WHERE org = ? AND kind = ? AND id = ? ORDER BY at DESC, old_stamp DESC LIMIT 1000',
          kind,
          id,
        )
        .map(asEntry),
    tombstonesBefore: async (ms, limit) =>
      on
        .all(
          `SELECT ${RECORD} FROM records WHERE org = ? AND state <> 'living' AND changed_at < ? LIMIT ?`,
          ms,
          limit,
        )
        .map(asRecord),
    unerasedBefore: async (kind, ms, limit) =>
      on
        .all(
          `SELECT ${RECORD} FROM records WHERE org = ? AND kind = ? AND changed_at < ? AND state <> 'erased' LIMIT ?`,
          kind,
          ms,
          limit,
        )
        .map(asRecord),
    token: async (hash) => {
      const row = on.get(`${TOKEN} WHERE org = ? AND hash = ?`, hash);
      return row && asToken(row);
    },
    tokensOf: async (who) =>
      ('person' in who
        ? on.all(`${TOKEN} WHERE org = ? AND person = ? ORDER BY created_at`, who.person)
        : on.all(`${TOKEN} WHERE org = ? AND device = ? ORDER BY created_at`, who.device)
      ).map(asToken),
    devices: async () => on.all(`${DEVICE} WHERE org = ? ORDER BY enrolled_at, id`).map(asDevice),
    device: async (id) => {
      const row = on.get(`${DEVICE} WHERE org = ? AND id = ?`, id);
      return row && asDevice(row);
    },
    invite: async (hash) => {
      const row = on.get(
        'SELECT hash, person, created_at, expires_at, used_at FROM invites WHERE org = ? AND hash = ?',
        hash,
      );
      return row && asInvite(row);
    },
    setting: async (name) => {
      const row = on.get('SELECT value FROM settings WHERE org = ? AND name = ?', name);
      return row && String(row['value']);
    },
    media: async (sha) => {
      const row = on.get(
        'SELECT sha, type, size, person, created_at FROM media WHERE org = ? AND sha = ?',
        sha,
      );
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
        .map((row): MediaReference => ({
          kind: String(row['kind']) as Kind,
          id: String(row['id']),
          scope: String(row['scope']),
        })),
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
