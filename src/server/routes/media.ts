// PUT and GET /media/:sha256: images and sound by their content's address. Uploads go on where they were cut off.
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { canRead } from '#sync/access.ts';
import { mediaTypeOf } from '#sync/media-type.ts';
import { LIMITS } from '#sync/messages.ts';
import type { Session } from '../auth/session.ts';
import type { Media, Reading, Writing } from '../store/store.ts';
import { readBytes } from './body.ts';
import type { Ask, Env, ServerContext } from './context.ts';
import { Refusal } from './refusal.ts';
import { sessionIfAny, sessionOf, signedIn } from './signed-in.ts';

const SHA = /^[0-9a-f]{64}$/;
/** `from` undefined: the asker only wants to know how much is here (`bytes *\/total`). */
type Range = { readonly from: number | undefined; readonly total: number };

function shaOf(ask: Ask): string {
  const sha = ask.req.param('sha') ?? '';
  if (!SHA.test(sha))
    throw new Refusal(
      'bad-request',
      'the address of a medium is its SHA-256 in 64 small hex digits',
      { path: 'sha256' },
    );
  return sha;
}

function rangeOf(ask: Ask): Range | undefined {
  const header = ask.req.header('content-range');
  if (header === undefined) return undefined;
  const [, from, total] = /^bytes (?:(\d{1,12})-\d{1,12}|\*)\/(\d{1,12})$/.exec(header) ?? [];
  if (total === undefined)
    throw new Refusal(
      'bad-request',
      'Content-Range must be "bytes first-last/total" or "bytes */total"',
      { path: 'content-range' },
    );
  return { from: from === undefined ? undefined : Number(from), total: Number(total) };
}

const join = (parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);
/** 308 without a place to go: more is expected, from this byte on. */
const incomplete = (offset: number): Response =>
  new Response(null, {
    status: 308,
    headers: { 'upload-offset': String(offset), 'cache-control': 'no-store' },
  });
const done = (status: 200 | 201, media: Pick<Media, 'sha' | 'type' | 'size'>): Response =>
  Response.json(
    { sha256: media.sha, type: media.type, size: media.size },
    { status, headers: { 'upload-offset': String(media.size), 'cache-control': 'no-store' } },
  );

export const media = (context: ServerContext): Hono<Env> =>
  new Hono<Env>()
    .put('/media/:sha', signedIn(context), async (ask) => {
      const sha = shaOf(ask);
      const range = rangeOf(ask);
      if ((range?.total ?? 0) > LIMITS.mediaBytes)
        throw new Refusal('too-large', `a medium holds at most ${LIMITS.mediaBytes} bytes`, {
          limit: LIMITS.mediaBytes,
        });
      const session = sessionOf(ask);
      const there = await context.store.read((reading) => reading.media(sha));
      if (there) return done(200, there);
      const body = await readBytes(ask, LIMITS.mediaBytes);
      return range
        ? takePart(context, session, sha, range, body)
        : takeWhole(context, session, sha, body);
    })
    .get('/media/:sha', async (ask) => {
      const sha = shaOf(ask);
      const session = await sessionIfAny(context, ask);
      const found = await context.store.read(async (reading) => {
        const about = await reading.media(sha);
        const right = about && (await readingRight(reading, about, session));
        return about && right ? { about, right, bytes: await reading.mediaBytes(sha) } : undefined;
      });
      if (!found) {
        if (!session) throw new Refusal('not-signed-in', 'sign in with an enrolment code');
        throw new Refusal('not-found', 'there is no such medium that you may see');
      }
      return deliver(ask, found.about, found.bytes, found.right);
    });

/** Public when a public record shows it; else for its sender and for readers of a record that shows it. */
async function readingRight(
  reading: Reading,
  about: Media,
  session: Session | undefined,
): Promise<'public' | 'private' | undefined> {
  const references = await reading.mediaReferences(about.sha);
  if (references.some((reference) => reference.scope === 'public')) return 'public';
  if (!session) return undefined;
  const may =
    about.person === session.actor.personId ||
    references.some(({ kind, scope }) => canRead(session.actor, kind, scope));
  return may ? 'private' : undefined;
}

