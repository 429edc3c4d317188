// What a failed call to PostgreSQL means: try the same again, look for the host that takes writes, or tell a person.
// Codes: PostgreSQL manual, appendix A. Called by postgres-cluster.ts and postgres-store.ts.

/** The database can't be used as it is; the message is one sentence for the person who starts the server. */
export class DatabaseUnusable extends Error {}

/** The host that answered only reads: a standby, or a primary that has become one. */
export class OnlyReads extends Error {}

/** A record came into being elsewhere between our look and our write: the same work, done once more, will see it. */
export class WriteConflict extends Error {}

/** The commit was sent and nobody can say whether it holds. The same work, done once more, finds out. */
export class CommitUnproven extends Error {}

export type Trouble = 'conflict' | 'lost' | 'other';

const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
};

/** Serialization failure, deadlock, a lock that was not free for as long as anybody may wait. */
const CONFLICTS = ['40001', '40P01', '55P03'];
/**
 * Shutdown by an administrator, crash, start-up not finished, too many connections, read-only, idle in a transaction for too long;
 * of the network: refused, reset, no way.
 */
const LOST =
  /^(08...|57P01|57P02|57P03|57P05|53300|25006|25P03|ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOTFOUND|ENOENT)$/;
/** pg says these without a code. */
const LOST_WORDS =
  /Connection terminated|not queryable|Client was closed|Query read timeout|timeout expired|Cannot use a pool after/;

export function troubleOf(error: unknown): Trouble {
  if (error instanceof WriteConflict || CONFLICTS.includes(codeOf(error))) return 'conflict';
  if (error instanceof OnlyReads || error instanceof CommitUnproven) return 'lost';
  if (LOST.test(codeOf(error))) return 'lost';
  return error instanceof Error && LOST_WORDS.test(error.message) ? 'lost' : 'other';
}

const UNREACHED: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'no such host is known',
  EAI_AGAIN: 'no such host is known',
  ENOENT: 'no such socket',
  ETIMEDOUT: 'no answer',
  EHOSTUNREACH: 'no way there',
  ENETUNREACH: 'no way there',
  '57P03': 'it is starting up',
  '53300': 'it has no connection left',
};

/** Why a host can't be used, in a few words. */
export function reasonOf(error: unknown): string {
  if (error instanceof OnlyReads) return 'a standby, it only reads';
  const known = UNREACHED[codeOf(error)];
  if (known !== undefined) return known;
  const message = error instanceof Error ? error.message : String(error);
  return /timeout|terminated/i.test(message) ? 'no answer' : message;
}

/** What a person has to mend before a start can succeed; undefined when waiting may help. */
export function mistakeIn(error: unknown, shown: string): string | undefined {
  const code = codeOf(error);
  if (code === '28P01' || code === '28000')
    return `The database ${shown} does not let this user in; look at the user and password in DATABASE_URL.`;
  if (code === '3D000')
    return `There is no such database at ${shown}; make it (createdb) or name another in DATABASE_URL.`;
  if (code === '42501')
    return `The user of DATABASE_URL may not make tables in ${shown}; run there: GRANT CREATE ON SCHEMA public TO that user.`;
  return undefined;
}
