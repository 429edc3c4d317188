// Rows of the tables as the things of the Store contract. Both adapters read with the same columns, whatever their driver makes of numbers.
import type { Kind } from '#records/registry.ts';
import type { DeviceReport } from '#sync/server-messages.ts';
import { answerWeight, fieldsFrom } from './fields-text.ts';
import type {
  Device,
  Digest,
  HistoryEntry,
  Invite,
  Media,
  MediaReference,
  Pulls,
  StoredRecord,
  Token,
} from './store.ts';

export type Row = Readonly<Record<string, unknown>>;

export const COLUMNS = {
  record: 'kind, id, scope, seq, fields',
  token: 'hash, device, person, created_at, revoked_at, wipe, pulls',
  device: 'id, name, person, enrolled_at, last_seen, report',
  invite: 'hash, person, created_at, expires_at, used_at',
  entry: 'name, old_value, old_stamp, new_stamp, person, device, at',
  media: 'sha, type, size, person, created_at',
} as const;

export const asRecord = (row: Row): StoredRecord => {
  const text = String(row['fields']);
  const fields = fieldsFrom(text);
  return {
    kind: String(row['kind']) as Kind,
    id: String(row['id']),
    scope: String(row['scope']),
    seq: Number(row['seq']),
    fields,
    size: answerWeight(text, fields),
  };
};

const optionalNumber = <K extends string>(name: K, value: unknown): { [P in K]?: number } =>
  (value === null || value === undefined ? {} : { [name]: Number(value) }) as { [P in K]?: number };

export const asToken = (row: Row): Token => ({
  hash: String(row['hash']),
  device: String(row['device']),
  person: String(row['person']),
  createdAt: Number(row['created_at']),
  ...optionalNumber('revokedAt', row['revoked_at']),
  wipe: Number(row['wipe']) === 1,
  pulls: JSON.parse(String(row['pulls'])) as Pulls,
});

export const asDevice = (row: Row): Device => ({
  id: String(row['id']),
  name: String(row['name']),
  person: String(row['person']),
  enrolledAt: Number(row['enrolled_at']),
  ...optionalNumber('lastSeen', row['last_seen']),
  ...(row['report'] === null
    ? {}
    : { report: JSON.parse(row['report'] as string) as DeviceReport }),
});

export const asInvite = (row: Row): Invite => ({
  hash: String(row['hash']),
  person: String(row['person']),
  createdAt: Number(row['created_at']),
  expiresAt: Number(row['expires_at']),
  ...optionalNumber('usedAt', row['used_at']),
});

export const asEntry = (row: Row): HistoryEntry => ({
  name: String(row['name']),
  oldValue: JSON.parse(String(row['old_value'])) as unknown,
  oldStamp: String(row['old_stamp']),
  newStamp: String(row['new_stamp']),
  person: String(row['person']),
  device: String(row['device']),
  at: Number(row['at']),
});

export const asTimes = (row: Row | undefined): number[] =>
  row === undefined ? [] : (JSON.parse(String(row['times'])) as number[]);

export const asMedia = (row: Row): Media => ({
  sha: String(row['sha']),
  type: String(row['type']),
  size: Number(row['size']),
  person: String(row['person']),
  createdAt: Number(row['created_at']),
});

export const asDigest = (row: Row): Digest => ({
  scope: String(row['scope']),
  kind: String(row['kind']) as Kind,
  hex: String(row['hex']),
});

export const asReference = (row: Row): MediaReference => ({
  kind: String(row['kind']) as Kind,
  id: String(row['id']),
  scope: String(row['scope']),
});
