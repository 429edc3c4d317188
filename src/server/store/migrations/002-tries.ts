// Wrong enrolment codes, counted where every server of the organisation sees them. `who` is a hash of the address (auth/tries.ts);
// a row lives for about a minute after the last of them.
export const tries = {
  number: 2,
  name: 'tries',
  sqlite: `
    CREATE TABLE tries (
      org TEXT NOT NULL,
      who TEXT NOT NULL,
      times TEXT NOT NULL,
      latest INTEGER NOT NULL,
      PRIMARY KEY (org, who)
    );
    CREATE INDEX tries_by_latest ON tries (org, latest);
  `,
  postgres: `
    CREATE TABLE tries (
      org TEXT NOT NULL,
      who TEXT NOT NULL,
      times TEXT NOT NULL,
      latest BIGINT NOT NULL,
      PRIMARY KEY (org, who)
    );
    CREATE INDEX tries_by_latest ON tries (org, latest);
  `,
} as const;
