// Reads each change of a push by itself: a bad one becomes a refusal that a person can act on and never spoils its neighbours.
// Called by routes/sync.ts.
import * as z from 'zod/mini';
import { tooDeep } from '#core/json.ts';
import { laterStamp, type Stamp, stampMs } from '#core/stamp.ts';
import type { ErrorCode } from '#sync/errors.ts';
import { isWireRecord, wireRecord } from '#sync/messages.ts';
import { upgraded } from '#sync/upgrade.ts';
import type { Fields, WireRecord } from '#sync/wire.ts';

export type Refused = {
  readonly kind: string;
  readonly id: string;
  readonly code: ErrorCode;
  readonly message: string;
  readonly path?: string;
};
/** `sent`: its registers as an older device named them, when they are called otherwise now. */
export type Incoming = WireRecord & { readonly sent?: Fields };
export type ParsedChanges = {
  readonly changes: readonly Incoming[];
  readonly rejected: readonly Refused[];
  /** Milliseconds of the latest stamp in all changes; 0 without any. */
  readonly latestMs: number;
};

const textAt = (value: unknown, key: 'kind' | 'id'): string => {
  const found =
    typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)[key]
      : undefined;
  return typeof found === 'string' ? found.slice(0, 200) : '';
};

const codeFor = (path: readonly PropertyKey[]): ErrorCode => {
  if (path[0] === 'kind') return 'unknown-kind';
  if (path[0] === 'id') return 'bad-id';
  if (path[0] === 'scope') return 'bad-scope';
  if (path[0] === 'fields' && path[2] === 1) return 'bad-stamp';
  return path[0] === 'fields' ? 'bad-value' : 'bad-request';
};

/** `fields.ticks.a1.1` of the message is `ticks.a1` for the person who sees it. */
const nameFor = (path: readonly PropertyKey[]): string =>
  path[0] === 'fields' && path.length > 1 ? String(path[1]) : path.map(String).join('.');

/** @param schema the sender's schema version; older records go through the kind's own upgrades @param ownSchema the server's */
export function parseChanges(
  raw: readonly unknown[],
  schema: number,
  ownSchema: number,
): ParsedChanges {
  const changes: Incoming[] = [];
  const rejected: Refused[] = [];
  let latest: Stamp | undefined;
  for (const one of raw) {
    const about = { kind: textAt(one, 'kind'), id: textAt(one, 'id') };
    if (tooDeep(one)) {
      rejected.push({
        ...about,
        code: 'bad-value',
        message: 'the record is nested too deeply; at most 40 levels are kept',
      });
      continue;
    }
    // Nearly every change is well-formed; the schema is asked only to say what is wrong with one that is not.
    const parsed = isWireRecord(one)
      ? { success: true as const, data: one }
      : z.safeParse(wireRecord, one);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const path = issue?.path ?? [];
      const name = nameFor(path);
      const message = `${name === '' ? 'the change' : `"${name}"`}: ${issue?.message ?? 'is not of the right form'}`;
      rejected.push({
        ...about,
        code: codeFor(path),
        message,
        ...(name === '' ? {} : { path: name }),
      });
      continue;
    }
    const change = upgraded(parsed.data, schema, ownSchema);
    for (const name of Object.keys(change.fields))
      latest = laterStamp(latest, change.fields[name]![1]);
    changes.push(change === parsed.data ? change : { ...change, sent: parsed.data.fields });
  }
  return { changes, rejected, latestMs: latest === undefined ? 0 : stampMs(latest) };
}
