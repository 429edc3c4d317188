// For a file whose tests are parts of one story: what comes after a part that failed fails at once and says so, instead of waiting for
// what will never be on the screen. Called once, at the top of such a file.
import { afterEach, beforeEach } from 'vitest';

export function isOneStory(): void {
  let failed = false;
  beforeEach(() => {
    if (failed) throw new Error('an earlier part of this story failed');
  });
  afterEach(({ task }) => {
    failed ||= task.result?.state === 'fail';
  });
}
