// Work that must not keep the next picture waiting. Called where a tap changes the screen and is kept as well, and for what only a printer sees.

/** A page that nobody looks at draws no frames. */
const AT_THE_LATEST_MS = 100;

/** Resolves when the next frame has been drawn. */
export const afterFrame = (): Promise<void> =>
  new Promise((resolve) => {
    const late = setTimeout(resolve, AT_THE_LATEST_MS);
    // A frame's callback runs before that frame is drawn; a task made in it runs after.
    requestAnimationFrame(() => {
      clearTimeout(late);
      setTimeout(resolve);
    });
  });
