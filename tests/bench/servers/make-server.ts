// What a small server of the bench is: one function from a request to its answer, over a database of its own. Called by serve.ts.
import type { DatabaseSync } from 'node:sqlite';

export type Ask = {
  readonly method: string;
  /** What follows `/<which>/<space>/`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
};
export type Told = { readonly status?: number; readonly text: string };
/** One space is one database file: rounds of a bench don't meet. */
export type MakeServer = (db: DatabaseSync) => (ask: Ask) => Told;
