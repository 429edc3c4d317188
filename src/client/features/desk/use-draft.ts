// What is typed into a piece of content, kept by itself in its draft record: shortly after the last key, and at once when the page is
// left. Called by use-content-draft.ts, which says what a value is.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Json } from '#core/json.ts';
import type { Row } from '#device/database.ts';
import { useDevice, useRecord } from '#device/live.ts';
import type { Device } from '#device/device.ts';
import type { Written } from './content-draft.ts';

const PAUSE_MS = 600;

/** Register name -> unpublished value; null takes it out of the draft. */
type Typed = Readonly<Record<string, Json>>;

export type Draft = {
  /** The draft record; null when there is none yet, undefined while it is looked up. */
  readonly row: Row<'draft'> | null | undefined;
  /** What is not stored yet. */
  readonly typed: Typed;
  readonly note: (registers: Typed) => void;
  /** Stores what is typed now; answers when it is stored. */
  readonly flush: () => Promise<void>;
  readonly keeping: boolean;
  readonly problem: string | undefined;
};

/** @param keep writes registers into the draft of the content with this id */
export function useDraft<V extends Json>(
  draftId: string,
  contentId: string,
  keep: (
    device: Device,
    contentId: string,
    values: Readonly<Record<string, V | null>>,
  ) => Promise<Written>,
): Draft {
  const device = useDevice();
  const row = useRecord('draft', draftId);
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
      const done = await keep(device, contentId, batch as Readonly<Record<string, V | null>>);
      setProblem(done.ok ? undefined : done.error.code);
      // What was refused stays to be sent with the next key.
      if (!done.ok) waiting.current = { ...batch, ...waiting.current };
      else
        setTyped((now) =>
          Object.fromEntries(Object.entries(now).filter(([name, value]) => batch[name] !== value)),
        );
    });
    return last.current;
  }, [device, contentId, keep]);

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

  const note = (registers: Typed): void => {
    waiting.current = { ...waiting.current, ...registers };
    setTyped((now) => ({ ...now, ...registers }));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), PAUSE_MS);
  };
  return { row, typed, note, flush, keeping: Object.keys(typed).length > 0, problem };
}
