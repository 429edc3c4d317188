// Whether the screen has been drawn once: for what nobody looks at before that, such as a page for the printer.
import { useEffect, useState } from 'preact/hooks';
import { afterFrame } from './after-frame.ts';

/** False while the first picture is made, true from the frame after it on. */
export function useDrawn(): boolean {
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => {
    let isGone = false;
    void afterFrame().then(() => {
      if (!isGone) setDrawn(true);
    });
    return () => {
      isGone = true;
    };
  }, []);
  return isDrawn;
}
