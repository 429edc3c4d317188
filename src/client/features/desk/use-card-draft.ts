// A scam card's draft as its editor sees it. Called by ScamCardEditScreen.
import type { Json } from '#core/json.ts';
import type { Row } from '#device/database.ts';
import { cardDraftId, keepCardDraft } from './scam-card-actions.ts';
import { isAsPublished, type Registers } from './scam-card-form.ts';
import { type Draft, useDraft } from './use-draft.ts';

export type CardDraft = Pick<Draft, 'flush' | 'keeping' | 'problem'> & {
  /** The draft with what is still being typed; undefined while it is looked up. */
  readonly values: Registers | undefined;
  /** Sets registers; what says the same as the published card leaves the draft. */
  readonly set: (registers: Registers) => void;
};

export function useCardDraft(id: string, card: Row<'scam-card'> | undefined): CardDraft {
  const { row, typed, note, flush, keeping, problem } = useDraft(
    cardDraftId(id),
    id,
    keepCardDraft,
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
            card && isAsPublished(card, register, value) ? null : value,
          ]),
        ),
      ),
    flush,
    keeping,
    problem,
  };
}
