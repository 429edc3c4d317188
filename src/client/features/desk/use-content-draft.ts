// The draft of a piece of content as its editor sees it. Called by their screens.
import type { Json } from '#core/json.ts';
import {
  contentDraftId,
  keepContentDraft,
  type PublicKind,
  type Registers,
} from './content-draft.ts';
import { type Draft, useDraft } from './use-draft.ts';

const keepers = {
  lesson: keepContentDraft('lesson'),
  path: keepContentDraft('path'),
  'scam-card': keepContentDraft('scam-card'),
  story: keepContentDraft('story'),
  survey: keepContentDraft('survey'),
  'todo-template': keepContentDraft('todo-template'),
  walkthrough: keepContentDraft('walkthrough'),
} satisfies Record<PublicKind, unknown>;

export type ContentDraft = Pick<Draft, 'flush' | 'keeping' | 'problem'> & {
  /** The draft with what is still being typed; undefined while it is looked up. */
  readonly values: Registers | undefined;
  /** Sets registers; what says the same as before the draft leaves it. */
  readonly set: (registers: Registers) => void;
  /** Takes registers out of the draft. */
  readonly drop: (...registers: readonly string[]) => void;
};

/** @param isAsBefore whether a register with this value says what stands there without the draft */
export function useContentDraft(
  kind: PublicKind,
  id: string,
  isAsBefore: (register: string, value: Json) => boolean,
): ContentDraft {
  const { row, typed, note, flush, keeping, problem } = useDraft(
    contentDraftId(kind, id),
    id,
    keepers[kind],
  );
  const merged = { ...row?.values, ...typed };
  return {
    // Without the draft the fields would show the published words for a moment, and a quick hand would type into those.
    values:
      row === undefined
        ? undefined
        : Object.fromEntries(
            Object.entries(merged).filter((entry): entry is [string, Json] => entry[1] !== null),
          ),
    set: (registers) =>
      note(
        Object.fromEntries(
          Object.entries(registers).map(([register, value]) => [
            register,
            isAsBefore(register, value) ? null : value,
          ]),
        ),
      ),
    drop: (...registers) => note(Object.fromEntries(registers.map((one) => [one, null]))),
    flush,
    keeping,
    problem,
  };
}
