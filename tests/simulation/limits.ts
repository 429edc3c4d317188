// The limits of the simulated world: with the real ones it would never see a second page. Set by run.ts and, in another process, by serve.ts.
import { LIMITS } from '#sync/messages.ts';

export type PageLimits = { readonly changes: number; readonly pageRecords: number };

export const USUAL: PageLimits = { changes: LIMITS.changes, pageRecords: LIMITS.pageRecords };
/** Every pull takes several pages, every push of a morning's work several requests. */
export const SMALL: PageLimits = { changes: 5, pageRecords: 7 };

/** From now on both sides of this process, which ask for them at each request, keep these. */
export const setLimits = (limits: PageLimits): void => void Object.assign(LIMITS, limits);
