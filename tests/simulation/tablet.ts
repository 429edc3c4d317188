// One simulated tablet: the real device room on a disk and a line that fail, a clock that is wrong and jumps, up to two tabs open.
// Called by world.ts.
import { gzipSync } from 'node:zlib';
import type { Database } from '#device/database.ts';
import type { Device } from '#device/device.ts';
import { openDevice } from '#device/device.ts';
import type { RandomBytes } from '#core/ids.ts';
import type { Network } from './network.ts';
import { revive } from './storage.ts';

/** When every simulated world begins. */
export const START = Date.UTC(2026, 2, 1, 10);
export type World = { now: number };
/** A round under way; `done` settles when it has ended. */
export type Thread = { done: Promise<unknown>; ended: boolean };

export class Tablet {
  readonly index: number;
  readonly name: string;
  readonly person: string;
  readonly #world: World;
  readonly #network: Network;
  readonly #random: RandomBytes;
  /** What has to be added to the true time to get what this tablet believes. */
  skew = 0;
  /** Of its app. */
  schema = 1;
  tabs: Device[] = [];
  readonly threads = new Map<Device, Thread>();

  constructor(
    index: number,
    run: string,
    person: string,
    world: World,
    network: Network,
    random: RandomBytes,
  ) {
    this.index = index;
    this.name = `${run}-${index}`;
    this.person = person;
    this.#world = world;
    this.#network = network;
    this.#random = random;
  }

  get device(): Device {
    return this.tabs[0]!;
  }

  async open(): Promise<Device> {
    const device = await openDevice({
      name: this.name,
      origin: 'http://server.test',
      now: () => this.#world.now + this.skew,
      random: this.#random,
      fetch: this.#network.fetchOf(this.index),
      // At once, so that a world takes the same course each time.
      gzip: async (text) => new Uint8Array(gzipSync(text)),
      version: 'torture',
      schema: this.schema,
      automatic: false,
    });
    this.tabs.push(device);
    return device;
  }

  /** As if the battery had been pulled: nothing gets to say goodbye. What is on the disk is there at the next start. */
  async kill(): Promise<void> {
    this.#network.forget(this.index);
    for (const tab of this.tabs) tab.close();
    this.tabs = [];
    this.threads.clear();
    revive(this.name);
    await this.open();
  }

  /** The app is renewed: a tab that is still open lets go of the database when the new one asks for it. */
  async renew(schema: number): Promise<void> {
    this.schema = schema;
    const old = this.tabs;
    this.tabs = [];
    await this.open();
    for (const tab of old) {
      if (tab.db.isOpen()) throw new Error('a tab of an older version holds the database');
      this.tabs.push(tab);
      this.closeTab(tab);
    }
  }

  closeTab(tab: Device): void {
    const thread = this.threads.get(tab);
    if (thread)
      for (const flight of this.#network.flights.filter((one) => one.thread === thread))
        this.#network.flights.splice(this.#network.flights.indexOf(flight), 1);
    this.threads.delete(tab);
    tab.close();
    this.tabs = this.tabs.filter((one) => one !== tab);
  }

  /** A tab whose database another tab has removed says so, and is loaded again. */
  async reload(): Promise<void> {
    for (const tab of this.tabs.filter((one) => !one.db.isOpen())) this.closeTab(tab);
    if (this.tabs.length === 0) await this.open();
  }

  /** A round on one of its tabs, until it has ended or waits for the line. */
  async sync(tab: Device = this.device): Promise<void> {
    if (this.threads.has(tab)) return;
    const thread: Thread = { done: Promise.resolve(), ended: false };
    this.threads.set(tab, thread);
    await this.#network.move(thread, () => {
      // A dead tablet's round ends in an error that nobody is there to see.
      thread.done = tab.engine.sync().then(
        () => this.#end(tab, thread),
        () => this.#end(tab, thread),
      );
    });
  }

  #end(tab: Device, thread: Thread): void {
    thread.ended = true;
    if (this.threads.get(tab) === thread) this.threads.delete(tab);
  }

  readonly database = (): Database => this.device.db;
}
