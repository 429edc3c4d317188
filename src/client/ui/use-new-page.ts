// For screens that are several pages under one path (?step=, ?template=): each page begins at its top with the focus
// on its title, as the shell does for another path. Called by such screens in features.
import { useLayoutEffect, useRef } from 'preact/hooks';

/** @param page what tells the pages apart; nothing happens when the screen opens, that is the shell's */
export function useNewPage(page: string | undefined): void {
  const shown = useRef(page);
  useLayoutEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  }, [page]);
}
