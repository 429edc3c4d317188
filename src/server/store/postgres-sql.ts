// One connection inside one transaction, as the adapter's statements see it: the organisation is always $1.
// Used by postgres-reading.ts and postgres-writing.ts.
import type pg from 'pg';
import type { Row } from './rows.ts';

export type Value = string | number | null | Uint8Array | readonly (string | number | null)[];

/** PostgreSQL's text can't hold the character NUL. No key of ours has one; in a name that somebody typed it becomes a visible mark. */
const plain = (value: string): string =>
  value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;

function storable(value: Value): unknown {
  if (typeof value === 'string') return plain(value);
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'string' ? plain(one) : one));
  return value;
}

/** Statements are few and fixed; named, the database reads and plans each once per connection. */
const names = new Map<string, string>();
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = `v${names.size + 1}`));
  return name;
}

export class Sql {
  readonly #client: pg.ClientBase;
  readonly #org: string;

  constructor(client: pg.ClientBase, org: string) {
    this.#client = client;
    this.#org = org;
  }

  async #ask(text: string, values: readonly Value[]): Promise<pg.QueryResult<Row>> {
    const all = [this.#org, ...values.map(storable)];
    return this.#client.query<Row>({ name: nameOf(text), text, values: all });
  }

  all = async (text: string, ...values: Value[]): Promise<Row[]> =>
    (await this.#ask(text, values)).rows;
  get = async (text: string, ...values: Value[]): Promise<Row | undefined> =>
    (await this.#ask(text, values)).rows[0];
  /** How many rows it touched. */
  run = async (text: string, ...values: Value[]): Promise<number> =>
    (await this.#ask(text, values)).rowCount ?? 0;
}
