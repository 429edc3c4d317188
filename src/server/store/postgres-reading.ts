// Every read of the Store contract in PostgreSQL's SQL, on one connection. Used by postgres-store.ts for reads and inside writes.
// Each statement names the organisation first: on a distributed engine it goes to one shard.
import type { Kind } from '#records/registry.ts';
import { namingKinds } from '#sync/media-names.ts';
import type { Sql } from './postgres-sql.ts';
import {
  asDevice,
  asDigest,
  asEntry,
  asInvite,
  asMedia,
  asRecord,
  asReference,
  asTimes,
  asToken,
  COLUMNS,
  type Row,
} from './rows.ts';
import type { Reading, RecordKey, ScopeState } from './store.ts';

export const asState = (row: Row | undefined): ScopeState => ({
  seq: Number(row?.['seq'] ?? 0),
  purgedSeq: Number(row?.['purged_seq'] ?? 0),
});

/** Kind -> ids: a list of keys becomes one statement per kind, each a plain look into the primary key. */
export function idsByKind(keys: readonly RecordKey[]): Map<Kind, string[]> {
  const ids = new Map<Kind, string[]>();
  for (const { kind, id } of keys) {
    const some = ids.get(kind);
    if (some) some.push(id);
    else ids.set(kind, [id]);
  }
  return ids;
}

const RECORDS = `SELECT ${COLUMNS.record} FROM records WHERE org = $1`;
const TOKENS = `SELECT ${COLUMNS.token} FROM tokens WHERE org = $1`;
/** The four lanes of hex, each summed modulo 2^32. */
const LANES = ['a', 'b', 'c', 'd'].map(
  (name, i) =>
    `sum(('x' || substr(lanes, ${i * 8 + 1}, 8))::bit(32)::bigint) % 4294967296 AS ${name}`,
);
const bytesOf = (row: Row): Uint8Array => row['data'] as Uint8Array;

