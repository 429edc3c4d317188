// Brings a PostgreSQL database to the newest tables and finds its organisation, once under however many servers start together.
// Called by postgres-store.ts when a store opens, and by move-store.ts.
import type pg from 'pg';
import { DatabaseUnusable } from '../postgres-trouble.ts';
import { assertKnown, type Step, steps } from './steps.ts';

/** In this row the starters queue. It is no step: steps count from 1. */
const LOCK = 0;

/** Two that create the same table at once: the second may stumble over the first one's half-made entry. */
const STUMBLED = ['23505', '42P07', '42710'];

async function makeLock(client: pg.ClientBase, nowMs: number): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      // Once it is there, nobody needs the right to make tables.
      const found = await client.query<{ there: boolean }>(
        "SELECT to_regclass('migrations') IS NOT NULL AS there",
      );
      if (found.rows[0]?.there === true) {
        const lock = await client.query('SELECT number FROM migrations WHERE number = $1', [LOCK]);
        if (lock.rows.length > 0) return;
      }
      await client.query(
        'CREATE TABLE IF NOT EXISTS migrations (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, at BIGINT NOT NULL)',
      );
      await client.query(
        "INSERT INTO migrations (number, name, at) VALUES ($1, 'lock', $2) ON CONFLICT DO NOTHING",
        [LOCK, nowMs],
      );
      return;
    } catch (error) {
      const { code } = error as { code?: string };
      if (tries >= 10 || !STUMBLED.includes(code ?? '')) throw error;
    }
  }
}

/**
 * Runs what is missing, and the work after it, in one transaction that only one starter is in at a time.
 * @throws NewerDatabase when a newer program wrote the tables
 */
export async function migratePostgres<T>(
  client: pg.ClientBase,
  nowMs: number,
  after: (client: pg.ClientBase) => Promise<T>,
  known: readonly Step[] = steps,
): Promise<T> {
  await makeLock(client, nowMs);
  await client.query('BEGIN');
  try {
    await client.query('SELECT number FROM migrations WHERE number = $1 FOR UPDATE', [LOCK]);
    const { rows } = await client.query<{ done: number }>(
      'SELECT max(number) AS done FROM migrations',
    );
    const done = rows[0]?.done ?? 0;
    assertKnown(done, known);
    for (const step of known.filter(({ number }) => number > done)) {
      await client.query(step.postgres);
      await client.query('INSERT INTO migrations (number, name, at) VALUES ($1, $2, $3)', [
        step.number,
        step.name,
        nowMs,
      ]);
    }
    const result = await after(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/**
 * @param wanted the setting ORG_ID: which organisation of a shared database this server serves, made when it is not there
 * @param newOrg id for the organisation of an empty database
 */
export async function organisationIn(
  client: pg.ClientBase,
  wanted: string | undefined,
  newOrg: string,
  nowMs: number,
): Promise<string> {
  const { rows } = await client.query<{ org: string }>('SELECT org FROM organisations');
  const there = rows.map(({ org }) => org);
  const [only] = there;
  if (wanted === undefined && there.length > 1)
    throw new DatabaseUnusable(
      `The database holds ${there.length} organisations; say by ORG_ID which one this server serves.`,
    );
  const org = wanted ?? only ?? newOrg;
  if (!there.includes(org))
    await client.query('INSERT INTO organisations (org, created_at) VALUES ($1, $2)', [org, nowMs]);
  return org;
}
