// The first tables. Forward only: a later change is a file of its own with the next number, never an edit of this one.
// Every key begins with the organisation, so that a distributed database can part the tables by that column. The tables and columns
// are the same in both dialects (move-store.ts copies them by name).
export const start = {
  number: 1,
  name: 'start',
  sqlite: `
    CREATE TABLE organisations (
      org TEXT NOT NULL PRIMARY KEY,
      created_at INTEGER NOT NULL
    );
    CREATE TABLE settings (
      org TEXT NOT NULL REFERENCES organisations (org),
      name TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (org, name)
    );
    CREATE TABLE scopes (
      org TEXT NOT NULL REFERENCES organisations (org),
      scope TEXT NOT NULL,
      seq INTEGER NOT NULL,
      purged_seq INTEGER NOT NULL,
      PRIMARY KEY (org, scope)
    );
    CREATE TABLE records (
      org TEXT NOT NULL,
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      scope TEXT NOT NULL,
      seq INTEGER NOT NULL,
      bucket INTEGER NOT NULL,
      lanes TEXT NOT NULL,
      changed_at INTEGER NOT NULL,
      state TEXT NOT NULL,
      fields TEXT NOT NULL,
      PRIMARY KEY (org, kind, id),
      FOREIGN KEY (org, scope) REFERENCES scopes (org, scope)
    );
    CREATE UNIQUE INDEX records_by_seq ON records (org, scope, seq);
    CREATE INDEX records_by_bucket ON records (org, scope, kind, bucket);
    CREATE TABLE history (
      org TEXT NOT NULL,
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      name TEXT NOT NULL,
      old_stamp TEXT NOT NULL,
      old_value TEXT NOT NULL,
      new_stamp TEXT NOT NULL,
      person TEXT NOT NULL,
      device TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (org, kind, id, name, old_stamp)
    );
    CREATE TABLE digests (
      org TEXT NOT NULL,
      scope TEXT NOT NULL,
      kind TEXT NOT NULL,
      hex TEXT NOT NULL,
      PRIMARY KEY (org, scope, kind)
    );
    CREATE TABLE devices (
      org TEXT NOT NULL,
      id TEXT NOT NULL,
      name TEXT NOT NULL,
      person TEXT NOT NULL,
      enrolled_at INTEGER NOT NULL,
      last_seen INTEGER,
      report TEXT,
      PRIMARY KEY (org, id)
    );
    CREATE TABLE tokens (
      org TEXT NOT NULL,
      hash TEXT NOT NULL,
      device TEXT NOT NULL,
      person TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      revoked_at INTEGER,
      wipe INTEGER NOT NULL,
      pulls TEXT NOT NULL,
      PRIMARY KEY (org, hash),
      FOREIGN KEY (org, device) REFERENCES devices (org, id)
    );
    CREATE INDEX tokens_by_device ON tokens (org, device);
    CREATE INDEX tokens_by_person ON tokens (org, person);
    CREATE TABLE invites (
      org TEXT NOT NULL,
      hash TEXT NOT NULL,
      person TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      used_at INTEGER,
      PRIMARY KEY (org, hash)
    );
    CREATE TABLE media (
      org TEXT NOT NULL,
      sha TEXT NOT NULL,
      type TEXT NOT NULL,
      size INTEGER NOT NULL,
      person TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      PRIMARY KEY (org, sha)
    );
    CREATE TABLE media_chunks (
      org TEXT NOT NULL,
      sha TEXT NOT NULL,
      position INTEGER NOT NULL,
      data BLOB NOT NULL,
      PRIMARY KEY (org, sha, position),
      FOREIGN KEY (org, sha) REFERENCES media (org, sha)
    );
    CREATE TABLE media_parts (
      org TEXT NOT NULL,
      sha TEXT NOT NULL,
      uploader TEXT NOT NULL,
      position INTEGER NOT NULL,
      at INTEGER NOT NULL,
      data BLOB NOT NULL,
      PRIMARY KEY (org, sha, uploader, position)
    );
    CREATE TABLE media_references (
      org TEXT NOT NULL,
      sha TEXT NOT NULL,
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      scope TEXT NOT NULL,
      PRIMARY KEY (org, sha, kind, id)
    );
    CREATE INDEX media_references_by_record ON media_references (org, kind, id);
  `,
  // No foreign keys: on a distributed engine each would be a call of its own, and the one way in (ledger.ts) keeps what they would.
  postgres: `
    CREATE TABLE organisations (
      org TEXT NOT NULL PRIMARY KEY,
      created_at BIGINT NOT NULL
    );
    CREATE TABLE settings (
      org TEXT NOT NULL,
      name TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (org, name)
    );
    CREATE TABLE scopes (
      org TEXT NOT NULL,
      scope TEXT NOT NULL,
      seq BIGINT NOT NULL,
      purged_seq BIGINT NOT NULL,
      PRIMARY KEY (org, scope)
    );
    CREATE TABLE records (
      org TEXT NOT NULL,
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      scope TEXT NOT NULL,
      seq BIGINT NOT NULL,
      bucket INTEGER NOT NULL,
      lanes TEXT NOT NULL,
      changed_at BIGINT NOT NULL,
      state TEXT NOT NULL,
      fields TEXT NOT NULL,
      PRIMARY KEY (org, kind, id)
    );
    CREATE UNIQUE INDEX records_by_seq ON records (org, scope, seq);
    CREATE INDEX records_by_bucket ON records (org, scope, kind, bucket);
    CREATE TABLE history (
      org TEXT NOT NULL,
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      name TEXT NOT NULL,
      old_stamp TEXT NOT NULL,
      old_value TEXT NOT NULL,
      new_stamp TEXT NOT NULL,
      person TEXT NOT NULL,
      device TEXT NOT NULL,
      at BIGINT NOT NULL,
      PRIMARY KEY (org, kind, id, name, old_stamp)
    );
    CREATE TABLE digests (
      org TEXT NOT NULL,
      scope TEXT NOT NULL,
      kind TEXT NOT NULL,
      hex TEXT NOT NULL,
      PRIMARY KEY (org, scope, kind)
    );
    CREATE TABLE devices (
      org TEXT NOT NULL,
      id TEXT NOT NULL,
      name TEXT NOT NULL,
      person TEXT NOT NULL,
      enrolled_at BIGINT NOT NULL,
      last_seen BIGINT,
      report TEXT,
      PRIMARY KEY (org, id)
    );
    CREATE TABLE tokens (
      org TEXT NOT NULL,
      hash TEXT NOT NULL,
      device TEXT NOT NULL,
      person TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      revoked_at BIGINT,
      wipe INTEGER NOT NULL,
      pulls TEXT NOT NULL,
      PRIMARY KEY (org, hash)
    );
    CREATE INDEX tokens_by_device ON tokens (org, device);
    CREATE INDEX tokens_by_person ON tokens (org, person);
    CREATE TABLE invites (
      org TEXT NOT NULL,
      hash TEXT NOT NULL,
      person TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      expires_at BIGINT NOT NULL,
      used_at BIGINT,
      PRIMARY KEY (org, hash)
    );
    CREATE TABLE media (
      org TEXT NOT NULL,
      sha TEXT NOT NULL,
      type TEXT NOT NULL,
      size INTEGER NOT NULL,
      person TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      PRIMARY KEY (org, sha)
    );
    CREATE TABLE media_chunks (
      org TEXT NOT NULL,
      sha TEXT NOT NULL,
      position INTEGER NOT NULL,
      data BYTEA NOT NULL,
      PRIMARY KEY (org, sha, position)
    );
    CREATE TABLE media_parts (
      org TEXT NOT NULL,
      sha TEXT NOT NULL,
      uploader TEXT NOT NULL,
      position INTEGER NOT NULL,
      at BIGINT NOT NULL,
      data BYTEA NOT NULL,
      PRIMARY KEY (org, sha, uploader, position)
    );
    CREATE TABLE media_references (
      org TEXT NOT NULL,
      sha TEXT NOT NULL,
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      scope TEXT NOT NULL,
      PRIMARY KEY (org, sha, kind, id)
    );
    CREATE INDEX media_references_by_record ON media_references (org, kind, id);
  `,
} as const;
