// Every message that device and server exchange, as zod/mini schemas: both doors parse with them and OpenAPI is made from them.
import * as z from 'zod/mini';
import type { Json } from '#core/json.ts';
import { isStamp } from '#core/stamp.ts';
import type { Register } from './wire.ts';

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

const json = z.json() as unknown as z.ZodMiniType<Json>;
const short = z.string().check(z.maxLength(200));
const stamp = z.string().check(z.refine(isStamp, 'is not a stamp'));
const register = z.tuple([json, stamp]) as unknown as z.ZodMiniType<Register>;

export const wireRecord = z.object({
  kind: short,
  id: short,
  scope: short,
  fields: z.record(short, register),
});

const cursors = z.record(short, z.int().check(z.minimum(0)));

export const enrolRequest = z.object({
  code: z.string().check(z.maxLength(40)),
  device: z.object({
    /** The device's part of its stamps: 8 characters a-z 0-9. Other programs may send any name of up to 64 characters. */
    id: z.string().check(z.minLength(1), z.maxLength(64)),
    name: z.string().check(z.maxLength(80)),
  }),
});

const role = z.enum(['coordinator', 'ambassador', 'mentor']);

export const enrolAnswer = z.object({
  token: z.string(),
  person: z.object({ id: z.string(), displayName: z.string(), role }),
  device: z.object({ id: z.string(), name: z.string() }),
  org: z.object({ name: z.string() }),
  sites: z.array(z.object({ id: z.string(), name: z.string() })),
  scopes: z.array(z.string()),
});

/** What a tablet tells of itself with each sync, for the devices page. */
export const deviceReport = z.object({
  unsent: z.int().check(z.minimum(0)),
  rejected: z.optional(z.int().check(z.minimum(0))),
  storageUsed: z.optional(z.number()),
  storageQuota: z.optional(z.number()),
  persisted: z.optional(z.boolean()),
  version: z.optional(short),
  clockOffsetMs: z.optional(z.number()),
  digestMismatches: z.optional(z.int()),
});

/** Asks for bucket fingerprints of a scope's kind (`buckets` absent) or for all records in the named buckets. */
const healRequest = z.object({
  scope: short,
  kind: short,
  buckets: z.optional(z.array(z.int().check(z.minimum(0), z.maximum(255))).check(z.maxLength(256))),
});

export const syncRequest = z.object({
  schema: z.int().check(z.minimum(1)),
  /** The device's clock; milliseconds since 1970, or ISO 8601 text. */
  now: z.union([z.number(), z.string().check(z.maxLength(40))]),
  cursors,
  /** Each change is judged alone, so the list is only bounded here. */
  changes: z.array(z.unknown()),
  heal: z.optional(z.array(healRequest).check(z.maxLength(50))),
  report: z.optional(deviceReport),
});

const receipt = z.object({ kind: short, id: short, seq: z.int(), fields: z.record(short, stamp) });
const rejection = z.object({
  kind: short,
  id: short,
  code: short,
  message: z.string(),
  path: z.optional(z.string()),
});

export const syncAnswer = z.object({
  now: z.number(),
  cursors,
  more: z.boolean(),
  changes: z.array(wireRecord),
  receipts: z.array(receipt),
  rejected: z.array(rejection),
  digests: z.record(short, z.string()),
  /** Scopes to let go of or to pull afresh; unsent work is kept. */
  reset: z.optional(z.array(short)),
  /** `scope/kind` -> 256 fingerprints in hex, '' for an empty bucket. */
  buckets: z.optional(z.record(short, z.array(z.string()))),
  /** All records of the buckets asked for; whatever the device holds beyond them the server does not have. */
  healing: z.optional(z.array(wireRecord)),
});

export const publicAnswer = z.object({
  cursor: z.int(),
  more: z.boolean(),
  records: z.array(wireRecord),
});
export const inviteRequest = z.object({ personId: short });
export const inviteAnswer = z.object({ code: z.string(), url: z.string(), expiresAt: z.string() });
export const healthAnswer = z.object({
  ok: z.boolean(),
  version: z.string(),
  store: z.enum(['sqlite', 'postgres']),
  schema: z.int(),
});
export const revokeRequest = z.object({ wipe: z.optional(z.boolean()) });

export const deviceAnswer = z.object({
  id: z.string(),
  name: z.string(),
  personId: z.string(),
  enrolledAt: z.string(),
  lastSeen: z.nullable(z.string()),
  unsent: z.nullable(z.int()),
  rejected: z.nullable(z.int()),
  storageUsed: z.nullable(z.number()),
  storageQuota: z.nullable(z.number()),
  persisted: z.nullable(z.boolean()),
  version: z.nullable(z.string()),
  clockOffsetMs: z.nullable(z.number()),
  digestMismatches: z.nullable(z.int()),
  revoked: z.boolean(),
  wipe: z.boolean(),
});
export const devicesAnswer = z.object({ devices: z.array(deviceAnswer) });
export const poke = z.object({ scope: z.string(), seq: z.int() });

/** One register that lost. The stamps tell when it was written and replaced, and on which device; `person` and `device` sent it in. */
const historyEntry = z.object({
  field: z.string(),
  value: json,
  stamp,
  writtenOn: z.string(),
  replacedBy: stamp,
  replacedOn: z.string(),
  person: z.string(),
  device: z.string(),
  at: z.string(),
});
export const historyAnswer = z.object({ history: z.array(historyEntry) });
export const mediaAnswer = z.object({ sha256: z.string(), type: z.string(), size: z.int() });

/** Every refusal of a whole request. `now` comes with `clock-ahead`, `limit` with `too-large`, `wipe` with `device-revoked`. */
export const errorAnswer = z.object({
  code: z.string(),
  message: z.string(),
  path: z.optional(z.string()),
  now: z.optional(z.number()),
  limit: z.optional(z.number()),
  wipe: z.optional(z.boolean()),
  retryAfter: z.optional(z.number()),
});

export type EnrolRequest = z.output<typeof enrolRequest>;
export type EnrolAnswer = z.output<typeof enrolAnswer>;
export type SyncRequest = z.output<typeof syncRequest>;
export type SyncAnswer = z.output<typeof syncAnswer>;
export type PublicAnswer = z.output<typeof publicAnswer>;
export type InviteAnswer = z.output<typeof inviteAnswer>;
export type DeviceAnswer = z.output<typeof deviceAnswer>;
export type DeviceReport = z.output<typeof deviceReport>;
export type HistoryAnswer = z.output<typeof historyAnswer>;
export type ErrorAnswer = z.output<typeof errorAnswer>;
export type Receipt = z.output<typeof receipt>;
