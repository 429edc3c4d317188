// Reads DATABASE_URL into the hosts that it names. Called by settings.ts, postgres-cluster.ts and move-store.ts.
// pg itself knows one host; here several stand parted by commas, as libpq has it, so that a standby can take over.
import { fail, ok, type Result } from '#core/result.ts';

export type DatabaseHost = { readonly name: string; readonly connectionString: string };
export type DatabaseAddress = {
  readonly hosts: readonly DatabaseHost[];
  /** For people: hosts and database, never the password. */
  readonly shown: string;
};

const FORM =
  'must look like postgres://user:password@host:5432/database; several hosts are parted by commas';

/** What libpq would do with these is what is done here always: the host that takes writes is looked for. */
const OURS = ['target_session_attrs', 'load_balance_hosts'];

/** @returns the hosts in the order in which they stand, or what the setting has to look like */
export function readDatabaseUrl(url: string): Result<DatabaseAddress, string> {
  const parts = /^postgres(?:ql)?:\/\/(?:([^@/?#]*)@)?([^@/?#]*)\/([^/?#]+)(?:\?([^#]*))?$/.exec(
    url,
  );
  const [, user = '', authority = '', database = '', query = ''] = parts ?? [];
  if (!parts) return fail(FORM);
  const asked = new URLSearchParams(query);
  for (const name of OURS) asked.delete(name);
  const more = asked.size > 0 ? `?${asked.toString()}` : '';
  const hosts: DatabaseHost[] = [];
  for (const name of authority.split(',')) {
    const connectionString = `postgres://${user === '' ? '' : `${user}@`}${name}/${database}${more}`;
    // A socket's folder comes as ?host=/run/postgresql, with no name before the slash.
    const socket = name === '' && asked.get('host')?.startsWith('/');
    if (!socket && (name === '' || !URL.canParse(connectionString))) return fail(FORM);
    hosts.push({ name: name === '' ? (asked.get('host') ?? '') : name, connectionString });
  }
  const shown = `${hosts.map(({ name }) => name).join(',')}/${decoded(database)}`;
  return ok({ hosts, shown });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
