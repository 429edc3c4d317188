// Who learns on this device now: a learner's id, or nobody in particular. Read by lessons, practice and to-do lists,
// so that a facilitator says it once. Lives as long as the browser tab: the next person must not inherit it by chance.
import { signal, type ReadonlySignal } from '@preact/signals';

const KEY = 'vestnesis.learner';

function kept(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

const chosen = signal<string | undefined>(kept());

/** Learner id; undefined for a resident and for somebody without a code. */
export const whoLearns: ReadonlySignal<string | undefined> = chosen;

/** Says who learns from now on. Where session storage is refused, it holds until the page closes. */
export function chooseLearner(id: string | undefined): void {
  if (chosen.value === id) return;
  chosen.value = id;
  try {
    if (id === undefined) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, id);
  } catch {
    // The choice is made again after a reload: no harm.
  }
}
