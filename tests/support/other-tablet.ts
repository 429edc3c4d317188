// Records that another tablet of the same municipality sends to a built server. Called by journeys that need many people's answers.
import { expect } from 'vitest';
import { uuidv7 } from '#core/ids.ts';
import { makeStamp } from '#core/stamp.ts';
import { type Kind, SCHEMA, type Values } from '#records/registry.ts';
import { registersOf } from '#sync/wire.ts';
import { rowsOf } from './screens.ts';
import type { Tablet } from './tablet.ts';

const chance = (n: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(n));
export const newId = (): string => uuidv7(Date.now(), chance);

async function post<T>(url: string, body: unknown, token?: string): Promise<T> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

export type Sent<K extends Kind = Kind> = {
  readonly kind: K;
  readonly scope: string;
  readonly values: Partial<Values<K>>;
  readonly id?: string;
};

const changed = ({ kind, scope, values, id = newId() }: Sent, at: number) => ({
  kind,
  id,
  scope,
  fields: registersOf(kind, values, makeStamp(at, 0, 'journey0')),
});

async function send(api: string, token: string, records: readonly Sent[]): Promise<void> {
  const now = Date.now();
  const { receipts, rejected } = await post<{ receipts: unknown[]; rejected: unknown[] }>(
    `${api}/sync`,
    {
      schema: SCHEMA,
      now,
      cursors: {},
      changes: records.map((one) => changed(one, now - 1000)),
    },
    token,
  );
  expect(rejected).toEqual([]);
  expect(receipts).toHaveLength(records.length);
}

async function tokenOf(desk: Tablet): Promise<string> {
  const identity = (await rowsOf(desk.page, 'meta')).find(({ key }) => key === 'identity');
  return (identity!['value'] as { token: string }).token;
}

/** Sends what only a coordinator may change, as from the same person's laptop. */
export const sendAsCoordinator = async (
  desk: Tablet,
  url: string,
  records: readonly Sent[],
): Promise<void> => send(`${url}/api/v1`, await tokenOf(desk), records);

/**
 * Enrols an ambassador of these sites on a tablet of its own and sends the records from there.
 * @param desk a coordinator's tablet, which invites
 * @param sites ids
 */
export async function sendFromOther(
  desk: Tablet,
  url: string,
  sites: readonly string[],
  records: readonly Sent[],
): Promise<void> {
  const api = `${url}/api/v1`;
  const personId = newId();
  await sendAsCoordinator(desk, url, [
    {
      kind: 'person',
      id: personId,
      scope: 'org',
      values: {
        displayName: 'Paraugs',
        role: 'ambassador',
        sites: Object.fromEntries(sites.map((site) => [site, true])),
        active: true,
      },
    },
  ]);
  const { code } = await post<{ code: string }>(
    `${api}/invites`,
    { personId },
    await tokenOf(desk),
  );
  const other = await post<{ token: string }>(`${api}/enrol`, {
    code,
    device: { id: 'journey1', name: '' },
  });
  await send(api, other.token, records);
}
