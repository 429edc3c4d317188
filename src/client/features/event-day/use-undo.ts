// One tap, one write, one way back: keeps the last write's opposite and what was refused. Used by the day's screens.
import { useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import { type Refusal, type Visit, type VisitStep, write } from './day-actions.ts';

type Answer = { readonly ok: true } | { readonly ok: false; readonly error: Refusal };
export type Done = { readonly words: string; readonly undo: () => Promise<Answer> };

export type Undo = {
  readonly done: Done | undefined;
  readonly refusal: Refusal | undefined;
  /** Runs a write; when it was stored, offers `undo`. */
  readonly run: (words: string, act: () => Promise<Answer>, undo: Done['undo']) => Promise<boolean>;
  readonly take: (words: string, visit: Visit, step: VisitStep) => Promise<boolean>;
  readonly back: () => Promise<void>;
  readonly close: () => void;
};

export function useUndo(): Undo {
  const device = useDevice();
  const [done, setDone] = useState<Done>();
  const [refusal, setRefusal] = useState<Refusal>();
  const run: Undo['run'] = async (words, act, undo) => {
    const answer = await act();
    setRefusal(answer.ok ? undefined : answer.error);
    if (answer.ok) setDone({ words, undo });
    return answer.ok;
  };
  return {
    done,
    refusal,
    run,
    take: (words, visit, step) =>
      run(
        words,
        () => write(device, visit.id, step.patch),
        () => write(device, visit.id, step.undo),
      ),
    back: async () => {
      const answer = await done?.undo();
      if (!answer) return;
      setDone(undefined);
      setRefusal(answer.ok ? undefined : answer.error);
    },
    close: () => setDone(undefined),
  };
}
