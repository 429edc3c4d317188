// The messages that only the server reads or that only the desk's pages ask for: apart from messages.ts, so that their schemas
// are not part of every start of the app. Both doors parse with them and OpenAPI is made from them.
import * as z from 'zod/mini';
import { cursors, healRequest, json, short, stamp } from './messages.ts';

export const enrolRequest = z.object({
  code: z.string().check(z.maxLength(40)),
  device: z.object({
    /** The device's part of its stamps: 8 characters a-z 0-9. Other programs may send any name of up to 64 characters. */
    id: z.string().check(z.minLength(1), z.maxLength(64)),
    name: z.string().check(z.maxLength(80)),
  }),
});

/** What a tablet tells of itself with each sync, for the devices page. */
export const deviceReport = z.object({
  unsent: z.int().check(z.minimum(0)),
  rejected: z.optional(z.int().check(z.minimum(0))),
  /** Pictures and sound that are only there. */
  unsentMedia: z.optional(z.int().check(z.minimum(0))),
  storageUsed: z.optional(z.number()),
  storageQuota: z.optional(z.number()),
  persisted: z.optional(z.boolean()),
  version: z.optional(short),
  clockOffsetMs: z.optional(z.number()),
  digestMismatches: z.optional(z.int()),
  /** Whether the exchange before this one ended with both sides proven equal. */
  equal: z.optional(z.boolean()),
});

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is in the columns is judged record by record; here only the form. */
const sentColumns = z
  .object({
    kind: short,
    scope: short,
    ids: z.array(z.string()),
    stamps: z.array(z.string()),
    values: z.array(z.custom<Readonly<Record<string, unknown>>>(isObject, 'is not an object')),
    others: z.optional(z.record(z.string(), z.record(z.string(), z.string()))),
  })
  .check(
    z.refine(
      ({ ids, stamps, values }) => ids.length === stamps.length && ids.length === values.length,
      'has columns of different lengths',
    ),
  );

export const syncRequest = z.object({
  schema: z.int().check(z.minimum(1)),
  /** The device's clock; milliseconds since 1970, or ISO 8601 text. */
  now: z.union([z.number(), z.string().check(z.maxLength(40))]),
  cursors,
  /** Each change is judged alone, so the list is only bounded here. */
  changes: z.array(z.unknown()),
  /** Changes in columns (columns.ts), before those in `changes`; then the answer comes in columns, too. */
  columns: z.optional(z.array(sentColumns)),
  /** false: only takes the changes in. Such requests may follow one another without waiting, since no cursor moves by them. */
  pull: z.optional(z.boolean()),
  heal: z.optional(z.array(healRequest).check(z.maxLength(50))),
  report: z.optional(deviceReport),
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
  unsentMedia: z.nullable(z.int()),
  storageUsed: z.nullable(z.number()),
  storageQuota: z.nullable(z.number()),
  persisted: z.nullable(z.boolean()),
  version: z.nullable(z.string()),
  clockOffsetMs: z.nullable(z.number()),
  digestMismatches: z.nullable(z.int()),
  equal: z.nullable(z.boolean()),
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
export type SyncRequest = z.output<typeof syncRequest>;
export type InviteAnswer = z.output<typeof inviteAnswer>;
export type DeviceAnswer = z.output<typeof deviceAnswer>;
export type DeviceReport = z.output<typeof deviceReport>;
export type HistoryAnswer = z.output<typeof historyAnswer>;
export type ErrorAnswer = z.output<typeof errorAnswer>;