/** Sound players ask for parts of a file: one range is served, anything stranger gets the whole. */
function deliver(
  ask: Ask,
  { sha, type, size }: Media,
  bytes: Uint8Array,
  right: 'public' | 'private',
): Response {
  const headers: Record<string, string> = {
    'content-type': type,
    'cache-control': `${right}, max-age=31536000, immutable`,
    etag: `"${sha}"`,
    'accept-ranges': 'bytes',
  };
  if (ask.req.header('if-none-match')?.includes(sha))
    return new Response(null, { status: 304, headers });
  const [, first, last] = /^bytes=(\d{1,12})-(\d{0,12})$/.exec(ask.req.header('range') ?? '') ?? [];
  const from = Number(first ?? 0);
  if (first === undefined || from >= size) return new Response(new Uint8Array(bytes), { headers });
  const to = Math.min(last === undefined || last === '' ? size - 1 : Number(last), size - 1);
  return new Response(new Uint8Array(bytes.subarray(from, to + 1)), {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${from}-${to}/${size}` },
  });
}

async function takeWhole(
  context: ServerContext,
  { actor }: Session,
  sha: string,
  bytes: Uint8Array,
): Promise<Response> {
  const made = checked(sha, bytes);
  await context.store.transaction(async (writing) => {
    await assertWanted(writing, sha);
    await writing.putMedia({ ...made, person: actor.personId, createdAt: context.now() }, bytes);
  });
  return done(201, made);
}

/** An upload that was under way while its record was erased must not bring the file back. A record made since then may. */
async function assertWanted(writing: Writing, sha: string): Promise<void> {
  if (!(await writing.lockErasedMedia(sha))) return;
  if ((await writing.mediaReferences(sha)).length === 0)
    throw new Refusal('bad-media', 'the record that this belongs to was erased');
}

/** The address and the first bytes must be true; a wrong file is not kept. */
function checked(sha: string, bytes: Uint8Array): Pick<Media, 'sha' | 'type' | 'size'> {
  if (createHash('sha256').update(bytes).digest('hex') !== sha)
    throw new Refusal(
      'bad-media',
      'the content does not have this SHA-256; send it again from the start',
    );
  const type = mediaTypeOf(bytes);
  if (type === undefined)
    throw new Refusal(
      'bad-media',
      'only pictures (webp, jpeg, png) and sound (webm, ogg, m4a) are kept',
    );
  return { sha, type, size: bytes.length };
}

/** Each device has its own unfinished upload: nobody's broken part can spoil another's. */
async function takePart(
  context: ServerContext,
  { actor, token }: Session,
  sha: string,
  range: Range,
  body: Uint8Array,
): Promise<Response> {
  const outcome = await context.store.transaction(async (writing) => {
    await assertWanted(writing, sha);
    const parts = await writing.mediaParts(sha, token.device);
    const offset = parts.reduce((sum, part) => sum + part.length, 0);
    // A part that is not the next one changes nothing: the answer says where to go on.
    if (range.from !== offset || body.length === 0 || offset + body.length > range.total)
      return { offset };
    if (offset + body.length < range.total) {
      await writing.putMediaPart(sha, token.device, offset, body, context.now());
      return { offset: offset + body.length };
    }
    await writing.removeMediaParts(sha, token.device);
    const bytes = join([...parts, body]);
    try {
      const made = checked(sha, bytes);
      await writing.putMedia({ ...made, person: actor.personId, createdAt: context.now() }, bytes);
      return { made };
    } catch (error) {
      // Returned, not thrown: the broken parts are to go in this same transaction.
      if (error instanceof Refusal) return { refusal: error };
      throw error;
    }
  });
  if (outcome.refusal) throw outcome.refusal;
  return outcome.made ? done(201, outcome.made) : incomplete(outcome.offset ?? 0);
}
