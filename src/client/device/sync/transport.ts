// Carries one message to the server and back: compressed, with a time limit, every failure a code from the closed list.
import { fail, ok, type Result } from '#core/result.ts';
import { type ErrorCode, isErrorCode } from '#sync/errors.ts';
import { API } from '#sync/messages.ts';
import { gzip } from './gzip.ts';

export type Failure = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly serverNow?: number;
  readonly wipe?: boolean;
  readonly retryAfterMs?: number;
};
/** What came back, and how long it took in milliseconds (the doubt in any time the server named). */
export type Reply = { readonly body: unknown; readonly tookMs: number };

export type Transport = {
  readonly fetch: typeof fetch;
  readonly now: () => number;
  /** Where the server is; '' for the address that the app came from. */
  readonly origin: string;
  /** Text to one gzip member; the browser's packer in this thread when absent. */
  readonly gzip?: typeof gzip | undefined;
};

export type Call = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token?: string;
  readonly body?: unknown;
  /** The beginning of a JSON object, packed in advance; `body` is an object and goes on where it ends. */
  readonly before?: Promise<Packed>;
};

/** A piece of text on its way; `gzip` when packing was worth it. */
export type Packed = { readonly text: string; readonly gzip?: Bytes };
type Bytes = Uint8Array<ArrayBuffer>;

/** A slow line is allowed to be slow: 1 MiB at 30 kbit/s takes under five minutes. */
const TIME_LIMIT_MS = 300_000;
const WORTH_COMPRESSING = 1024;

export async function call(transport: Transport, request: Call): Promise<Result<Reply, Failure>> {
  const started = transport.now();
  try {
    const content = await contentOf(transport, request);
    const headers: Record<string, string> = { accept: 'application/json', ...content?.headers };
    if (request.token !== undefined) headers['authorization'] = `Bearer ${request.token}`;
    const answer = await transport.fetch(`${transport.origin}${API}${request.path}`, {
      method: request.method,
      headers,
      ...(content ? { body: content.body } : {}),
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    });
    const body: unknown = await answer.json().catch(() => undefined);
    if (answer.ok && body !== undefined) return ok({ body, tookMs: transport.now() - started });
    return fail(failureOf(answer, body));
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return fail(
      timedOut
        ? { code: 'timed-out', message: 'the server did not answer in time' }
        : { code: 'offline', message: 'the server was not reached' },
    );
  }
}

/** gzip upwards saves three quarters of the bytes on the slow lines where tablets live. */
export const pack = async (transport: Transport, text: string): Promise<Packed> =>
  text.length < WORTH_COMPRESSING || typeof CompressionStream === 'undefined'
    ? { text }
    : { text, gzip: await (transport.gzip ?? gzip)(text) };

/** Gzip members one after the other unpack to the text of all (RFC 1952, 2.2). */
async function contentOf(
  transport: Transport,
  { body, before }: Call,
): Promise<{ body: BodyInit; headers: Record<string, string> } | undefined> {
  if (body === undefined) return undefined;
  const text = JSON.stringify(body);
  const type = { 'content-type': 'application/json' };
  const parts = before
    ? [await before, await pack(transport, `,${text.slice(1)}`)]
    : [await pack(transport, text)];
  if (parts.every((part) => !part.gzip))
    return { body: parts.map((part) => part.text).join(''), headers: type };
  const members = await Promise.all(parts.map(async (part) => part.gzip ?? gzip(part.text)));
  return { body: new Blob(members), headers: { ...type, 'content-encoding': 'gzip' } };
}

/** A refusal's code and words. */
export function failureOf(answer: Response, body: unknown): Failure {
  const told = (typeof body === 'object' && body !== null ? body : {}) as {
    code?: unknown;
    message?: unknown;
    now?: unknown;
    wipe?: unknown;
  };
  const retryAfter = Number(answer.headers.get('retry-after'));
  const code =
    typeof told.code === 'string' && isErrorCode(told.code)
      ? told.code
      : answer.status === 401
        ? 'not-signed-in'
        : 'server-failed';
  return {
    code,
    message:
      typeof told.message === 'string' ? told.message : `the server answered ${answer.status}`,
    ...(typeof told.now === 'number' ? { serverNow: told.now } : {}),
    ...(told.wipe === true ? { wipe: true } : {}),
    ...(retryAfter > 0 ? { retryAfterMs: retryAfter * 1000 } : {}),
  };
}
