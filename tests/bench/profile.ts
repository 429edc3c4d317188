// Where the main thread's time goes while something runs on a device: the browser's own sampling profiler. Called by device.bench.ts.
import type { Device } from './contenders.ts';

export type Spent = { readonly name: string; readonly ms: number };

/** Functions by their own time, most first. */
export async function profiled(
  { cdp }: Device,
  work: () => Promise<unknown>,
): Promise<readonly Spent[]> {
  await cdp.send('Profiler.enable');
  await cdp.send('Profiler.setSamplingInterval', { interval: 200 });
  await cdp.send('Profiler.start');
  await work();
  const { profile } = await cdp.send('Profiler.stop');
  const names = new Map(
    profile.nodes.map(({ id, callFrame }) => [
      id,
      `${(callFrame.functionName || '(anonymous)').slice(0, 40)}${callFrame.url === '' ? '' : `:${callFrame.lineNumber + 1}`}`,
    ]),
  );
  const spent = new Map<string, number>();
  (profile.samples ?? []).forEach((id, i) => {
    const name = names.get(id) ?? '?';
    spent.set(name, (spent.get(name) ?? 0) + (profile.timeDeltas?.[i] ?? 0) / 1000);
  });
  return [...spent].map(([name, ms]) => ({ name, ms })).toSorted((a, b) => b.ms - a.ms);
}
