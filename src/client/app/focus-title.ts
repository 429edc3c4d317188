// After a navigation the focus goes to the new screen's title, so that a screen reader and the keyboard
// begin there. Called by Shell.tsx.

/** Screens that read the database first may draw their title late; after this the whole screen gets the focus. */
const patienceMs = 3000;

/**
 * Focuses the h1 inside `main`, as soon as there is one; gives up when the person has moved on by themselves.
 * @returns a function that stops waiting
 */
export function focusTitle(main: HTMLElement): () => void {
  const before = document.activeElement;
  const take = (): boolean => {
    const title = main.querySelector<HTMLElement>('h1');
    // Scrolling is the router's: the page is at its top already.
    title?.focus({ preventScroll: true });
    return title !== null;
  };
  if (take()) return () => undefined;
  const stop = (): void => {
    observer.disconnect();
    clearTimeout(timer);
  };
  const observer = new MutationObserver(() => {
    const moved = document.activeElement !== before && document.activeElement !== document.body;
    if (moved || take()) stop();
  });
  observer.observe(main, { childList: true, subtree: true });
  const timer = setTimeout(() => {
    stop();
    main.focus({ preventScroll: true });
  }, patienceMs);
  return stop;
}
