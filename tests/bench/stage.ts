// The stage for benches: the built server, the small servers of floor and peers, one front before them all, a browser.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type CDPSession, chromium } from 'playwright-core';
import { build } from 'vite';
import { type BuiltServer, builtServer } from '../support/built-server.ts';
import { CHROMIUM_FLAGS, chromiumPath } from '../support/chromium.ts';
import { type Front, openFront, type Wire } from './front.ts';
import { ensurePeers } from './peers-install.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export type Stage = {
  /** Our server's own address. */
  readonly app: string;
  /** The page with us and the floor, behind the front. */
  readonly bench: string;
  /** The page with the peers, behind the same front. */
  readonly peers: string;
  readonly browser: Browser;
  readonly wire: () => Wire;
  /** Processor time so far of the browser and of a contender's server, milliseconds: what a busy machine can't spoil. */
  readonly cpu: (name: string) => Promise<number>;
  readonly close: () => Promise<void>;
};

export type StageOptions = {
  /** Readable names in profiles. */
  readonly plain?: boolean;
  /** Which peers' servers to start; their packages are installed when there are any. */
  readonly peers?: readonly string[];
};

export async function openStage({
  plain = process.env['BENCH_PLAIN'] !== undefined,
  peers = [],
}: StageOptions = {}): Promise<Stage> {
  if (peers.length > 0) await ensurePeers();
  const folder = await mkdtemp(join(tmpdir(), 'vestnesis-bench-'));
  const pages = ['./device-driver.html', ...(peers.length > 0 ? ['./peers/peers.html'] : [])];
  await build({
    configFile: false,
    root: at('.'),
    logLevel: 'error',
    build: {
      outDir: join(folder, 'page'),
      emptyOutDir: true,
      target: 'chrome111',
      minify: plain ? false : 'oxc',
      rolldownOptions: { input: pages.map(at) },
    },
  });
  const server: BuiltServer = await builtServer();
  const small = await Promise.all(
    ['floor', 'packed', ...peers].map((which) => smallServer(which, folder)),
  );
  const front: Front = await openFront(join(folder, 'page'), {
    api: server.url,
    ...Object.fromEntries(small.map(({ which, url }) => [which, url])),
  });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
  const asking = await browser.newBrowserCDPSession();
  return {
    app: server.url,
    bench: `${front.url}/device-driver.html`,
    peers: `${front.url}/peers/peers.html`,
    browser,
    wire: front.wire,
    cpu: async (name) => {
      const pid = small.find(({ which }) => which === name)?.child.pid ?? server.pid();
      return (await cpuOfBrowser(asking)) + (await cpuOfProcess(pid));
    },
    close: async () => {
      await browser.close();
      await front.close();
      for (const { child } of small) child.kill();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function cpuOfBrowser(asking: CDPSession): Promise<number> {
  const { processInfo } = await asking.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}

/** Linux tells it in hundredths of a second (man 5 proc, fields 14 and 15); elsewhere the server's part is left out. */
async function cpuOfProcess(pid: number | undefined): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
}

type SmallServer = { readonly which: string; readonly url: string; readonly child: ChildProcess };

/** A process of its own, as ours is. */
function smallServer(which: string, folder: string): Promise<SmallServer> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [at('./servers/serve.ts'), which, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.once('exit', (code) => reject(new Error(`the server of ${which} ended with ${code}`)));
    child.stdout.once('data', (said: Buffer) =>
      resolve({ which, url: `http://127.0.0.1:${Number(said.toString())}`, child }),
    );
  });
}