export function postgresReading(on: Sql): Reading {
  const scopeState = async (scope: string): Promise<ScopeState> =>
    asState(
      await on.get('SELECT seq, purged_seq FROM scopes WHERE org = $1 AND scope = $2', scope),
    );
  return {
    scopeState,
    scopeStates: async (scopes) => {
      const rows = await on.all(
        'SELECT scope, seq, purged_seq FROM scopes WHERE org = $1 AND scope = ANY($2)',
        scopes,
      );
      const found = new Map(rows.map((row) => [String(row['scope']), row]));
      return new Map(scopes.map((scope) => [scope, asState(found.get(scope))]));
    },
    record: async ({ kind, id }) => {
      const row = await on.get(`${RECORDS} AND kind = $2 AND id = $3`, kind, id);
      return row && asRecord(row);
    },
    records: async (keys) => {
      const found = await Promise.all(
        [...idsByKind(keys)].map(([kind, ids]) =>
          on.all(`${RECORDS} AND kind = $2 AND id = ANY($3)`, kind, ids),
        ),
      );
      return found.flat().map(asRecord);
    },
    page: async (scope, after, upTo, limit) =>
      (
        await on.all(
          `${RECORDS} AND scope = $2 AND seq > $3 AND seq <= $4 ORDER BY seq LIMIT $5`,
          scope,
          after,
          upTo,
          limit,
        )
      ).map(asRecord),
    list: async (scope, kind) =>
      (await on.all(`${RECORDS} AND scope = $2 AND kind = $3 ORDER BY id`, scope, kind)).map(
        asRecord,
      ),
    ofKind: async (kind, scopes, after, limit) =>
      (
        await on.all(
          `${RECORDS} AND kind = $2 AND id > $3 AND scope = ANY($4) ORDER BY id LIMIT $5`,
          kind,
          after,
          scopes,
          limit,
        )
      ).map(asRecord),
    // Summed where the records are: a scope's kind may have more of them than should travel for 256 sums.
    fingerprints: async (scope, kind) => {
      const rows = await on.all(
        `SELECT bucket, ${LANES.join(', ')} FROM records WHERE org = $1 AND scope = $2 AND kind = $3 GROUP BY bucket`,
        scope,
        kind,
      );
      return new Map(
        rows.map((row) => [
          Number(row['bucket']),
          [Number(row['a']), Number(row['b']), Number(row['c']), Number(row['d'])],
        ]),
      );
    },
    inBuckets: async (scope, kind, buckets, after, limit) =>
      (
        await on.all(
          `${RECORDS} AND scope = $2 AND seq > $3 AND kind = $4 AND bucket = ANY($5) ORDER BY seq LIMIT $6`,
          scope,
          after,
          kind,
          buckets,
          limit,
        )
      ).map(asRecord),
    digests: async (scopes) =>
      (
        await on.all(
          'SELECT scope, kind, hex FROM digests WHERE org = $1 AND scope = ANY($2)',
          scopes,
        )
      ).map(asDigest),
    scopesWith: async (kind) =>
      (await on.all('SELECT scope FROM digests WHERE org = $1 AND kind = $2', kind)).map((row) =>
        String(row['scope']),
      ),
    history: async ({ kind, id }) =>
      (
        await on.all(
          `SELECT ${COLUMNS.entry} FROM history WHERE org = $1 AND kind = $2 AND id = $3 ORDER BY at DESC, old_stamp DESC LIMIT 1000`,
          kind,
          id,
        )
      ).map(asEntry),
    tombstonesBefore: async (ms, limit) =>
      (
        await on.all(`${RECORDS} AND state <> 'living' AND changed_at < $2 LIMIT $3`, ms, limit)
      ).map(asRecord),
    unerasedBefore: async (kind, ms, limit) =>
      (
        await on.all(
          `${RECORDS} AND kind = $2 AND changed_at < $3 AND state <> 'erased' LIMIT $4`,
          kind,
          ms,
          limit,
        )
      ).map(asRecord),
    token: async (hash) => {
      const row = await on.get(`${TOKENS} AND hash = $2`, hash);
      return row && asToken(row);
    },
    tokens: async (of) => {
      if (of === undefined) return (await on.all(`${TOKENS} ORDER BY created_at`)).map(asToken);
      const rows =
        'person' in of
          ? await on.all(`${TOKENS} AND person = $2 ORDER BY created_at`, of.person)
          : await on.all(`${TOKENS} AND device = $2 ORDER BY created_at`, of.device);
      return rows.map(asToken);
    },
    devices: async () =>
      (
        await on.all(
          `SELECT ${COLUMNS.device} FROM devices WHERE org = $1 ORDER BY enrolled_at, id`,
        )
      ).map(asDevice),
    device: async (id) => {
      const row = await on.get(
        `SELECT ${COLUMNS.device} FROM devices WHERE org = $1 AND id = $2`,
        id,
      );
      return row && asDevice(row);
    },
    invite: async (hash) => {
      const row = await on.get(
        `SELECT ${COLUMNS.invite} FROM invites WHERE org = $1 AND hash = $2`,
        hash,
      );
      return row && asInvite(row);
    },
    setting: async (name) => {
      const row = await on.get('SELECT value FROM settings WHERE org = $1 AND name = $2', name);
      return row && String(row['value']);
    },
    tries: async (who) =>
      asTimes(await on.get('SELECT times FROM tries WHERE org = $1 AND who = $2', who)),
    media: async (sha) => {
      const row = await on.get(
        `SELECT ${COLUMNS.media} FROM media WHERE org = $1 AND sha = $2`,
        sha,
      );
      return row && asMedia(row);
    },
    mediaBytes: async (sha) =>
      Buffer.concat(
        (
          await on.all(
            'SELECT data FROM media_chunks WHERE org = $1 AND sha = $2 ORDER BY position',
            sha,
          )
        ).map(bytesOf),
      ),
    mediaReferences: async (sha) =>
      (
        await on.all(
          'SELECT kind, id, scope FROM media_references WHERE org = $1 AND sha = $2',
          sha,
        )
      ).map(asReference),
    namedMedia: async (shas) =>
      (
        await on.all(
          `SELECT u.sha FROM unnest($2::text[]) AS u (sha)
           WHERE EXISTS (SELECT 1 FROM media_references m WHERE m.org = $1 AND m.sha = u.sha)
              OR EXISTS (SELECT 1 FROM records r WHERE r.org = $1 AND r.kind = ANY($3) AND r.state = 'deleted'
                         AND position(u.sha IN r.fields) > 0)`,
          shas,
          namingKinds,
        )
      ).map((row) => String(row['sha'])),
    mediaParts: async (sha, uploader) =>
      (
        await on.all(
          'SELECT data FROM media_parts WHERE org = $1 AND sha = $2 AND uploader = $3 ORDER BY position',
          sha,
          uploader,
        )
      ).map(bytesOf),
  };
}
