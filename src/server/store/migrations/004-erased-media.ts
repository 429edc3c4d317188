// Media that were erased lately, so that an upload that was on its way meanwhile is not taken in behind the erasure's back.
// `at` is 0 in a row that only served as a lock (PostgreSQL); retention.ts takes all of them away after a week.
export const erasedMedia = {
  number: 4,
  name: 'erased media',
  sqlite: `
    CREATE TABLE media_erased (
      org TEXT NOT NULL,
      sha TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (org, sha)
    );
  `,
  postgres: `
    CREATE TABLE media_erased (
      org TEXT NOT NULL,
      sha TEXT NOT NULL,
      at BIGINT NOT NULL,
      PRIMARY KEY (org, sha)
    );
  `,
} as const;
