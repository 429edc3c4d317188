// The stage for benches: the built server on a fresh data folder, the driver page on the same origin, the floor's own tiny store, a browser.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { build, type Connect, preview } from 'vite';
import { builtServer, freePort } from '../support/built-server.ts';
import { CHROMIUM_FLAGS, chromiumPath } from '../support/chromium.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
export type Stage = {
  readonly app: string;
  readonly bench: string;
  readonly browser: Browser;
  readonly close: () => Promise<void>;
};

export async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'vestnesis-bench-'));
  const server = await builtServer();
  const benchPort = await freePort();
  await build({
    configFile: false,
    root: at('.'),
    logLevel: 'error',
    build: {
      outDir: join(folder, 'page'),
      emptyOutDir: true,
      target: 'chrome111',
      rolldownOptions: { input: at('./device-driver.html') },
    },
  });
  const page = await preview({
    configFile: false,
    root: at('.'),
    logLevel: 'error',
    plugins: [
      {
        name: 'floor',
        configurePreviewServer: ({ middlewares }) =>
          void middlewares.use('/floor', floorStore(join(folder, 'floor.db'))),
      },
    ],
    build: { outDir: join(folder, 'page') },
    preview: { port: benchPort, host: '127.0.0.1', proxy: { '/api': server.url } },
  });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
  return {
    app: server.url,
    bench: `http://127.0.0.1:${benchPort}/device-driver.html`,
    browser,
    close: async () => {
      await browser.close();
      await page.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Raw gzip body into SQLite, one row per record, one durable transaction; and all of it back, gzipped. */
function floorStore(file: string): Connect.SimpleHandleFunction {
  const db = new DatabaseSync(file);
  db.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE rows (id TEXT PRIMARY KEY, body TEXT NOT NULL)',
  );
  const put = db.prepare('INSERT OR REPLACE INTO rows VALUES (?, ?)');
  return (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (request.method === 'POST') {
        const rows = JSON.parse(gunzipSync(Buffer.concat(parts)).toString()) as { id: string }[];
        db.exec('BEGIN IMMEDIATE');
        for (const row of rows) put.run(row.id, JSON.stringify(row));
        db.exec('COMMIT');
        response.end('{}');
        return;
      }
      const body = `[${db
        .prepare('SELECT body FROM rows ORDER BY id')
        .all()
        .map((row) => String(row['body']))
        .join(',')}]`;
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(body));
    });
  };
}
