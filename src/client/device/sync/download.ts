// Fetches one file from the server with its row count, and checks its bytes against the checksum that the server told before them.
// Called by device.ts, whose `download` brings this code at first use.
import { fail, ok, type Result } from '#core/result.ts';
import { API } from '#sync/messages.ts';
import { type Failure, failureOf, type Transport } from './transport.ts';

export type Downloaded = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** Rows, as the server counted them. */
  readonly rows: number;
  /** SHA-256 of the bytes in hex; undefined where this browser can't count it (a page without https). */
  readonly sha256: string | undefined;
};
/** Bytes that have come, and all that will. */
export type Told = (received: number, of: number) => void;

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
const fromBase64 = (text: string): string =>
  hex(Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)).buffer);

async function bodyOf(answer: Response, told: Told): Promise<Uint8Array<ArrayBuffer>> {
  const length = Number(answer.headers.get('content-length') ?? 0);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  const reader = answer.body?.getReader();
  for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) {
    pieces.push(piece.value);
    told((received += piece.value.length), length);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** @returns `timed-out` also for a file that came broken or in part: ask again */
export async function download(
  transport: Transport,
  token: string | undefined,
  path: string,
  told: Told,
): Promise<Result<Downloaded, Failure>> {
  try {
    const answer = await transport.fetch(`${transport.origin}${API}${path}`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      cache: 'no-store',
      credentials: 'omit',
    });
    if (!answer.ok) return fail(failureOf(answer, await answer.json().catch(() => undefined)));
    const bytes = await bodyOf(answer, told);
    const stated = /sha-256=:([^:]+):/.exec(answer.headers.get('repr-digest') ?? '')?.[1];
    const sha256 =
      globalThis.crypto?.subtle === undefined
        ? undefined
        : hex(await crypto.subtle.digest('SHA-256', bytes));
    if (stated !== undefined && sha256 !== undefined && fromBase64(stated) !== sha256)
      return fail({ code: 'timed-out', message: 'the file did not come whole' });
    return ok({
      bytes,
      type: answer.headers.get('content-type') ?? 'application/octet-stream',
      rows: Number(answer.headers.get('x-row-count') ?? 0),
      sha256,
    });
  } catch {
    return fail({ code: 'offline', message: 'the server was not reached' });
  }
}
