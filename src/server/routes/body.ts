// Reads a request's body within limits: unpacked as it arrives, refused as soon as it grows beyond. Called by the routes that take JSON or media.
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as z from 'zod/mini';
import { LIMITS } from '#sync/messages.ts';
import type { Ask } from './context.ts';
import { Refusal } from './refusal.ts';

const unpack = promisify(gunzip);

const tooLarge = (limit: number): Refusal =>
  new Refusal(
    'too-large',
    `the request is larger than ${limit} bytes (unpacked); send it in parts`,
    { limit },
  );

/** The body as it came, at most `limit` bytes. */
export async function readBytes(ask: Ask, limit: number): Promise<Uint8Array> {
  if (Number(ask.req.header('content-length') ?? 0) > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of ask.req.raw.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A gzip body ends with its length unpacked: known beforehand, it is unpacked in one piece. What is told falsely is bounded and does no harm. */
function toldSize(bytes: Uint8Array, limit: number): number {
  const { buffer, byteOffset, length } = bytes;
  const told = length < 18 ? 0 : new DataView(buffer, byteOffset).getUint32(length - 4, true);
  return Math.min(limit, Math.max(told, 1024)) + 1;
}

/** A few bytes can unpack to gigabytes, so the limit holds while unpacking. */
async function unpacked(bytes: Uint8Array, encoding: string, limit: number): Promise<Uint8Array> {
  if (encoding === 'identity') return bytes;
  if (encoding !== 'gzip' && encoding !== 'x-gzip')
    throw new Refusal(
      'bad-request',
      `the encoding "${encoding}" is not understood; send gzip or plain JSON`,
    );
  try {
    return await unpack(bytes, { maxOutputLength: limit, chunkSize: toldSize(bytes, limit) });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limit);
    throw new Refusal('bad-request', 'the gzip body is broken or was cut off');
  }
}

/** A JSON body of the agreed form; the refusal names the field that is not. */
export async function readJson<S extends z.ZodMiniType>(ask: Ask, schema: S): Promise<z.output<S>> {
  const raw = await readBytes(ask, LIMITS.bytes);
  const bytes = await unpacked(
    raw,
    (ask.req.header('content-encoding') ?? 'identity').trim().toLowerCase(),
    LIMITS.bytes,
  );
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Refusal('bad-request', 'the body is not JSON');
  }
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = (issue?.path ?? []).map(String).join('.');
  throw new Refusal(
    'bad-request',
    `${path === '' ? 'the request' : `"${path}"`}: ${issue?.message ?? 'is not of the right form'}`,
    path === '' ? {} : { path },
  );
}
