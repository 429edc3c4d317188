// The belt where it is an ornament or a bonus: its code comes after everything that people wait for.
import { useEffect, useState } from 'preact/hooks';

import type { Belt, BeltProps } from './Belt.tsx';

export function LazyBelt(props: BeltProps) {
  const [woven, setWoven] = useState<{ readonly Belt: typeof Belt } | null>(null);
  useEffect(() => {
    // Without a network and not yet on the device: there is simply no ornament.
    void import('./Belt.tsx').then(setWoven, () => undefined);
  }, []);
  return woven && <woven.Belt {...props} />;
}
