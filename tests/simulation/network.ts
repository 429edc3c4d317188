// The simulated line: every request waits here until the run decides what becomes of it, so that requests and answers
// are cut, doubled, delayed and overtake each other, and only one thing in the world moves at a time. Called by run.ts.
// A tablet asks for the next page while it stores the last one: it counts as moving until that is stored, too. Several
// requests of one round may be under way; any of them may be the next to arrive.
import { disksAtRest } from './storage.ts';

/** What may become of a request on its way up, and of the answer on its way down. */
export type UpFate = 'arrive' | 'twice' | 'lost' | 'busy' | 'crash';
export type DownFate = 'arrive' | 'lost' | 'halved' | 'empty';

export type Flight = {
  readonly tablet: number;
  readonly thread: object;
  readonly url: string;
  readonly init: RequestInit | undefined;
  /** Set once the server has answered. */
  answer?: { readonly status: number; readonly body: string; readonly headers: [string, string][] };
  readonly resolve: (answer: Response) => void;
  readonly reject: (error: Error) => void;
};

export type ServerDoor = (url: string, init: RequestInit | undefined) => Promise<Response>;

/** Who hears the answer to a request whose tablet is dead. */
const NOBODY = {
  thread: { done: Promise.resolve() },
  resolve: (): void => {},
  reject: (): void => {},
};

/** Reading an answer takes a few turns in which no disk moves. */
const IDLE_TURNS = 30;

const cut = (): Error => new TypeError('network');

export class Network {
  readonly flights: Flight[] = [];
  /** While true every request goes straight through: for setting up and for the quiet at the end. */
  open = true;
  readonly #server: ServerDoor;
  readonly #outlives: () => boolean;
  #parked: (() => void) | undefined;
  #thread: object = {};

  /** @param outlives by chance: whether a request still arrives whose tablet dies meanwhile */
  constructor(server: ServerDoor, outlives: () => boolean) {
    this.#server = server;
    this.#outlives = outlives;
  }

  /** The `fetch` of one tablet. */
  fetchOf(tablet: number): typeof fetch {
    return (address, init) => {
      // The device's transport always asks by address.
      const url = address as string;
      if (this.open) return this.#server(url, init);
      return new Promise((resolve, reject) => {
        this.flights.push({
          tablet,
          thread: this.#thread,
          url,
          init,
          resolve,
          reject,
        });
        this.#parked?.();
      });
    };
  }

  /**
   * Starts or resumes something and waits until it has ended or waits for the line again: for a new request, or, when nothing
   * moves any more, for one that it has sent before.
   */
  async move(thread: { done: Promise<unknown> }, go: () => void): Promise<void> {
    this.#thread = thread;
    const parked = new Promise<void>((resolve) => {
      this.#parked = resolve;
    });
    go();
    const ways = [parked, thread.done.catch(() => undefined)];
    if (this.flights.some((flight) => flight.thread === thread)) ways.push(disksAtRest(IDLE_TURNS));
    await Promise.race(ways);
    this.#parked = undefined;
    await disksAtRest();
  }

  #land(flight: Flight): void {
    this.flights.splice(this.flights.indexOf(flight), 1);
  }

  /** The request reaches the server, or not. Its sender goes on only when it was lost. */
  async up(flight: Flight, fate: UpFate): Promise<void> {
    if (fate === 'lost') return this.#give(flight, () => flight.reject(cut()));
    if (fate === 'busy') {
      flight.answer = { status: 503, body: '<html>busy</html>', headers: [['retry-after', '1']] };
      return;
    }
    let answer: Response | undefined;
    try {
      answer = await this.#server(flight.url, flight.init);
      if (fate === 'twice') answer = await this.#server(flight.url, flight.init);
    } catch {
      return this.#give(flight, () => flight.reject(cut()));
    }
    flight.answer = {
      status: answer.status,
      body: await answer.text(),
      headers: [...answer.headers],
    };
  }

  /** The answer reaches the tablet, or not; then the sender goes on. */
  async down(flight: Flight, fate: DownFate): Promise<void> {
    const { answer } = flight;
    if (!answer || fate === 'lost') return this.#give(flight, () => flight.reject(cut()));
    const body =
      fate === 'halved'
        ? answer.body.slice(0, answer.body.length / 2)
        : fate === 'empty'
          ? ''
          : answer.body;
    return this.#give(flight, () =>
      flight.resolve(new Response(body, { status: answer.status, headers: answer.headers })),
    );
  }

  async #give(flight: Flight, go: () => void): Promise<void> {
    this.#land(flight);
    await this.move(flight.thread as { done: Promise<unknown> }, go);
  }

  /** Forgets what a killed tablet had under way: what has reached the server stays there, and what is on its way up may reach it yet. */
  forget(tablet: number): void {
    for (const flight of this.flights.filter((one) => one.tablet === tablet)) {
      this.#land(flight);
      if (!flight.answer && this.#outlives()) this.flights.push({ ...flight, ...NOBODY });
    }
  }
}
