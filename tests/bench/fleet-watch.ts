// Reads what the sampler in the server's process wrote, and what the database's processes used. Called by fleet.bench.ts and fleet-live.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export type Sample = {
  readonly at: number;
  readonly pid: number;
  readonly collected: boolean;
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
  readonly cpuMs: number;
  readonly pauseMs: number;
};

export type Watch = {
  /** For the server's environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly samples: () => readonly Sample[];
  /** Memory after a collection of garbage. */
  readonly collected: () => Promise<Sample>;
  readonly lastBefore: (ms: number) => Sample | undefined;
};

export function watchServer(folder: string): Watch {
  const path = join(folder, 'samples.jsonl');
  const sampler = fileURLToPath(new URL('./fleet-sampler.ts', import.meta.url));
  const samples = (): readonly Sample[] =>
    existsSync(path)
      ? readFileSync(path, 'utf8')
          .split('\n')
          .filter((line) => line.endsWith('}'))
          .map((line) => JSON.parse(line) as Sample)
      : [];
  return {
    env: { FLEET_SAMPLES: path, NODE_OPTIONS: `--import=${sampler}` },
    samples,
    lastBefore: (ms) => samples().findLast(({ at }) => at <= ms),
    collected: async () => {
      const before = samples();
      const pid = before.at(-1)?.pid;
      if (pid === undefined) throw new Error('the server has not written a sample yet');
      process.kill(pid, 'SIGUSR2');
      for (let i = 0; i < 200; i += 1) {
        await wait(50);
        const found = samples()
          .slice(before.length)
          .findLast(({ collected }) => collected);
        if (found) return found;
      }
      throw new Error('the server did not answer the signal');
    },
  };
}

/** Processor time in ms and memory in bytes (shared parts counted once) of PostgreSQL with all its sessions. Linux only. */
export function databaseUse(dataDir: string): { readonly cpuMs: number; readonly bytes: number } {
  const main = Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
  if (!existsSync('/proc')) return { cpuMs: Number.NaN, bytes: Number.NaN };
  let ticks = 0;
  let bytes = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // After the name in brackets: state, parent, ... user and system time, and those of children that have ended.
      const parts = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (Number(name) !== main && Number(parts[1]) !== main) continue;
      ticks += Number(parts[11]) + Number(parts[12]);
      if (Number(name) === main) ticks += Number(parts[13]) + Number(parts[14]);
      const pss = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/smaps_rollup`, 'utf8'));
      bytes += Number(pss?.[1] ?? 0) * 1024;
    } catch {
      // It ended while we looked.
    }
  }
  return { cpuMs: ticks * 10, bytes };
}
