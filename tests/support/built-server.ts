// Starts the built server as its own process on a folder of its own: journeys and benches talk to what people will run.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
export const SETUP_CODE = 'TEST-0001';

export type BuiltServer = {
  readonly url: string;
  readonly dataDir: string;
  /** Of its process now; a bench asks what it costs. */
  readonly pid: () => number | undefined;
  /** Finishes running requests and exits. */
  readonly stop: () => Promise<void>;
  /** As a power cut would: no goodbye. */
  readonly kill: () => Promise<void>;
  /** The same port and data again. */
  readonly start: () => Promise<void>;
  /** Stops and removes the data. */
  readonly close: () => Promise<void>;
};

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

export type BuiltServerOptions = {
  readonly args?: readonly string[];
  /** Another folder with `client` and `server` in it, for a test that changes what is served. */
  readonly dist?: string;
};

export async function builtServer(
  env: Record<string, string> = {},
  { args = [], dist = DIST }: BuiltServerOptions = {},
): Promise<BuiltServer> {
  const main = join(dist, 'server', 'main.js');
  const dataDir = await mkdtemp(join(tmpdir(), 'vestnesis-test-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    let said = '';
    const started = spawn(process.execPath, [main, ...args], {
      env: {
        ...process.env,
        PORT: `${port}`,
        HOST: '127.0.0.1',
        DATA_DIR: dataDir,
        SETUP_CODE,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (part: Buffer) => (said += part.toString()));
    child = started;
    for (let i = 0; i < 300; i += 1) {
      const answer = await fetch(`${url}/api/v1/health`).catch(() => undefined);
      // The greeting comes last: by then the first coordinator's code holds.
      if (answer?.ok && said.includes(' is running at ')) return;
      if (started.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the built server did not answer within 30 s; it said:\n${said}`);
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill(signal);
    await ended;
  };
  await start();
  return {
    url,
    dataDir,
    pid: () => child?.pid,
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    close: async () => {
      await end('SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
