// Starts the server: settings, data folder, store, starter pack, first coordinator, port. Run by `npm start`; ends with exit code 0 at SIGTERM.
import { getRandomValues } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { DAY_MS } from '#core/dates.ts';
import { newDeviceId, type RandomBytes } from '#core/ids.ts';
import { createApp } from './app.ts';
import { firstCoordinator } from './first-start.ts';
import { gracefulEnd } from './graceful-end.ts';
import { addressOfServer, greeting } from './greeting.ts';
import { openStore } from './open-store.ts';
import { seedDemo } from './seed/demo.ts';
import { BadStarterPack, seedStarter } from './seed/starter.ts';
import { readSettings } from './settings.ts';
import { Stop } from './stop.ts';
import { NewerDatabase } from './store/migrations/steps.ts';
import { retain } from './store/retention.ts';
import { upgradeStored } from './store/schema.ts';
import type { Store } from './store/store.ts';

const random: RandomBytes = (n) => getRandomValues(new Uint8Array(n));
const now = (): number => Date.now();
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const log = (line: string): void => console.error(line);

/** Running requests get so long before the server ends all the same. */
const GRACE_MS = 10_000;

function versionHere(): string {
  try {
    const { version } = JSON.parse(readFileSync(here('../../package.json'), 'utf8')) as {
      version: string;
    };
    return version;
  } catch {
    return '0.0.0';
  }
}

async function run(): Promise<void> {
  const settings = readSettings(process.env);
  if (!settings.ok) throw new Stop(settings.error);
  const { port, host, orgName, setupCode } = settings.value;
  const demo = process.argv.includes('--demo');
  const server = `sv${newDeviceId(random).slice(2)}`;
  const store = await openStore(settings.value, { now, random, server, log });
  const version = versionHere();
  await takeOver(store);
  try {
    await seedStarter(store, demo ? `${orgName} (PARAUGS)` : orgName, now());
  } catch (error) {
    throw error instanceof BadStarterPack
      ? new Stop(`The starter content has mistakes:\n${error.message}`)
      : error;
  }
  if (demo) await seedDemo(store, now());
  const { app, live } = createApp({
    store,
    now,
    random,
    server,
    version,
    clientDir: here('../client'),
    log,
  });
  const listening = await listen((request, env) => app.fetch(request, env as object), host, port);
  const endListening = gracefulEnd(listening, GRACE_MS);
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    // New connections are refused, running requests finish, streams that would never end are closed.
    const closed = endListening();
    live.closeAll();
    void closed.then(() => store.close()).then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);

  // Only with the port in hand: a second start by mistake must not take the first one's code away.
  const code = await firstCoordinator(store, { nowMs: now(), random, server }, setupCode);
  const address = listening.address();
  console.log(
    greeting(
      addressOfServer(host, typeof address === 'object' && address ? address.port : port),
      version,
      code,
      demo,
    ),
  );

  const keepOrder = (): void =>
    void retain(store, now(), server).catch((error: unknown) =>
      log(`retention failed: ${error instanceof Error ? error.name : 'unknown'}`),
    );
  keepOrder();
  setInterval(keepOrder, DAY_MS).unref();
}

async function takeOver(store: Store): Promise<void> {
  try {
    const changed = await upgradeStored(store);
    if (changed > 0) log(`${changed} records were taken over to the form of this version`);
  } catch (error) {
    throw error instanceof NewerDatabase
      ? new Stop(`The data can't be used: ${error.message}. Start the newer version.`)
      : error;
  }
}

type Fetch = (request: Request, env: unknown) => Response | Promise<Response>;

function listen(fetch: Fetch, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }, () => resolve(server)) as Server;
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(new Stop(`The port ${port} is in use by another program; set PORT to a free one.`));
      else if (error.code === 'EACCES')
        reject(
          new Stop(`The port ${port} may not be opened by this user; set PORT to one above 1023.`),
        );
      else
        reject(
          new Stop(
            `The address ${host}:${port} can't be opened (${error.code ?? error.message}); set HOST and PORT to ones of this machine.`,
          ),
        );
    });
  });
}

try {
  await run();
} catch (error) {
  console.error(error instanceof Stop ? error.message : error);
  process.exit(1);
}
