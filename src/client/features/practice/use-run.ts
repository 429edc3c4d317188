// A run being played: the engine's state in memory, saved at each step, with the browser's Back as a step back (rule 16).
// Called by RunScreen.
import { useEffect, useRef, useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import { act, replay } from '#practice/attempt.ts';
import type { Action, Attempt, LoggedAction } from '#practice/state.ts';
import type { Scenario } from '#practice/scenario.ts';
import { afterFrame } from '#ui/after-frame.ts';
import { finishRun, keepRun } from './practice-actions.ts';
import type { AttemptRow } from './practice-queries.ts';

export interface RunState {
  readonly attempt: Attempt;
  readonly act: (action: Action) => void;
  readonly back: () => void;
  /** A save was refused: the tablet is full, or the record is gone. */
  readonly unkept: boolean;
}

/** Marks our own entries in the browser's history. */
const MARK = 'vestnesis-practice';
const isOurs = (): boolean => (history.state as { mark?: unknown } | null)?.mark === MARK;

export function useRun(
  scenario: Scenario,
  row: AttemptRow,
  onFinished: (id: string) => void,
  onLeave: () => void,
): RunState {
  const device = useDevice();
  const [attempt, setAttempt] = useState(() =>
    replay(scenario, row, (row.events ?? []) as unknown as LoggedAction[]),
  );
  const [unkept, setUnkept] = useState(false);
  // Two quick taps come before a redraw: the second must see what the first made.
  const latest = useRef(attempt);
  const saving = useRef<Promise<unknown>>(Promise.resolve());

  const save = (done: Attempt): void => {
    saving.current = saving.current.then(afterFrame).then(async () => {
      if (!done.finished) {
        setUnkept(!(await keepRun(device, row.id, done)).ok);
        return;
      }
      const kept = await finishRun(device, row, done);
      setUnkept(!kept.ok);
      if (kept.ok && kept.value !== row.id) onFinished(kept.value);
    });
  };

  /** False when the action changed nothing. */
  const dispatch = (action: Action): boolean => {
    const before = latest.current;
    const after = act(
      before,
      action,
      Math.max(0, Math.min(device.now() - row.startedAt, 86_399_999)),
    );
    if (after === before) return false;
    latest.current = after;
    setAttempt(after);
    // Typing is saved with the button that ends it; everything else at once.
    if (action.do !== 'type') save(after);
    if (after.at !== before.at && action.do !== 'back' && action.do !== 'undo')
      history.pushState({ mark: MARK }, '', location.href);
    return true;
  };

  useEffect(() => {
    const stepBack = (): void => {
      // The browser has already gone elsewhere: that is not ours to answer.
      if (new URLSearchParams(location.search).get('run') !== row.id) return;
      // At the end, or where nothing can be taken back, Back leaves; else it would seem broken for many presses.
      if (!dispatch({ do: 'back' })) onLeave();
    };
    addEventListener('popstate', stepBack);
    return () => removeEventListener('popstate', stepBack);
  }, []);

  return {
    attempt,
    act: (action) => void dispatch(action),
    // After a reload the history may hold none of our entries; then step back without it.
    back: () => {
      if (isOurs()) history.back();
      else dispatch({ do: 'back' });
    },
    unkept,
  };
}
