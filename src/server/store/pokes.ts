// Tells whoever listens that a scope was changed, or that a device's rights were. Within this process; a store shared by
// several processes carries the same words between them.
export type Poke =
  | {
      readonly about: 'scope';
      readonly scope: string;
      readonly seq: number;
      /** Hash of the sender's token: it needs no poke. */ readonly from?: string;
    }
  | { readonly about: 'device'; readonly device: string };

export type Pokes = {
  readonly publish: (poke: Poke) => void;
  /** Answers how to stop listening. */
  readonly listen: (listener: (poke: Poke) => void) => () => void;
};

export function createPokes(): Pokes {
  const listeners = new Set<(poke: Poke) => void>();
  return {
    publish: (poke) => {
      for (const listener of listeners) listener(poke);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
