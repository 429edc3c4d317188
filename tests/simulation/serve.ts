// One of the server processes of a simulated world on PostgreSQL: the real app over loopback HTTP. It reads its clock off each request,
// and kills itself in the middle of a transaction when a request says so. Started by postgres-server.ts, which sends its orders.
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { randomFrom } from '#core/random.ts';
import { createApp } from '#server/app.ts';
import { readDatabaseUrl } from '#server/store/postgres-address.ts';
import { upgradeStored } from '#server/store/schema.ts';
import { openPostgresStore } from '#server/store/postgres-store.ts';
import { setLimits } from './limits.ts';
import { CRASH_IN, NOW, type Orders } from './orders.ts';
import { knowNextSchema } from '../support/next-schema.ts';
import { stepping } from './server.ts';

async function begin(orders: Orders): Promise<void> {
  setLimits(orders.limits);
  knowNextSchema();
  let time = orders.now;
  let left = 0;
  const now = (): number => time;
  const chance = randomFrom(orders.seed);
  const random = (n: number): Uint8Array =>
    Uint8Array.from({ length: n }, () => chance.int(0, 255));
  const log = (line: string): void => console.error(`${orders.server}: ${line}`);
  const address = readDatabaseUrl(orders.url);
  if (!address.ok) throw new Error(address.error);
  const { org, server } = orders;
  const store = await openPostgresStore({
    address: address.value,
    org,
    newOrg: org,
    now,
    process: server,
    log,
    poolSize: 3,
    patienceMs: 10_000,
  });
  await upgradeStored(store, orders.schema);
  const step = (): void => {
    if (left > 0 && (left -= 1) === 0) process.kill(process.pid, 'SIGKILL');
  };
  const { app } = createApp({
    store: stepping(store, step),
    now,
    random,
    server,
    schema: orders.schema,
    version: 'torture',
    clientDir: import.meta.dirname,
    log,
  });
  const listening = serve(
    {
      fetch: (request, env) => {
        time = Number(request.headers.get(NOW));
        left = Number(request.headers.get(CRASH_IN) ?? 0);
        return app.fetch(request, env);
      },
      hostname: '127.0.0.1',
      port: 0,
      // A connection that is closed for idleness just as a request comes would be a fault that nobody asked for.
      serverOptions: { keepAliveTimeout: 600_000 },
    },
    ({ port }: AddressInfo) => process.send!(port),
  );
  listening.unref();
}

process.once('message', (orders: Orders) => void begin(orders));
process.once('disconnect', () => process.exit(0));
