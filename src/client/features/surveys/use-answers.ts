// The living state of one answering: every answer is in the engine at once and in the database within 200 ms, what another tablet
// changes comes in, and nothing typed here is overwritten by it. Called by AnswerScreen.tsx.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import type { Answer, AnswerValue } from '#forms/answers.ts';
import { flawOf } from '#forms/check.ts';
import {
  answer,
  type AnswerProblem,
  openForm,
  refuse,
  withAnswers,
  type FormState,
} from '#forms/engine.ts';
import { addInstance, removeInstance, restoreInstance } from '#forms/repeats.ts';
import type { Form } from '#forms/schema.ts';
import type { Result } from '#core/result.ts';
import { contentWords } from '#i18n/content-text.ts';
import { language } from '#i18n/i18n.ts';
import { answersOf, clockOf } from './survey-form.ts';
import { keepAnswer } from './surveys-actions.ts';
import type { Texts } from './QuestionField.tsx';
import type { Response } from './surveys-queries.ts';

/** Letters typed within this time are one write; a tap is written at once. */
const TYPING_MS = 120;

/** Ids of instances: two tablets that add one each at the same time must not meet. 32 signs, so that every byte counts alike. */
const SIGNS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** `saved` only when the database has everything that was given; `open` while something is on its way or may not be kept. */
export type Saving = 'open' | 'saved' | 'failed';

export type Answering = {
  readonly state: FormState;
  /** `typed` waits a moment for the next letter. An empty value takes the answer back. */
  readonly give: (name: string, value: AnswerValue, typed?: boolean) => void;
  readonly refuse: (name: string) => void;
  /** One more instance of a repeat; answers its key. */
  readonly add: (repeat: string) => string | undefined;
  /** Takes an instance away, or brings it back. */
  readonly remove: (instance: string) => void;
  readonly restore: (instance: string) => void;
  /** Writes what still waits; false when something could not be stored. */
  readonly flush: () => Promise<boolean>;
  readonly saving: Saving;
};

export function useAnswers(form: Form, response: Response, texts: Texts): Answering {
  const device = useDevice();
  const [state, setState] = useState(() =>
    openForm(form, {
      answers: answersOf(response),
      now: clockOf(device),
      seed: response.id,
      language: language.value,
      textOf: (key) => contentWords(texts, key) || undefined,
    }),
  );
  const [saving, setSaving] = useState<Saving>('open');
  const now = useRef(state);
  /** Name -> what is to be written; stays until the database has it. */
  const waiting = useRef(new Map<string, Answer | null>());
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const writing = useRef<Promise<boolean>>(Promise.resolve(true));

  const show = useCallback((next: FormState) => {
    now.current = next;
    setState(next);
  }, []);

  const flush = useCallback((): Promise<boolean> => {
    clearTimeout(timer.current);
    timer.current = undefined;
    writing.current = writing.current.then(async () => {
      if (waiting.current.size === 0) return true;
      let stored = true;
      for (const [name, one] of waiting.current) {
        const done = await keepAnswer(device, response.id, name, one);
        stored &&= done.ok;
        // A later answer to the same question may have come while this one was written: that one still waits.
        if (done.ok && waiting.current.get(name) === one) waiting.current.delete(name);
      }
      setSaving(!stored ? 'failed' : waiting.current.size > 0 ? 'open' : 'saved');
      return stored;
    });
    return writing.current;
  }, [device, response.id]);

  // The tab may be closed, put away or killed at any moment: what waits is written when the screen leaves sight.
  useEffect(() => {
    const leave = (): void => {
      if (waiting.current.size > 0) void flush();
    };
    document.addEventListener('visibilitychange', leave);
    window.addEventListener('pagehide', leave);
    return () => {
      leave();
      document.removeEventListener('visibilitychange', leave);
      window.removeEventListener('pagehide', leave);
    };
  }, [flush]);

  const registers = response.answers;
  useEffect(() => {
    const theirs = answersOf({ answers: registers });
    for (const name of [...waiting.current.keys(), ...unkept(now.current)]) {
      const mine = now.current.answers[name];
      if (mine === undefined) delete theirs[name];
      else theirs[name] = mine;
    }
    const next = withAnswers(now.current, theirs);
    if (next.recalculated.length > 0) show(next);
  }, [registers, show]);

  const put = useCallback(
    (next: FormState, name: string, typed: boolean) => {
      show(next);
      // The word "saved" of the answer before must not stand for this one.
      setSaving((before) => (before === 'saved' ? 'open' : before));
      // What may not be written down is shown to the person and kept on the screen only.
      if (flawOf(next, name)?.code === 'private-data') {
        waiting.current.delete(name);
        return;
      }
      waiting.current.set(name, next.answers[name] ?? null);
      // What the engine keeps by itself, too: a default worked out once, a count's instances.
      for (const key of next.changed) waiting.current.set(key, next.answers[key] ?? null);
      if (!typed) void flush();
      // Counted from the first letter, not from the last: whoever types without a pause is kept too.
      else timer.current ??= setTimeout(() => void flush(), TYPING_MS);
    },
    [flush, show],
  );

  // Defaults that are worked out once are worked out now: kept like any answer.
  useEffect(() => {
    for (const key of now.current.changed)
      waiting.current.set(key, now.current.answers[key] ?? null);
    if (waiting.current.size > 0) void flush();
  }, [flush]);

  const change = useCallback(
    (changed: Result<FormState, AnswerProblem>, key: string): boolean => {
      if (changed.ok) put(changed.value, key, false);
      return changed.ok;
    },
    [put],
  );

  return {
    state,
    saving,
    flush,
    add: useCallback(
      (repeat) => {
        const id = Array.from(device.random(8), (byte) => SIGNS[byte % SIGNS.length]).join('');
        const key = `${repeat}/${id}`;
        return change(addInstance(now.current, repeat, id), key) ? key : undefined;
      },
      [change, device],
    ),
    remove: useCallback((key) => void change(removeInstance(now.current, key), key), [change]),
    restore: useCallback((key) => void change(restoreInstance(now.current, key), key), [change]),
    give: useCallback(
      (name, value, typed = false) => {
        const given = answer(now.current, name, value);
        if (given.ok) put(given.value, name, typed);
      },
      [put],
    ),
    refuse: useCallback(
      (name) => {
        const given = refuse(now.current, name);
        if (given.ok) put(given.value, name, false);
      },
      [put],
    ),
  };
}

/** Answers that are on the screen and must not be stored. */
const unkept = (state: FormState): readonly string[] =>
  Object.keys(state.answers).filter((name) => flawOf(state, name)?.code === 'private-data');
