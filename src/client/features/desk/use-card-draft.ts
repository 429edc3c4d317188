// What is changed in a scam card, kept by itself in a draft record: shortly after the last key, and at once when the page is left.
// Called by ScamCardEditScreen.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Json } from '#core/json.ts';
import type { Row } from '#device/database.ts';
import { useDevice, useRecord } from '#device/live.ts';
import { cardDraftId, keepCardDraft } from './scam-card-actions.ts';
import { isAsPublished, type Registers } from './scam-card-form.ts';

const PAUSE_MS = 600;

type Typed = Readonly<Record<string, Json | null>>;

export type CardDraft = {
  /** The draft with what is still being typed; undefined while it is looked up. */
  readonly values: Registers | undefined;
  /** Sets registers; what says the same as the published card leaves the draft. */
  readonly set: (registers: Registers) => void;
  /** Stores what is typed now; answers when it is stored. */
  readonly flush: () => Promise<void>;
  readonly keeping: boolean;
  readonly problem: string | undefined;
};

export function useCardDraft(id: string, card: Row<'scam-card'> | undefined): CardDraft {
  const device = useDevice();
  const row = useRecord('draft', cardDraftId(id));
  const [typed, setTyped] = useState<Typed>({});
  const [problem, setProblem] = useState<string>();
  const waiting = useRef<Typed>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const last = useRef<Promise<void>>(Promise.resolve());

  const flush = useCallback((): Promise<void> => {
    clearTimeout(timer.current);
    const batch = waiting.current;
    if (Object.keys(batch).length === 0) return last.current;
    waiting.current = {};
    last.current = last.current.then(async () => {
      const done = await keepCardDraft(device, id, batch);
      setProblem(done.ok ? undefined : done.error.code);
      // What was refused stays to be sent with the next key.
      if (!done.ok) waiting.current = { ...batch, ...waiting.current };
      else
        setTyped((now) =>
          Object.fromEntries(Object.entries(now).filter(([name, value]) => batch[name] !== value)),
        );
    });
    return last.current;
  }, [device, id]);

  useEffect(() => {
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') void flush();
    };
    document.addEventListener('visibilitychange', hidden);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      void flush();
    };
  }, [flush]);

  const set = (registers: Registers): void => {
    const next = Object.fromEntries(
      Object.entries(registers).map(([register, value]) => [
        register,
        card && isAsPublished(card, register, value) ? null : value,
      ]),
    );
    waiting.current = { ...waiting.current, ...next };
    setTyped((now) => ({ ...now, ...next }));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), PAUSE_MS);
  };
  const merged: Typed = { ...row?.values, ...typed };
  return {
    // Without the draft the fields would show the published words for a moment, and a quick hand would type into those.
    values:
      row === undefined
        ? undefined
        : Object.fromEntries(
            Object.entries(merged).filter((entry): entry is [string, Json] => entry[1] !== null),
          ),
    set,
    flush,
    keeping: Object.keys(typed).length > 0,
    problem,
  };
}
