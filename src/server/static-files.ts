// The built app: files from dist/client, packed once and kept in memory; every address of a screen gets index.html. Used by app.ts.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import { accepts } from './compression.ts';
import type { Env } from './routes/context.ts';

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json; charset=utf-8',
  webp: 'image/webp',
  woff2: 'font/woff2',
};
const PACKABLE = /^(text|application\/(json|manifest)|image\/svg)/;

type Form = { readonly bytes: Uint8Array<ArrayBuffer>; readonly encoding?: 'br' | 'gzip' };
type File = {
  readonly type: string;
  readonly etag: string;
  readonly plain: Form;
  readonly br?: Form;
  readonly gzip?: Form;
};

const packGzip = promisify(gzip);
const packBrotli = promisify(brotliCompress);
const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

async function load(path: string): Promise<File> {
  const bytes = owned(await readFile(path));
  const type = TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  const plain = {
    type,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    plain: { bytes },
  };
  if (!PACKABLE.test(type) || bytes.length < 512) return plain;
  const [packed, smaller] = await Promise.all([
    packGzip(bytes, { level: 9 }),
    packBrotli(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 9,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  ]);
  return {
    ...plain,
    gzip: { bytes: owned(packed), encoding: 'gzip' },
    br: { bytes: owned(smaller), encoding: 'br' },
  };
}

/** Built file names carry a hash of their content, so such an address never changes its meaning. */
const cacheControl = (path: string): string =>
  /^\/assets\/.+-[\w-]{8,}\.\w+$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';

const NOT_BUILT = 'The app is not built. Run: npm run build\n';
const NOT_FOUND = 'There is no such file here.\n';

/** @param folder of the built app; when it is missing, screens answer with one sentence */
export function staticFiles(folder: string): MiddlewareHandler<Env> {
  // Only names that were in the folder are ever opened: no address can climb out of it.
  const names = existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
        .map((entry) => join(entry.parentPath, entry.name))
    : [];
  const paths = new Map(
    names.map((name) => [
      name.slice(folder.length).replaceAll('\\', '/').replace(/^\/?/, '/'),
      name,
    ]),
  );
  const loaded = new Map<string, Promise<File>>();
  const fileAt = (path: string): Promise<File> | undefined => {
    const name = paths.get(path);
    if (name === undefined) return undefined;
    const file = loaded.get(path) ?? load(name);
    loaded.set(path, file);
    return file;
  };

  return async (ask) => {
    if (ask.req.method !== 'GET' && ask.req.method !== 'HEAD') return ask.text(NOT_FOUND, 404);
    const { path } = ask.req;
    const isScreen = !/\.\w+$/.test(path);
    const found = path === '/' || (isScreen && !paths.has(path)) ? '/index.html' : path;
    const file = await fileAt(found);
    if (!file) return ask.text(isScreen ? NOT_BUILT : NOT_FOUND, 404);
    const header = ask.req.header('accept-encoding');
    const form =
      file.br && accepts(header, 'br')
        ? file.br
        : file.gzip && accepts(header, 'gzip')
          ? file.gzip
          : file.plain;
    const headers: Record<string, string> = {
      'content-type': file.type,
      etag: file.etag,
      'cache-control': cacheControl(found),
      vary: 'accept-encoding',
    };
    if (ask.req.header('if-none-match')?.includes(file.etag))
      return new Response(null, { status: 304, headers });
    if (form.encoding) headers['content-encoding'] = form.encoding;
    headers['content-length'] = String(form.bytes.length);
    return new Response(ask.req.method === 'HEAD' ? null : form.bytes, { headers });
  };
}
