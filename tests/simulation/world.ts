// A simulated world: its clock, chance, server, line, tablets and people; how it lives and how it comes to rest.
// Made by run.ts; the events in actions.ts act upon it.
import { dropDatabase } from './storage.ts';
import { type Random, randomFrom } from '#core/random.ts';
import { uuidv7 } from '#core/ids.ts';
import type { Role } from '#records/define-record.ts';
import type { Kind } from '#records/registry.ts';
import { countWaiting } from '#device/outbox.ts';
import { Model } from './model.ts';
import { Network } from './network.ts';
import { falseGreens } from './proof.ts';
import { SMALL, setLimits, USUAL } from './limits.ts';
import type { MakeServer, SimServer } from './server.ts';
import { START, Tablet, type World } from './tablet.ts';

export type Plan = {
  readonly seed: number;
  readonly devices: number;
  readonly ops: number;
  /** Kinds of event that are left out (names in actions.ts). */
  readonly without?: readonly string[];
};

const PASSES = 12;
const GREEN_EVERY = 100;

export class Run {
  readonly random: Random;
  readonly world: World = { now: START };
  readonly server: SimServer;
  readonly network: Network;
  readonly model = new Model();
  readonly sites: string[] = [];
  readonly tablets: Tablet[] = [];
  readonly records: { kind: Kind; id: string }[] = [];
  readonly length: number;
  readonly restores: boolean;
  /** Server and tablets go over to a newer schema on the way. */
  readonly renews: boolean;
  /** Pulls and pushes come in small pages. */
  readonly isSmall: boolean;
  readonly #name: string;
  faults = 0;
  counter = 0;
  step = 0;
  restored = false;
  accessFrozen = false;

  constructor(plan: Plan, makeServer: MakeServer) {
    this.random = randomFrom(`torture ${plan.seed}`);
    this.length = plan.ops;
    this.restores = plan.seed % 3 === 0;
    this.renews = plan.seed % 5 < 2;
    this.isSmall = plan.seed % 2 === 0;
    this.#name = `torture-${plan.seed}`;
    const bytes = (n: number): Uint8Array =>
      Uint8Array.from({ length: n }, () => this.random.int(0, 255));
    const limits = this.isSmall ? SMALL : USUAL;
    setLimits(limits);
    this.server = makeServer({ seed: plan.seed, now: this.now, random: bytes, limits });
    this.network = new Network(
      (url, init) => this.server.door(url, init),
      () => this.isSmall && this.random.int(0, 1) === 0,
    );
    this.bytes = bytes;
  }

  readonly bytes: (n: number) => Uint8Array;
  now = (): number => this.world.now;

