// The server's settings from the environment, checked before anything else happens. Read by main.ts.
import * as z from 'zod/mini';
import { isUuid } from '#core/ids.ts';
import { fail, ok, type Result } from '#core/result.ts';
import { plainCode } from './auth/codes.ts';
import { type DatabaseAddress, readDatabaseUrl } from './store/postgres-address.ts';

const unset = (value: unknown): unknown => (value === '' ? undefined : value);
const text = z.string();

const environment = z.object({
  PORT: z._default(
    text.check(
      z.refine(
        (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535,
        'must be a port number from 0 to 65535',
      ),
    ),
    '8080',
  ),
  HOST: z._default(
    text.check(
      z.refine(
        (value) => /^[\w.:-]+$/.test(value),
        'must be an address such as 127.0.0.1 or 0.0.0.0',
      ),
    ),
    '127.0.0.1',
  ),
  DATA_DIR: z._default(text, './data'),
  DATABASE_URL: z.optional(text),
  DATABASE_POOL: z._default(
    text.check(
      z.refine(
        (value) => /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= 200,
        'must be a number of connections from 1 to 200',
      ),
    ),
    '10',
  ),
  ORG_ID: z.optional(
    text.check(z.refine(isUuid, 'must be the id of an organisation, a UUID in small letters')),
  ),
  SETUP_CODE: z.optional(
    text.check(
      z.refine(
        (value) =>
          /^[A-Za-z0-9 -]+$/.test(value) &&
          plainCode(value).length >= 8 &&
          plainCode(value).length <= 32,
        'must be 8 to 32 letters and digits, for example ABCD-1234',
      ),
    ),
  ),
  ORG_NAME: z._default(
    text.check(
      z.refine(
        (value) => value.trim() !== '' && value.length <= 120,
        'must be a name of at most 120 characters',
      ),
    ),
    'Vēstnesis',
  ),
  GEO_PACK: z.optional(text),
});

export type Settings = {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly setupCode?: string;
  readonly orgName: string;
  /** Set when PostgreSQL keeps the records; DATA_DIR is not used then. */
  readonly database?: {
    readonly address: DatabaseAddress;
    readonly poolSize: number;
    /** Which organisation of a shared database. */
    readonly org?: string;
  };
  /** Folder of map data, when there is one. */
  readonly geoPack?: string;
};

/** @returns the settings, or one sentence that says which setting must be changed and how */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
): Result<Settings, string> {
  const parsed = z.safeParse(
    environment,
    Object.fromEntries(Object.entries(env).map(([name, value]) => [name, unset(value)])),
  );
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return fail(
      `The setting ${String(issue?.path[0] ?? '')} ${issue?.message ?? 'is not of the right form'}.`,
    );
  }
  const { PORT, HOST, DATA_DIR, SETUP_CODE, ORG_NAME, GEO_PACK, ORG_ID } = parsed.data;
  const { DATABASE_URL, DATABASE_POOL } = parsed.data;
  const address = DATABASE_URL === undefined ? undefined : readDatabaseUrl(DATABASE_URL);
  if (address && !address.ok) return fail(`The setting DATABASE_URL ${address.error}.`);
  const database = address && {
    address: address.value,
    poolSize: Number(DATABASE_POOL),
    ...(ORG_ID === undefined ? {} : { org: ORG_ID }),
  };
  return ok({
    port: Number(PORT),
    host: HOST,
    dataDir: DATA_DIR,
    orgName: ORG_NAME.trim(),
    ...(SETUP_CODE === undefined ? {} : { setupCode: SETUP_CODE }),
    ...(database ? { database } : {}),
    ...(GEO_PACK === undefined ? {} : { geoPack: GEO_PACK }),
  });
}
