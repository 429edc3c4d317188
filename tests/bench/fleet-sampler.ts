// Loaded into the server's process by the fleet's bench (NODE_OPTIONS --import): writes memory, processor time and the longest pause of its
// event loop to a file, one line a second. SIGUSR2 collects garbage first, so that what is left is what is needed.
import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const path = process.env['FLEET_SAMPLES'];
if (path !== undefined) {
  const pauses = monitorEventLoopDelay({ resolution: 10 });
  pauses.enable();
  const sample = (collected: boolean): void => {
    const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const line = {
      at: Date.now(),
      pid: process.pid,
      collected,
      rss,
      heapUsed,
      heapTotal,
      external,
      cpuMs: (user + system) / 1000,
      pauseMs: pauses.max / 1e6,
    };
    pauses.reset();
    appendFileSync(path, `${JSON.stringify(line)}\n`);
  };
  setInterval(() => sample(false), 1000).unref();
  process.on('SIGUSR2', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    collect();
    collect();
    sample(true);
  });
}
