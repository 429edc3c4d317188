// Turns a hand's tap into one action: Button and everything built on it call this.
import { useRef } from 'preact/hooks';

/** A trembling or impatient finger taps twice within this time; the second tap means nothing (rule 9). */
export const doubleTapMs = 400;

/**
 * Wraps a handler so that a second click within 400 ms is swallowed, default action included
 * (a form is not sent twice). `click` fires on release, and not when the finger slid off: rule 9.
 */
export function usePress(
  onPress: ((event: MouseEvent) => void) | undefined,
): (event: MouseEvent) => void {
  const last = useRef(Number.NEGATIVE_INFINITY);
  return (event) => {
    // The event's own time: the same clock for every event, and none of ours.
    if (event.timeStamp - last.current < doubleTapMs) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    last.current = event.timeStamp;
    onPress?.(event);
  };
}
