// Corrects one visit, also after the day was closed. Part of DayScreen.
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { noteProblem } from '#ui/NoteField.tsx';
import { type DayPart, MOST_NICKNAME, nameOf } from './day-part.ts';
import { changeVisit, removeVisit } from './event-day-actions.ts';
import type { Visit } from './event-day-queries.ts';
import { draftOf, patchOf, timesProblem } from './visit-form.ts';
import { VisitFields } from './VisitFields.tsx';

export function VisitForm({ open, tap, visit }: DayPart & { readonly visit: Visit }) {
  const device = useDevice();
  const { route } = useLocation();
  const [draft, setDraft] = useState(draftOf(visit));
  const who = nameOf(visit, open.labels);
  const back = (id: string | undefined): void => {
    if (id !== undefined) route(`/day/${open.day.id}?view=people`);
  };
  const isReady =
    timesProblem(draft) === undefined &&
    noteProblem(draft.nickname.trim(), MOST_NICKNAME) === undefined;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        const patch = patchOf(draft, open.day.day, visit);
        void tap(t('event-day:did.corrected', { who }), changeVisit(device, visit, patch)).then(
          back,
        );
      }}
    >
      <h2>{who}</h2>
      <VisitFields draft={draft} things={open.things} onChange={setDraft} />
      <div class="row">
        <Button kind="primary" type="submit" icon="check">
          {t('common:save')}
        </Button>
        <Button
          icon="remove"
          onPress={() =>
            void tap(t('event-day:did.removed', { who }), removeVisit(device, visit)).then(back)
          }
        >
          {t('event-day:remove')}
        </Button>
      </div>
    </form>
  );
}
