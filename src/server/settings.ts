// The server's settings from the environment, checked before anything else happens. Read by main.ts.
import * as z from 'zod/mini';
import { fail, ok, type Result } from '#core/result.ts';
import { plainCode } from './auth/codes.ts';

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
  DATABASE_URL: z.optional(
    text.check(
      z.refine((value) => /^postgres(ql)?:\/\//.test(value), 'must begin with postgres://'),
      z.refine(
        (value) => !/^postgres(ql)?:\/\//.test(value),
        'asks for PostgreSQL, which this version does not have yet; take the setting away and records are kept in DATA_DIR',
      ),
    ),
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
  const { PORT, HOST, DATA_DIR, SETUP_CODE, ORG_NAME, GEO_PACK } = parsed.data;
  return ok({
    port: Number(PORT),
    host: HOST,
    dataDir: DATA_DIR,
    orgName: ORG_NAME.trim(),
    ...(SETUP_CODE === undefined ? {} : { setupCode: SETUP_CODE }),
    ...(GEO_PACK === undefined ? {} : { geoPack: GEO_PACK }),
  });
}
