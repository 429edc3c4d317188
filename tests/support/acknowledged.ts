// Listens on the lines of devices and remembers every receipt that reached one of them: what a server has acknowledged must be
// there ever after, whatever is killed. Called by tests that kill servers and databases.
import { gunzipSync } from 'node:zlib';
import type { Stamp } from '#core/stamp.ts';
import type { Device } from '#device/device.ts';
import { type Columns, fromColumns, fullReceipts } from '#sync/columns.ts';
import type { EnrolAnswer, SyncAnswer } from '#sync/messages.ts';
import type { InviteAnswer } from '#sync/server-messages.ts';
import type { WireRecord } from '#sync/wire.ts';
import { type BuiltServer, SETUP_CODE } from './built-server.ts';
import { testDevice } from './device.ts';

/** Devices in tests of real processes live by the real clock. */
const clock = {
  get now(): number {
    return Date.now();
  },
};

export type Ledger = {
  /** A line to the server at this address that writes down what it hears. */
  readonly line: (url: string) => typeof fetch;
  /** The same over another line. */
  readonly over: (line: typeof fetch) => typeof fetch;
  readonly count: () => number;
  /** Requests that got no whole answer. */
  readonly cut: () => number;
  /** Registers that had been acknowledged before it was read what is there, and are not there, or are there older. */
  readonly missing: (
    read: () => readonly WireRecord[] | Promise<readonly WireRecord[]>,
  ) => Promise<string[]>;
};

export function openLedger(): Ledger {
  const acknowledged = new Map<string, Stamp>();
  let cut = 0;
  const over =
    (line: typeof fetch): typeof fetch =>
    async (input, init) => {
      let answer: Response;
      let text: string;
      try {
        answer = await line(input, init);
        text = await answer.text();
      } catch (error) {
        cut += 1;
        throw error;
      }
      const { pathname } = new URL(input instanceof Request ? input.url : String(input));
      if (answer.ok && pathname.endsWith('/sync')) {
        const { receipts, stored = [] } = JSON.parse(text) as SyncAnswer;
        for (const { kind, id, fields } of fullReceipts(await sentBy(init), stored, receipts))
          for (const [name, stamp] of Object.entries(fields))
            acknowledged.set(`${kind}/${id} ${name}`, stamp);
      }
      return new Response(text, answer);
    };
  return {
    count: () => acknowledged.size,
    cut: () => cut,
    line: (url) =>
      over(async (input, init) => {
        const { pathname } = new URL(input instanceof Request ? input.url : String(input), url);
        return fetch(`${url}${pathname}`, init);
      }),
    over,
    missing: async (read) => {
      // Devices go on meanwhile: what is acknowledged after the reading need not be in it.
      const before = [...acknowledged];
      const there = new Map(
        (await read()).flatMap(({ kind, id, fields }) =>
          Object.entries(fields).map(([name, [, stamp]]) => [`${kind}/${id} ${name}`, stamp]),
        ),
      );
      return before.flatMap(([key, stamp]) => ((there.get(key) ?? '') < stamp ? key : []));
    },
  };
}

/** The changes of a request, which devices send in columns. */
async function sentBy(init: RequestInit | undefined): Promise<WireRecord[]> {
  const bytes = Buffer.from(await new Response(init?.body ?? null).arrayBuffer());
  const text = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  const { columns = [] } = JSON.parse(text.toString()) as { readonly columns?: Columns[] };
  return fromColumns(columns);
}

const post = async <T>(url: string, path: string, body: unknown, token?: string): Promise<T> => {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
};

/** The first coordinator, speaking by hand. */
export class Desk {
  readonly url: string;
  readonly enrolled: EnrolAnswer;

  private constructor(url: string, enrolled: EnrolAnswer) {
    this.url = url;
    this.enrolled = enrolled;
  }

  static async open({ url }: BuiltServer): Promise<Desk> {
    const device = { id: 'desk0000', name: 'Galds' };
    return new Desk(url, await post(url, '/enrol', { code: SETUP_CODE, device }));
  }

  get site(): string {
    return this.enrolled.scopes.find((scope) => scope.startsWith('site:')) ?? '';
  }

  /** An enrolment code for another device of the coordinator, or of the person with this id. */
  async code(personId = this.enrolled.person.id): Promise<string> {
    const { token } = this.enrolled;
    return (await post<InviteAnswer>(this.url, '/invites', { personId }, token)).code;
  }

  async device(name: string, line: typeof fetch): Promise<Device> {
    const device = await testDevice({ clock, fetch: line });
    const enrolled = await device.enrol(await this.code(), name);
    if (!enrolled.ok) throw new Error(enrolled.error.message);
    return device;
  }

  sync = (changes: readonly WireRecord[], cursors = {}): Promise<SyncAnswer> =>
    post(this.url, '/sync', { schema: 1, now: Date.now(), cursors, changes }, this.enrolled.token);

  /** What the server has, as somebody sees it who comes new. */
  async everything(): Promise<WireRecord[]> {
    const records: WireRecord[] = [];
    for (let cursors = {}; ;) {
      const answer = await this.sync([], cursors);
      records.push(...answer.changes);
      ({ cursors } = answer);
      if (!answer.more) return records;
    }
  }
}
