// What a bench asks of our server besides the device: persons at places of their own, codes, and places filled with records.
// Called by contenders.ts and device.bench.ts.
import { uuidv7 } from '#core/ids.ts';
import { makeStamp } from '#core/stamp.ts';
import { type Kind, SCHEMA } from '#records/registry.ts';
import type { EnrolAnswer, SyncAnswer } from '#sync/messages.ts';
import { registersOf, type WireRecord } from '#sync/wire.ts';
import { seededBytes } from '../support/device.ts';
import { sample } from './sample.ts';

const random = seededBytes(23);
const PAGE = 1000;

export type Person = { readonly id: string; readonly scope: string };
export type Places = {
  /** An ambassador of the next place: what others wrote elsewhere never reaches them. */
  readonly newPerson: () => Promise<Person>;
  readonly invite: (personId: string) => Promise<string>;
  /** Puts n lists into a scope, as if other tablets had sent them. */
  readonly fill: (scope: string, n: number) => Promise<void>;
};

export async function makePlaces(url: string, setupCode: string): Promise<Places> {
  const post = async <T>(path: string, body: unknown, token?: string): Promise<T> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const device = { id: 'benchdsk', name: 'Galds' };
  const desk = await post<EnrolAnswer>('/enrol', { code: setupCode, device });
  let cursors: SyncAnswer['cursors'] = {};
  const push = async (changes: readonly WireRecord[]): Promise<void> => {
    const body = { schema: SCHEMA, now: Date.now(), cursors, changes };
    const answer = await post<SyncAnswer>('/sync', body, desk.token);
    ({ cursors } = answer);
    if (answer.receipts.length !== changes.length)
      throw new Error(`the server refused ${JSON.stringify(answer.rejected[0])}`);
  };
  const record = (kind: Kind, scope: string, values: Record<string, unknown>): WireRecord => {
    const fields = registersOf(kind, values, makeStamp(Date.now() - 5000, 0, device.id));
    return { kind, id: uuidv7(Date.now(), random), scope, fields };
  };
  let persons = 0;

  return {
    newPerson: async () => {
      const place = desk.sites[persons % desk.sites.length]!;
      persons += 1;
      const person = record('person', 'org', {
        displayName: `Vēstnesis ${persons}`,
        role: 'ambassador',
        sites: { [place.id]: true },
      });
      await push([person]);
      return { id: person.id, scope: `site:${place.id}` };
    },
    invite: async (personId) =>
      (await post<{ code: string }>('/invites', { personId }, desk.token)).code,
    fill: async (scope, n) => {
      for (let from = 0; from < n; from += PAGE) {
        await push(
          Array.from({ length: Math.min(PAGE, n - from) }, (_, i) =>
            record('todo-list', scope, sample(from + i)),
          ),
        );
      }
    },
  };
}
