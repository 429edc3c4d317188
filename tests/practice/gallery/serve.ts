// Opens the practice screens on a free port of this machine, with their content and a database of their own. For the browser test.
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import preact from '@preact/preset-vite';
import { createServer, type ViteDevServer } from 'vite';

const house = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

export async function servePractice(): Promise<{ url: string; server: ViteDevServer }> {
  const server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    cacheDir: house('node_modules/.vite-practice'),
    plugins: [preact({ reactAliasesEnabled: false, prefreshEnabled: false })],
    server: {
      port: 0,
      host: '127.0.0.1',
      hmr: false,
      watch: null,
      fs: { allow: [house('.'), realpathSync(house('node_modules'))] },
    },
    // Found late, they would make the first page reload itself, which nothing here could tell it to do.
    optimizeDeps: {
      noDiscovery: true,
      include: [
        'preact',
        'preact/hooks',
        'preact/jsx-dev-runtime',
        'preact-iso',
        '@preact/signals',
        'dexie',
        'i18next',
        'zod/mini',
      ],
    },
    logLevel: 'error',
  });
  await server.listen();
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('The practice gallery has no address');
  return { url: url.replace(/\/$/, ''), server };
}
