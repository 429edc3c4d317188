// One tablet of the fleet: no database and no screen, but the whole protocol: own token, stamps, cursors, outbox, digests that it counts itself,
// and the device's own way to wait after a failure. Called by fleet-storm.ts.
import { addLanes, type Lanes, lanesFrom, lanesHex, NO_LANES, subtractLanes } from '#core/hash.ts';
import { SCHEMA } from '#records/registry.ts';
import { waitAfter } from '#device/sync/retry.ts';
import { recordLanes, stampsOf } from '#sync/digest.ts';
import { toColumns } from '#sync/columns.ts';
import type { SyncAnswer } from '#sync/messages.ts';
import type { WireRecord } from '#sync/wire.ts';
import { type Answer, type Line, readPage } from './fleet-http.ts';
import type { SeededTablet } from './fleet-seed.ts';
import { type Fleet, weekOf } from './fleet-work.ts';

type Stamps = Readonly<Record<string, string>>;

/** What a whole storm adds up to. */
export class Tally {
  /** Milliseconds of each request that was answered with 200. */
  readonly requests: number[] = [];
  /** Milliseconds from coming online until both sides were proven equal, waiting included. */
  readonly rounds: number[] = [];
  /** `503 server-failed` with a Retry-After: the server asks to come back. */
  askedBack = 0;
  /** Anything else that is not 200, by what it was. */
  readonly errors = new Map<string, number>();
  retries = 0;
  pokes = 0;
  pushed = 0;
  pulled = 0;
  /** Rounds that ended with digests that differ. */
  diverged = 0;
  /** Tablet -> `kind/id` of its changes that the server acknowledged. */
  readonly acknowledged = new Map<number, ReadonlySet<string>>();

  error(what: string): void {
    this.errors.set(what, (this.errors.get(what) ?? 0) + 1);
  }
}

const nameOf = ({ kind, id }: { readonly kind: string; readonly id: string }): string =>
  `${kind}/${id}`;

type Round = { readonly ok: true } | { readonly ok: false; readonly retryAfterMs: number };

export class FleetDevice {
  readonly seeded: SeededTablet;
  readonly #line: Line;
  readonly #tally: Tally;
  readonly #cursors: Record<string, number>;
  readonly #digests: Map<string, Lanes>;
  /** What it knows the server to hold of each record that has changed since it left. */
  readonly #stamps = new Map<string, Stamps>();
  #outbox: Map<string, WireRecord>;
  /** As in the app: the first contact after each start carries no changes. */
  #clockKnown = false;
  readonly #acknowledged = new Set<string>();

  constructor(fleet: Fleet, seeded: SeededTablet, line: Line, tally: Tally) {
    this.seeded = seeded;
    this.#line = line;
    this.#tally = tally;
    this.#cursors = { ...seeded.held.cursors };
    this.#digests = new Map(
      Object.entries(seeded.held.digests).map(([name, hex]) => [name, lanesFrom(hex)]),
    );
    const week = weekOf(fleet, seeded.number, seeded.place);
    this.#outbox = new Map(week.map((change) => [nameOf(change), change]));
  }

  get cursors(): Readonly<Record<string, number>> {
    return this.#cursors;
  }

  /** Syncs until both sides are equal, waiting as the app does after each failure. False when `until` (performance.now) came first. */
  async sync(until: number): Promise<boolean> {
    const began = performance.now();
    for (let failures = 1; ; failures += 1) {
      const round = await this.#round();
      if (round.ok) {
        this.#tally.rounds.push(performance.now() - began);
        this.#tally.acknowledged.set(this.seeded.number, this.#acknowledged);
        return true;
      }
      const ms = waitAfter(failures, Math.random(), round.retryAfterMs);
      if (performance.now() + ms > until) return false;
      this.#tally.retries += 1;
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
  }

  async #round(): Promise<Round> {
    for (let page = 0; page < 1000; page += 1) {
      const changes = this.#clockKnown ? [...this.#outbox.values()] : [];
      const answer = await this.#line.post('/sync', this.seeded.token, {
        schema: SCHEMA,
        now: Date.now(),
        cursors: this.#cursors,
        columns: toColumns(changes),
        changes: [],
        report: {
          unsent: this.#outbox.size,
          rejected: 0,
          storageUsed: 4_000_000,
          storageQuota: 2_000_000_000,
          persisted: true,
          version: '0.1.0',
          digestMismatches: 0,
          clockOffsetMs: 0,
          equal: true,
        },
      });
      if (answer.status !== 200) return this.#failed(answer);
      this.#tally.requests.push(answer.ms);
      this.#clockKnown = true;
      const told = readPage(answer.body, changes);
      this.#take(told);
      if (told.more || this.#outbox.size > 0) continue;
      const equal = Object.entries(told.digests).every(
        ([name, hex]) => hex === lanesHex(this.#digests.get(name) ?? NO_LANES),
      );
      // The app would heal; here nothing may need it.
      if (!equal) this.#tally.diverged += 1;
      return { ok: true };
    }
    this.#tally.error('a round without an end');
    return { ok: false, retryAfterMs: 0 };
  }

  #failed({ status, body, retryAfterMs }: Answer): Round {
    const code = (body as { code?: string } | undefined)?.code ?? 'no answer';
    if ((status === 503 || status === 429) && retryAfterMs > 0) this.#tally.askedBack += 1;
    else this.#tally.error(`${status} ${code}`);
    return { ok: false, retryAfterMs };
  }

  #take(answer: SyncAnswer): void {
    for (const { kind, code, message } of answer.rejected)
      this.#tally.error(`${kind} rejected: ${code} ${message}`);
    if (answer.reset) this.#tally.error('a scope was to be pulled afresh');
    for (const receipt of answer.receipts) {
      const name = nameOf(receipt);
      const sent = this.#outbox.get(name);
      if (!sent) continue;
      this.#know(sent, { ...this.#known(sent), ...receipt.fields });
      // Acknowledged only when what the server holds is not older than what was sent.
      if (
        Object.entries(sent.fields).every(([field, [, at]]) => (receipt.fields[field] ?? '') >= at)
      ) {
        this.#outbox.delete(name);
        this.#acknowledged.add(name);
        this.#tally.pushed += 1;
      } else this.#tally.error('a receipt with an older stamp than was sent');
    }
    for (const record of answer.changes) this.#know(record, stampsOf(record.fields));
    this.#tally.pulled += answer.changes.length;
    Object.assign(this.#cursors, answer.cursors);
  }

  #known(record: WireRecord): Stamps {
    return this.#stamps.get(nameOf(record)) ?? this.seeded.place.lists.get(record.id) ?? {};
  }

  #know(record: WireRecord, stamps: Stamps): void {
    const sum = `${record.scope}/${record.kind}`;
    const before = recordLanes(record.id, this.#known(record));
    const after = recordLanes(record.id, stamps);
    const digest = this.#digests.get(sum) ?? NO_LANES;
    this.#digests.set(sum, addLanes(subtractLanes(digest, before), after));
    this.#stamps.set(nameOf(record), stamps);
  }
}
