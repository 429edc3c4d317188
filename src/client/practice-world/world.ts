// What every drawn part needs to know, without handing it down by hand: words, where to point, what a tap does.
// Provided by Stage (player) and PracticePicture (lessons).
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Action } from '#practice/state.ts';
import type { Words } from './words.ts';

export interface World {
  readonly words: Words;
  /** The target with the arrow, or null. */
  readonly point: string | null;
  /** Null in a lesson's picture: nothing there is a button. */
  readonly act: ((action: Action) => void) | null;
  /** A picture that asks "where is it?": every line and option is a button, also what the step itself does not ask for. */
  readonly find?: ((target: string) => void) | undefined;
}

export const WorldContext = createContext<World | null>(null);

export function useWorld(): World {
  const world = useContext(WorldContext);
  if (!world)
    throw new Error('Drawn outside the practice world: put it into Stage or PracticePicture');
  return world;
}
