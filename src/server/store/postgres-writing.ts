// Every write of the Store contract in PostgreSQL's SQL. Used by postgres-store.ts inside one transaction.
// Lists go as one statement (arrays side by side, unnested), so that a push of 1,000 records costs a few round trips.
import { asTimes, type Row } from './rows.ts';
import { asState, idsByKind, postgresReading } from './postgres-reading.ts';
import type { Sql } from './postgres-sql.ts';
import { WriteConflict } from './postgres-trouble.ts';
import type { Writing } from './store.ts';

/** Media lie in pieces, so that no single value of the database grows large. */
const CHUNK = 256 * 1024;

const LOCK =
  'SELECT scope, seq, purged_seq FROM scopes WHERE org = $1 AND scope = ANY($2) ORDER BY scope FOR UPDATE';

export function postgresWriting(on: Sql): Writing {
  const removeShown = (byKind: ReturnType<typeof idsByKind>): Promise<unknown> =>
    Promise.all(
      [...byKind].map(([kind, ids]) =>
        on.run(
          'DELETE FROM media_references WHERE org = $1 AND kind = $2 AND id = ANY($3)',
          kind,
          ids,
        ),
      ),
    );
  return {
    ...postgresReading(on),
    // Held until the commit is through, on the standby too: whoever takes the next seq does so after this one can be read.
    // A transaction that only finds its changes stored already takes the lock as well, and so is answered no sooner than they are safe.
    lockScopes: async (scopes) => {
      const locked = new Map<string, Row>();
      const take = async (names: readonly string[]): Promise<void> => {
        for (const row of await on.all(LOCK, names)) locked.set(String(row['scope']), row);
      };
      if (scopes.length > 0) await take(scopes);
      const missing = scopes.filter((scope) => !locked.has(scope)).toSorted();
      if (missing.length > 0) {
        await on.run(
          `INSERT INTO scopes (org, scope, seq, purged_seq) SELECT $1, u.scope, 0, 0 FROM unnest($2::text[]) AS u (scope)
           ON CONFLICT DO NOTHING`,
          missing,
        );
        await take(missing);
      }
      return new Map(scopes.map((scope) => [scope, asState(locked.get(scope))]));
    },
    putScopes: async (states) => {
      const all = [...states];
      await on.run(
        `INSERT INTO scopes (org, scope, seq, purged_seq)
         SELECT $1, u.* FROM unnest($2::text[], $3::bigint[], $4::bigint[]) AS u (scope, seq, purged_seq)
         ON CONFLICT (org, scope) DO UPDATE SET seq = excluded.seq, purged_seq = excluded.purged_seq`,
        all.map(([scope]) => scope),
        all.map(([, state]) => state.seq),
        all.map(([, state]) => state.purgedSeq),
      );
    },
    putRecords: async (records) => {
      const stored = await on.run(
        `INSERT INTO records (org, kind, id, scope, seq, bucket, lanes, changed_at, state, fields)
         SELECT $1, u.* FROM unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::integer[], $7::text[], $8::bigint[], $9::text[], $10::text[])
           AS u (kind, id, scope, seq, bucket, lanes, changed_at, state, fields)
         ON CONFLICT (org, kind, id) DO UPDATE SET seq = excluded.seq, lanes = excluded.lanes, changed_at = excluded.changed_at,
           state = excluded.state, fields = excluded.fields
         WHERE records.scope = excluded.scope`,
        records.map((record) => record.kind),
        records.map((record) => record.id),
        records.map((record) => record.scope),
        records.map((record) => record.seq),
        records.map((record) => record.bucket),
        records.map((record) => record.lanes),
        records.map((record) => record.changedAt),
        records.map((record) => record.state),
        records.map((record) => record.json),
      );
      // Locks are per scope: the same id may have been made in another scope since we looked. Judged again, it is refused.
      if (stored !== records.length) throw new WriteConflict('a record was made in another scope');
    },
    removeRecords: async (keys) => {
      const byKind = idsByKind(keys);
      const remove = (table: 'records' | 'history'): Promise<unknown>[] =>
        [...byKind].map(([kind, ids]) =>
          on.run(`DELETE FROM ${table} WHERE org = $1 AND kind = $2 AND id = ANY($3)`, kind, ids),
        );
      await Promise.all([...remove('records'), ...remove('history'), removeShown(byKind)]);
    },
    putDigests: async (digests) => {
      await on.run(
        `INSERT INTO digests (org, scope, kind, hex) SELECT $1, u.* FROM unnest($2::text[], $3::text[], $4::text[]) AS u (scope, kind, hex)
         ON CONFLICT (org, scope, kind) DO UPDATE SET hex = excluded.hex`,
        digests.map(({ scope }) => scope),
        digests.map(({ kind }) => kind),
        digests.map(({ hex }) => hex),
      );
    },
    addHistory: async (entries) => {
      await on.run(
        `INSERT INTO history (org, kind, id, name, old_stamp, old_value, new_stamp, person, device, at)
         SELECT $1, u.* FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[])
           AS u (kind, id, name, old_stamp, old_value, new_stamp, person, device, at)
         ON CONFLICT DO NOTHING`,
        entries.map((entry) => entry.kind),
        entries.map((entry) => entry.id),
        entries.map((entry) => entry.name),
        entries.map((entry) => entry.oldStamp),
        entries.map((entry) => JSON.stringify(entry.oldValue)),
        entries.map((entry) => entry.newStamp),
        entries.map((entry) => entry.person),
        entries.map((entry) => entry.device),
        entries.map((entry) => entry.at),
      );
    },
    removeHistory: async (keys) => {
      await Promise.all(
        [...idsByKind(keys)].map(([kind, ids]) =>
          on.run('DELETE FROM history WHERE org = $1 AND kind = $2 AND id = ANY($3)', kind, ids),
        ),
      );
    },
    removeHistoryBefore: async (kind, ms) => {
      await on.run('DELETE FROM history WHERE org = $1 AND kind = $2 AND at < $3', kind, ms);
    },
    addToken: async (token) => {
      await on.run(
        `INSERT INTO tokens (org, hash, device, person, created_at, revoked_at, wipe, pulls) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT DO NOTHING`,
        token.hash,
        token.device,
        token.person,
        token.createdAt,
        token.revokedAt ?? null,
        token.wipe ? 1 : 0,
        JSON.stringify(token.pulls),
      );
    },
    notePulls: async (hash, pulls) => {
      await on.run(
        'UPDATE tokens SET pulls = $2 WHERE org = $1 AND hash = $3',
        JSON.stringify(pulls),
        hash,
      );
    },
    revoke: async (device, at, wipe) => {
      await on.run(
        'UPDATE tokens SET revoked_at = coalesce(revoked_at, $2), wipe = greatest(wipe, $3) WHERE org = $1 AND device = $4',
        at,
        wipe ? 1 : 0,
        device,
      );
    },
    putDevice: async (device) => {
      await on.run(
        `INSERT INTO devices (org, id, name, person, enrolled_at, last_seen, report) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (org, id) DO UPDATE SET name = excluded.name, person = excluded.person, enrolled_at = excluded.enrolled_at,
           last_seen = excluded.last_seen, report = excluded.report`,
        device.id,
        device.name,
        device.person,
        device.enrolledAt,
        device.lastSeen ?? null,
        device.report === undefined ? null : JSON.stringify(device.report),
      );
    },
    noteContact: async (device, at, report) => {
      await on.run(
        'UPDATE devices SET last_seen = $2, report = coalesce($3, report) WHERE org = $1 AND id = $4',
        at,
        report === undefined ? null : JSON.stringify(report),
        device,
      );
    },
    putInvite: async (invite) => {
      await on.run(
        `INSERT INTO invites (org, hash, person, created_at, expires_at, used_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (org, hash) DO UPDATE SET person = excluded.person, created_at = excluded.created_at,
           expires_at = excluded.expires_at, used_at = excluded.used_at`,
        invite.hash,
        invite.person,
        invite.createdAt,
        invite.expiresAt,
        invite.usedAt ?? null,
      );
    },
    removeInvitesOf: async (person, beforeMs) => {
      await on.run(
        'DELETE FROM invites WHERE org = $1 AND person = $2 AND created_at < $3 AND used_at IS NULL',
        person,
        beforeMs,
      );
    },
    // A row to lock must be there: made, or found and left as it is.
    lockTries: async (who) =>
      asTimes(
        await on.get(
          `INSERT INTO tries (org, who, times, latest) VALUES ($1, $2, '[]', 0)
           ON CONFLICT (org, who) DO UPDATE SET latest = tries.latest RETURNING times`,
          who,
        ),
      ),
    putTries: async (who, times) => {
      if (times.length === 0) await on.run('DELETE FROM tries WHERE org = $1 AND who = $2', who);
      else
        await on.run(
          `INSERT INTO tries (org, who, times, latest) VALUES ($1, $2, $3, $4)
           ON CONFLICT (org, who) DO UPDATE SET times = excluded.times, latest = excluded.latest`,
          who,
          JSON.stringify(times),
          Math.max(...times),
        );
    },
    // Whoever holds a row of theirs is not waited for: two that tidy up at once would wait for each other.
    removeTriesBefore: async (ms) => {
      await on.run(
        `DELETE FROM tries WHERE org = $1 AND who IN
           (SELECT who FROM tries WHERE org = $1 AND latest < $2 FOR UPDATE SKIP LOCKED)`,
        ms,
      );
    },
    putSetting: async (name, value) => {
      await on.run(
        'INSERT INTO settings (org, name, value) VALUES ($1, $2, $3) ON CONFLICT (org, name) DO UPDATE SET value = excluded.value',
        name,
        value,
      );
    },
    putMedia: async (media, bytes) => {
      const writes = [
        on.run(
          'INSERT INTO media (org, sha, type, size, person, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING',
          media.sha,
          media.type,
          media.size,
          media.person,
          media.createdAt,
        ),
      ];
      for (let position = 0; position < bytes.length; position += CHUNK) {
        writes.push(
          on.run(
            'INSERT INTO media_chunks (org, sha, position, data) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
            media.sha,
            position,
            bytes.subarray(position, position + CHUNK),
          ),
        );
      }
      await Promise.all(writes);
    },
    putMediaPart: async (sha, uploader, position, bytes, at) => {
      await on.run(
        'INSERT INTO media_parts (org, sha, uploader, position, data, at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING',
        sha,
        uploader,
        position,
        bytes,
        at,
      );
    },
    removeMediaParts: async (sha, uploader) => {
      await on.run(
        'DELETE FROM media_parts WHERE org = $1 AND sha = $2 AND uploader = $3',
        sha,
        uploader,
      );
    },
    removeMediaPartsBefore: async (ms) => {
      await on.run('DELETE FROM media_parts WHERE org = $1 AND at < $2', ms);
    },
    // First the row that an upload takes as its lock: one that is under way has committed before the files are looked for.
    eraseMedia: async (shas, at) => {
      await on.run(
        `INSERT INTO media_erased (org, sha, at) SELECT $1, u.sha, $3 FROM unnest($2::text[]) AS u (sha) ORDER BY u.sha
         ON CONFLICT (org, sha) DO UPDATE SET at = excluded.at`,
        shas,
        at,
      );
      await Promise.all(
        (['media_chunks', 'media_parts', 'media'] as const).map((table) =>
          on.run(`DELETE FROM ${table} WHERE org = $1 AND sha = ANY($2)`, shas),
        ),
      );
    },
    // A row to lock must be there: made, or found and left as it is.
    lockErasedMedia: async (sha) => {
      const row = await on.get(
        `INSERT INTO media_erased (org, sha, at) VALUES ($1, $2, 0)
         ON CONFLICT (org, sha) DO UPDATE SET at = media_erased.at RETURNING at`,
        sha,
      );
      return Number(row?.['at']) > 0;
    },
    removeErasedMediaBefore: async (ms) => {
      await on.run('DELETE FROM media_erased WHERE org = $1 AND at < $2', ms);
    },
    putMediaReferences: async (shown) => {
      const rows = shown.flatMap(({ kind, id, scope, shas }) =>
        shas.map((sha) => ({ sha, kind, id, scope })),
      );
      await Promise.all([
        removeShown(idsByKind(shown)),
        rows.length > 0 &&
          on.run(
            `INSERT INTO media_references (org, sha, kind, id, scope)
             SELECT $1, u.* FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS u (sha, kind, id, scope)
             ON CONFLICT DO NOTHING`,
            rows.map(({ sha }) => sha),
            rows.map(({ kind }) => kind),
            rows.map(({ id }) => id),
            rows.map(({ scope }) => scope),
          ),
      ]);
    },
  };
}
