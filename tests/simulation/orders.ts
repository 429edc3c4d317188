// What postgres-server.ts tells a server process that it starts (serve.ts), and with each request.
import type { PageLimits } from './limits.ts';

/** Headers of a request: the world's time in milliseconds, and in how many store calls this process dies. */
export const NOW = 'x-world-now';
export const CRASH_IN = 'x-world-crash-in';

export type Orders = {
  readonly url: string;
  readonly org: string;
  readonly seed: string;
  /** 8 characters. */
  readonly server: string;
  readonly now: number;
  readonly limits: PageLimits;
  readonly schema: number;
};
