// The belt where it is an ornament or a bonus: its code comes after everything that people wait for.
import { later } from '../later.ts';
import type { BeltProps } from './Belt.tsx';

export const LazyBelt = later<BeltProps>(async () => (await import('./Belt.tsx')).Belt);
