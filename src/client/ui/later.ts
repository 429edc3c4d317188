// A part of a screen whose code comes after what people wait for: ornaments, offers, the state of sync.
// Called by LazyBelt.tsx and the shell.
import { type ComponentType, type FunctionComponent, h } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/**
 * A component that draws nothing until its code is there, and nothing at all when it cannot come
 * (no network and not yet on the device). Not for anything that a person needs.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): FunctionComponent<Props> {
  let part: ComponentType<Props> | undefined;
  return function Later(props: Props) {
    const [, redraw] = useState(false);
    useEffect(() => {
      if (part) return;
      void load().then(
        (loaded) => {
          part = loaded;
          redraw(true);
        },
        () => undefined,
      );
    }, []);
    return part ? h(part, props) : null;
  };
}
