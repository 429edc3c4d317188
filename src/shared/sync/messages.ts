// What every device reads of the server's answers, as zod/mini schemas, and the limits that both sides keep.
// What only the server reads stands in server-messages.ts.
import * as z from 'zod/mini';
import type { Json } from '#core/json.ts';
import { isStamp } from '#core/stamp.ts';
import type { Columns } from './columns.ts';
import type { Fields, Register, WireRecord } from './wire.ts';

export const API = '/api/v1';

/** Limits of one request; each is named in the refusal that it causes. */
export const LIMITS = {
  changes: 1000,
  bytes: 4 * 1024 * 1024,
  pageRecords: 1000,
  clockAheadMs: 60_000,
  mediaBytes: 10 * 1024 * 1024,
  codeDays: 7,
  triesPerMinute: 5,
  tombstoneDays: 400,
} as const;

export const json = z.json() as unknown as z.ZodMiniType<Json>;
export const short = z.string().check(z.maxLength(200));
export const stamp = z.string().check(z.refine(isStamp, 'is not a stamp'));
const register = z.tuple([json, stamp]) as unknown as z.ZodMiniType<Register>;

export const wireRecord = z.object({
  kind: short,
  id: short,
  scope: short,
  fields: z.record(short, register),
});

type Stamps = Readonly<Record<string, string>>;
const isRecordOf = (value: unknown, passes: (inner: unknown) => boolean): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).every(
    (name) => name.length <= 200 && passes((value as Record<string, unknown>)[name]),
  );
const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= 200;
const isStampText = (value: unknown): boolean => typeof value === 'string' && isStamp(value);
const isRegister = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && isStampText(value[1]);

// A page of the server's answer holds thousands of registers out of JSON.parse: looked at by hand, a schema for each took longer than
// storing them. What they are in OpenAPI stands in server/routes/openapi.ts.
export const pulledFields = z.custom<Fields>((value) => isRecordOf(value, isRegister));
export const receivedStamps = z.custom<Stamps>((value) => isRecordOf(value, isStampText));
const pulledRecord = z.object({ kind: short, id: short, scope: short, fields: pulledFields });

/** What `wireRecord` says, for values out of JSON.parse and many times faster. */
export const isWireRecord = (value: unknown): value is WireRecord => {
  const { kind, id, scope, fields } = (value ?? {}) as Partial<WireRecord>;
  return isText(kind) && isText(id) && isText(scope) && isRecordOf(fields, isRegister);
};

const isListOf = (value: unknown, passes: (inner: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(passes);
const isAnything = (): boolean => true;
export const pulledColumns = z.custom<Columns>((value) => {
  const { kind, scope, ids, stamps, values, others = {} } = (value ?? {}) as Partial<Columns>;
  return (
    isText(kind) &&
    isText(scope) &&
    isListOf(ids, isText) &&
    isListOf(stamps, isStampText) &&
    isListOf(values, (one) => isRecordOf(one, isAnything)) &&
    isRecordOf(others, (one) => isRecordOf(one, isStampText)) &&
    ids?.length === stamps?.length &&
    ids?.length === values?.length
  );
});

export const cursors = z.record(short, z.int().check(z.minimum(0)));

const role = z.enum(['coordinator', 'ambassador', 'mentor']);

export const enrolAnswer = z.object({
  token: z.string(),
  person: z.object({ id: z.string(), displayName: z.string(), role }),
  device: z.object({ id: z.string(), name: z.string() }),
  org: z.object({ name: z.string() }),
  sites: z.array(z.object({ id: z.string(), name: z.string() })),
  scopes: z.array(z.string()),
});

const receipt = z.object({ kind: short, id: short, seq: z.int(), fields: receivedStamps });
const rejection = z.object({
  kind: short,
  id: short,
  code: short,
  message: z.string(),
  path: z.optional(z.string()),
});

/** Asks for bucket fingerprints of a scope's kind (`buckets` absent) or for the records in the named buckets, those with `seq > after`. */
export const healRequest = z.object({
  scope: short,
  kind: short,
  buckets: z.optional(z.array(z.int().check(z.minimum(0), z.maximum(255))).check(z.maxLength(256))),
  after: z.optional(z.int().check(z.minimum(0))),
});

export const syncAnswer = z.object({
  now: z.number(),
  cursors,
  more: z.boolean(),
  changes: z.array(pulledRecord),
  receipts: z.array(receipt),
  rejected: z.array(rejection),
  digests: z.record(short, z.string()),
  /** `changes` in columns, to a request that came in columns. */
  columns: z.optional(z.array(pulledColumns)),
  /** For each record of such a request its seq when it is stored as it was sent; null: a receipt or a refusal speaks of it. */
  stored: z.optional(z.array(z.nullable(z.int()))),
  /**
   * To a request with `pull: false`: per scope the seq before and after it, when nothing but its own changes lies between
   * and all of them won. A device whose cursor stands at the first may put it to the second.
   */
  passed: z.optional(z.record(short, z.tuple([z.int(), z.int()]))),
  /** Scopes to let go of or to pull afresh; unsent work is kept. */
  reset: z.optional(z.array(short)),
  /** `scope/kind` -> 256 fingerprints in hex, '' for an empty bucket. */
  buckets: z.optional(z.record(short, z.array(z.string()))),
  /** Records of the buckets asked for, with those of `healMore` all of them: whatever the device holds beyond the server does not have. */
  healing: z.optional(z.array(pulledRecord)),
  /** What to ask as `heal` next, word for word; absent when `healing` is complete. */
  healMore: z.optional(z.array(healRequest)),
});

export const publicAnswer = z.object({
  cursor: z.int(),
  more: z.boolean(),
  records: z.array(pulledRecord),
});
export type EnrolAnswer = z.output<typeof enrolAnswer>;
export type HealRequest = z.output<typeof healRequest>;
export type SyncAnswer = z.output<typeof syncAnswer>;
export type PublicAnswer = z.output<typeof publicAnswer>;
export type Receipt = z.output<typeof receipt>;
