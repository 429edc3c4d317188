// A tablet in a person's hands: a real Chromium with a profile on disk, which can lose its network, be killed and be started again.
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, chromiumPath } from './chromium.ts';
import { root } from './sources.ts';

export type TabletOptions = {
  readonly url: string;
  readonly width?: number;
  readonly height?: number;
  readonly language?: 'lv-LV' | 'ru-RU' | 'en-GB';
  readonly theme?: 'light' | 'dark';
  /** More for the browser's command line: a camera that plays a file. */
  readonly flags?: readonly string[];
  /** Sets up the profile folder before the browser first sees it. */
  readonly prepare?: (profile: string) => Promise<void>;
};

/** How many files of the build are fetched at first use. */
const laterFiles = (): number => {
  const folder = join(root, 'dist/client/assets/later');
  return existsSync(folder) ? readdirSync(folder).length : 0;
};

export class Tablet {
  readonly #options: TabletOptions;
  readonly #profile: string;
  #context: BrowserContext | undefined;
  #page: Page | undefined;
  #offline = false;
  /** What the browser complained about: policy violations, uncaught errors. Journeys expect it empty. */
  readonly complaints: string[] = [];

  private constructor(options: TabletOptions, profile: string) {
    this.#options = options;
    this.#profile = profile;
  }

  static async open(options: TabletOptions): Promise<Tablet> {
    const profile = await mkdtemp(join(tmpdir(), 'vestnesis-tablet-'));
    await options.prepare?.(profile);
    const tablet = new Tablet(options, profile);
    await tablet.start();
    return tablet;
  }

  get page(): Page {
    if (!this.#page) throw new Error('the tablet is off');
    return this.#page;
  }

  async start(): Promise<void> {
    this.#context = await chromium.launchPersistentContext(this.#profile, {
      executablePath: chromiumPath(),
      args: [...CHROMIUM_FLAGS, ...(this.#options.flags ?? [])],
      viewport: { width: this.#options.width ?? 800, height: this.#options.height ?? 1280 },
      locale: this.#options.language ?? 'lv-LV',
      timezoneId: noonZone(),
      colorScheme: this.#options.theme ?? 'light',
      acceptDownloads: true,
    });
    await this.#context.setOffline(this.#offline);
    this.#take(this.#context.pages()[0] ?? (await this.#context.newPage()));
  }

  /** Goes on in another window; the one before stays as it is. */
  async newPage(): Promise<Page> {
    const page = await this.page.context().newPage();
    this.#take(page);
    return page;
  }

  #take(page: Page): void {
    this.#page = page;
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Trusted/i.test(message.text()))
        this.complaints.push(message.text());
    });
    page.setDefaultTimeout(20_000);
  }

  /** Goes to a path of the app and waits for its heading. */
  async goto(path: string): Promise<void> {
    await this.page.goto(`${this.#options.url}${path}`);
    await this.page.locator('h1').first().waitFor();
  }

  /** An enrolled tablet first keeps every screen, as it does within seconds while it is still among people. */
  async setOffline(offline: boolean): Promise<void> {
    if (offline && !this.#offline) await this.#whole();
    this.#offline = offline;
    await this.#context?.setOffline(offline);
  }

  async #whole(): Promise<void> {
    const keepsLittle = async (least: number): Promise<boolean> => {
      if (!('caches' in globalThis) || !(await caches.has('vestnesis-whole'))) return false;
      const kept = await (await caches.open('vestnesis-later')).keys();
      return kept.length < least;
    };
    for (let i = 0; i < 100; i += 1) {
      if (!(await this.#page?.evaluate(keepsLittle, laterFiles()).catch(() => false))) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the enrolled tablet does not keep every screen within 10 s');
  }

  /** Waits until the installed app answers without network. */
  async installed(): Promise<void> {
    await this.page.waitForFunction(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (
        registration.active?.state === 'activated' && navigator.serviceWorker.controller !== null
      );
    });
  }

  /** As when the battery is pulled out: no goodbye for anything. */
  async kill(): Promise<void> {
    this.#page = undefined;
    this.#context = undefined;
    await killBrowserOf(this.#profile);
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const lock of ['SingletonLock', 'SingletonCookie', 'SingletonSocket'])
      await rm(join(this.#profile, lock), { force: true });
  }

  async close(): Promise<void> {
    await this.#context?.close().catch(() => undefined);
    await this.kill();
    await rm(this.#profile, { recursive: true, force: true });
  }
}

/** Every process whose command line names the profile folder gets SIGKILL. */
async function killBrowserOf(profile: string): Promise<void> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  for (const id of processes) {
    const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
    if (id === process.pid || !command.includes(profile)) continue;
    try {
      process.kill(id, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
}

/** A zone where it is about noon: a day in the field does not cross midnight, whenever the tests run. */
function noonZone(): string {
  const ahead = 12 - new Date().getUTCHours();
  // The sign of these names is turned round: Etc/GMT-3 is three hours ahead.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}
