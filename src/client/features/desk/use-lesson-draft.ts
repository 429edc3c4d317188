// What is typed into a lesson's texts, kept by itself in a draft record: shortly after the last key, and at once when the page is left.
// Called by LessonEditScreen.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Row } from '#device/database.ts';
import { useDevice, useRecord } from '#device/live.ts';
import { draftId, keepDraft } from './desk-actions.ts';
import { draftTexts, type DraftValues } from './lesson-texts.ts';

const PAUSE_MS = 600;

type Typed = Readonly<Record<string, string | null>>;

export type LessonDraft = {
  /** The draft with what is still being typed. */
  readonly values: DraftValues;
  /** Sets one register's unpublished text; the published text takes it out of the draft. */
  readonly set: (register: string, words: string) => void;
  readonly drop: (register: string) => void;
  /** Stores what is typed now; answers when it is stored. */
  readonly flush: () => Promise<void>;
  readonly keeping: boolean;
  readonly problem: string | undefined;
  readonly row: Row<'draft'> | null | undefined;
};

export function useLessonDraft(lesson: Row<'lesson'>): LessonDraft {
  const device = useDevice();
  const row = useRecord('draft', draftId(lesson.id));
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
      const done = await keepDraft(device, lesson.id, batch);
      setProblem(done.ok ? undefined : done.error.code);
      // What was refused stays to be sent with the next key.
      if (!done.ok) waiting.current = { ...batch, ...waiting.current };
      else
        setTyped((now) =>
          Object.fromEntries(Object.entries(now).filter(([name, value]) => batch[name] !== value)),
        );
    });
    return last.current;
  }, [device, lesson.id]);

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

  const note = (register: string, value: string | null): void => {
    waiting.current = { ...waiting.current, [register]: value };
    setTyped((now) => ({ ...now, [register]: value }));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), PAUSE_MS);
  };
  const published = (register: string): string =>
    lesson.text?.[register.slice('text.'.length)] ?? '';
  const merged = { ...draftTexts(row?.values), ...typed };
  return {
    values: Object.fromEntries(
      Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== null),
    ),
    set: (register, words) => note(register, words === published(register) ? null : words),
    drop: (register) => note(register, null),
    flush,
    keeping: Object.keys(typed).length > 0,
    problem,
    row,
  };
}