  async settle(devices: number): Promise<void> {
    await this.server.open();
    for (let i = 0; i < 3; i += 1) {
      const id = uuidv7(this.now(), this.bytes);
      this.sites.push(id);
      await this.server.put('site', id, 'org', { name: `Bibliotēka ${i}` });
    }
    const people: string[] = [];
    for (let i = 0; i < devices; i += 1) {
      // Every fourth tablet is another one of somebody's who has one already.
      const role: Role =
        i === 0
          ? 'coordinator'
          : this.random.pick(['ambassador', 'ambassador', 'mentor', 'coordinator'] as const);
      const sites = this.sites.filter(() => this.random.int(0, 2) > 0);
      const person =
        i > 1 && i % 4 === 3
          ? this.random.pick(people.slice(1))
          : await this.server.person(role, sites.length > 0 ? sites : this.sites.slice(0, 1));
      people.push(person);
      const tablet = new Tablet(i, this.#name, person, this.world, this.network, this.bytes);
      this.tablets.push(tablet);
      await tablet.open();
      await this.enrol(tablet);
      if (this.random.int(0, 9) < 3)
        tablet.skew = this.random.int(-4000, 4000) * 86_400_000 + this.random.int(0, 9_999_999);
    }
  }

  /** Something done on a line that does not fail. */
  async straight<T>(work: () => Promise<T>): Promise<T> {
    const before = this.network.open;
    this.network.open = true;
    try {
      return await work();
    } finally {
      this.network.open = before;
    }
  }

  async enrol(tablet: Tablet): Promise<void> {
    // It cleared itself at the coordinator's word, and what was unsent went with that.
    if (tablet.device.identity.value === undefined) this.model.wiped(tablet);
    const code = await this.server.code(tablet.person);
    const done = await this.straight(() => tablet.device.enrol(code, `Planšete ${tablet.index}`));
    if (!done.ok && done.error.code !== 'code-expired')
      throw new Error(`enrolment failed: ${done.error.message}`);
    // Another tab learns who signed in only when it starts.
    for (const tab of tablet.tabs.slice(1)) tablet.closeTab(tab);
  }

  /** @param bag what may happen, as often in it as it is likely */
  async live(bag: readonly ((run: Run) => Promise<void>)[]): Promise<string[]> {
    const findings: string[] = [];
    this.network.open = false;
    for (this.step = 0; this.step < this.length; this.step += 1) {
      this.world.now += this.random.int(0, this.random.int(0, 20) === 0 ? 600_000 : 5000);
      await this.random.pick(bag)(this);
      for (const tablet of this.tablets) await tablet.reload();
      if (this.step % GREEN_EVERY === 0 && !this.restored) {
        const tablet = this.random.pick(this.tablets);
        findings.push(...(await this.server.store.read((reading) => falseGreens(tablet, reading))));
      }
    }
    return findings;
  }

  /** All lines open, all clocks right, the server up: after a few rounds each, nothing may move any more. */
  async quiet(): Promise<string[]> {
    this.server.down = false;
    while (this.network.flights.length > 0) {
      const flight = this.random.pick(this.network.flights);
      if (flight.answer) await this.network.down(flight, 'lost');
      else await this.network.up(flight, 'arrive');
    }
    this.network.open = true;
    for (const tablet of this.tablets) {
      tablet.skew = 0;
      for (const tab of tablet.tabs.slice(1)) tablet.closeTab(tab);
    }
    await this.#renewAll();
    let calm = 0;
    let errors: string[] = [];
    for (let pass = 0; pass < PASSES && calm < 3; pass += 1) {
      this.world.now += 120_000;
      const before = await this.movement();
      errors = await this.pass();
      if ((await this.movement()) !== before) errors.push('the server still changes');
      calm = errors.length === 0 ? calm + 1 : 0;
      // Tablets wait a day before they let go of what a server put back to a backup does not give them any more.
      if (calm === 1 && this.restored) this.world.now += 86_400_000;
    }
    return errors;
  }

  /** Who is still of an older version gets the new one, the server first. */
  async #renewAll(): Promise<void> {
    const newest = Math.max(this.server.schema, ...this.tablets.map(({ schema }) => schema));
    if (this.server.schema < newest) {
      this.server.schema = newest;
      await this.server.restart();
    }
    for (const tablet of this.tablets) if (tablet.schema < newest) await tablet.renew(newest);
  }

  /** One round on every tablet; answers what shows that it is not quiet yet. */
  async pass(): Promise<string[]> {
    const errors: string[] = [];
    for (const tablet of this.tablets) {
      const held = tablet.device.identity.value;
      if (!held || held.signedOut) await this.enrol(tablet);
      const { error } = await tablet.device.engine.sync();
      if (error !== undefined) errors.push(`tablet ${tablet.index} still fails with ${error}`);
      if (!tablet.device.identity.value) {
        errors.push(`tablet ${tablet.index} was cleared`);
        continue;
      }
      const { unsent } = await countWaiting(tablet.device.db);
      if (unsent > 0) errors.push(`tablet ${tablet.index} has ${unsent} unsent`);
    }
    return errors;
  }

  /** Changes whenever any record of the server does. */
  movement = (): Promise<string> =>
    this.server.store.read(async (reading) => {
      const scopes = ['public', 'org', ...this.sites.map((site) => `site:${site}`)];
      return JSON.stringify(await Promise.all(scopes.map((scope) => reading.scopeState(scope))));
    });

  async close(): Promise<void> {
    for (const tablet of this.tablets) {
      for (const tab of tablet.tabs) tab.close();
      await dropDatabase(tablet.name);
    }
    await this.server.close();
    setLimits(USUAL);
  }
}
