// Every write of the Store contract in SQLite's SQL. Used by sqlite-store.ts inside its one write transaction.
import type { ScopeState, Writing } from './store.ts';
import { sqliteReading, type Statements } from './sqlite-reading.ts';

/** Media lie in pieces, so that no single value of the database grows large. */
const CHUNK = 256 * 1024;

/** @param onErased called when something goes for good: after the commit its bytes have to leave the log, too */
export function sqliteWriting(on: Statements, onErased: () => void): Writing {
  const reading = sqliteReading(on);
  return {
    ...reading,
    // The write transaction is already alone in the database; the row must only be there.
    lockScopes: async (scopes) => {
      const states = new Map<string, ScopeState>();
      for (const scope of scopes) {
        on.run(
          'INSERT INTO scopes (org, scope, seq, purged_seq) VALUES (?, ?, 0, 0) ON CONFLICT DO NOTHING',
          scope,
        );
        states.set(scope, await reading.scopeState(scope));
      }
      return states;
    },
    putScopes: async (states) => {
      for (const [scope, { seq, purgedSeq }] of states) {
        on.run(
          'UPDATE scopes SET seq = ?2, purged_seq = ?3 WHERE org = ?1 AND scope = ?4',
          seq,
          purgedSeq,
          scope,
        );
      }
    },
    putRecords: async (records) => {
      for (const record of records) {
        on.run(
          `INSERT INTO records (org, kind, id, scope, seq, bucket, lanes, changed_at, state, fields) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (org, kind, id) DO UPDATE SET seq = excluded.seq, lanes = excluded.lanes, changed_at = excluded.changed_at,
             state = excluded.state, fields = excluded.fields`,
          record.kind,
          record.id,
          record.scope,
          record.seq,
          record.bucket,
          record.lanes,
          record.changedAt,
          record.state,
          record.json,
        );
      }
    },
    removeRecords: async (keys) => {
      for (const { kind, id } of keys) {
        on.run('DELETE FROM records WHERE org = ? AND kind = ? AND id = ?', kind, id);
        on.run('DELETE FROM history WHERE org = ? AND kind = ? AND id = ?', kind, id);
        on.run('DELETE FROM media_references WHERE org = ? AND kind = ? AND id = ?', kind, id);
      }
      onErased();
    },
    putDigests: async (digests) => {
      for (const { scope, kind, hex } of digests) {
        on.run(
          'INSERT INTO digests (org, scope, kind, hex) VALUES (?, ?, ?, ?) ON CONFLICT (org, scope, kind) DO UPDATE SET hex = excluded.hex',
          scope,
          kind,
          hex,
        );
      }
    },
    addHistory: async (entries) => {
      for (const entry of entries) {
        on.run(
          `INSERT INTO history (org, kind, id, name, old_stamp, old_value, new_stamp, person, device, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING`,
          entry.kind,
          entry.id,
          entry.name,
          entry.oldStamp,
          JSON.stringify(entry.oldValue),
          entry.newStamp,
          entry.person,
          entry.device,
          entry.at,
        );
      }
    },
    removeHistory: async (keys) => {
      for (const { kind, id } of keys) {
        on.run('DELETE FROM history WHERE org = ? AND kind = ? AND id = ?', kind, id);
      }
      onErased();
    },
    removeHistoryBefore: async (kind, ms) =>
      on.run('DELETE FROM history WHERE org = ? AND kind = ? AND at < ?', kind, ms),
    addToken: async (token) =>
      on.run(
        `INSERT INTO tokens (org, hash, device, person, created_at, revoked_at, wipe, pulls) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING`,
        token.hash,
        token.device,
        token.person,
        token.createdAt,
        token.revokedAt ?? null,
        token.wipe ? 1 : 0,
        JSON.stringify(token.pulls),
      ),
    notePulls: async (hash, pulls) =>
      on.run(
        'UPDATE tokens SET pulls = ?2 WHERE org = ?1 AND hash = ?3',
        JSON.stringify(pulls),
        hash,
      ),
    revoke: async (device, at, wipe) =>
      on.run(
        'UPDATE tokens SET revoked_at = coalesce(revoked_at, ?2), wipe = max(wipe, ?3) WHERE org = ?1 AND device = ?4',
        at,
        wipe ? 1 : 0,
        device,
      ),
    putDevice: async (device) =>
      on.run(
        `INSERT INTO devices (org, id, name, person, enrolled_at, last_seen, report) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (org, id) DO UPDATE SET name = excluded.name, person = excluded.person, enrolled_at = excluded.enrolled_at,
           last_seen = excluded.last_seen, report = excluded.report`,
        device.id,
        device.name,
        device.person,
        device.enrolledAt,
        device.lastSeen ?? null,
        device.report === undefined ? null : JSON.stringify(device.report),
      ),
    noteContact: async (device, at, report) =>
      on.run(
        'UPDATE devices SET last_seen = ?2, report = coalesce(?3, report) WHERE org = ?1 AND id = ?4',
        at,
        report === undefined ? null : JSON.stringify(report),
        device,
      ),
    putInvite: async (invite) =>
      on.run(
        `INSERT INTO invites (org, hash, person, created_at, expires_at, used_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (org, hash) DO UPDATE SET person = excluded.person, created_at = excluded.created_at,
           expires_at = excluded.expires_at, used_at = excluded.used_at`,
        invite.hash,
        invite.person,
        invite.createdAt,
        invite.expiresAt,
        invite.usedAt ?? null,
      ),
    removeInvitesOf: async (person, beforeMs) =>
      on.run(
        'DELETE FROM invites WHERE org = ? AND person = ? AND created_at < ? AND used_at IS NULL',
        person,
        beforeMs,
      ),
    lockTries: (who) => reading.tries(who),
    putTries: async (who, times) => {
      if (times.length === 0) on.run('DELETE FROM tries WHERE org = ? AND who = ?', who);
      else
        on.run(
          `INSERT INTO tries (org, who, times, latest) VALUES (?, ?, ?, ?)
           ON CONFLICT (org, who) DO UPDATE SET times = excluded.times, latest = excluded.latest`,
          who,
          JSON.stringify(times),
          Math.max(...times),
        );
    },
    removeTriesBefore: async (ms) => on.run('DELETE FROM tries WHERE org = ? AND latest < ?', ms),
    putSetting: async (name, value) =>
      on.run(
        'INSERT INTO settings (org, name, value) VALUES (?, ?, ?) ON CONFLICT (org, name) DO UPDATE SET value = excluded.value',
        name,
        value,
      ),
    putMedia: async (media, bytes) => {
      on.run(
        'INSERT INTO media (org, sha, type, size, person, created_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        media.sha,
        media.type,
        media.size,
        media.person,
        media.createdAt,
      );
      for (let position = 0; position < bytes.length; position += CHUNK) {
        on.run(
          'INSERT INTO media_chunks (org, sha, position, data) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
          media.sha,
          position,
          bytes.subarray(position, position + CHUNK),
        );
      }
    },
    putMediaPart: async (sha, uploader, position, bytes, at) =>
      on.run(
        'INSERT INTO media_parts (org, sha, uploader, position, data, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        sha,
        uploader,
        position,
        bytes,
        at,
      ),
    removeMediaParts: async (sha, uploader) =>
      on.run('DELETE FROM media_parts WHERE org = ? AND sha = ? AND uploader = ?', sha, uploader),
    removeMediaPartsBefore: async (ms) =>
      on.run('DELETE FROM media_parts WHERE org = ? AND at < ?', ms),
    eraseMedia: async (shas, at) => {
      for (const sha of shas) {
        for (const table of ['media_chunks', 'media_parts', 'media'] as const)
          on.run(`DELETE FROM ${table} WHERE org = ? AND sha = ?`, sha);
        on.run(
          'INSERT INTO media_erased (org, sha, at) VALUES (?, ?, ?) ON CONFLICT (org, sha) DO UPDATE SET at = excluded.at',
          sha,
          at,
        );
      }
      onErased();
    },
    // The write transaction is already alone in the database.
    lockErasedMedia: async (sha) =>
      on.get('SELECT 1 FROM media_erased WHERE org = ? AND sha = ?', sha) !== undefined,
    removeErasedMediaBefore: async (ms) =>
      on.run('DELETE FROM media_erased WHERE org = ? AND at < ?', ms),
    putMediaReferences: async (shown) => {
      for (const { kind, id, scope, shas } of shown) {
        on.run('DELETE FROM media_references WHERE org = ? AND kind = ? AND id = ?', kind, id);
        for (const sha of shas) {
          on.run(
            'INSERT INTO media_references (org, sha, kind, id, scope) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
            sha,
            kind,
            id,
            scope,
          );
        }
      }
    },
  };
}
