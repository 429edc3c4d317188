// Opens the gallery on a free port of this machine: for the browser test and for looking at it.
import { fileURLToPath } from 'node:url';

import preact from '@preact/preset-vite';
import { createServer, type ViteDevServer } from 'vite';

export async function serveGallery(): Promise<{ url: string; server: ViteDevServer }> {
  const server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    cacheDir: fileURLToPath(new URL('../../../node_modules/.vite-gallery', import.meta.url)),
    plugins: [preact({ reactAliasesEnabled: false, prefreshEnabled: false })],
    server: {
      port: 0,
      host: '127.0.0.1',
      hmr: false,
      watch: null,
      fs: { allow: [fileURLToPath(new URL('../../..', import.meta.url))] },
    },
    logLevel: 'error',
  });
  await server.listen();
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('The gallery has no address');
  return { url, server };
}
