// The fields of one visit, for a correction or a slip of paper. Called by VisitForm and DayPaper.
import { t } from '#i18n/i18n.ts';
import { Checkbox } from '#ui/Checkbox.tsx';
import { DateField } from '#ui/DateField.tsx';
import { noteProblem } from '#ui/NoteField.tsx';
import { Select } from '#ui/Select.tsx';
import { Stepper } from '#ui/Stepper.tsx';
import { TextField } from '#ui/TextField.tsx';
import { MOST_NICKNAME } from './day-part.ts';
import type { Thing } from './event-day-queries.ts';
import { timesProblem, type VisitDraft } from './visit-form.ts';

const results = ['alone', 'with-help', 'not-yet'] as const;

export type VisitFieldsProps = {
  readonly draft: VisitDraft;
  readonly things: readonly Thing[];
  readonly onChange: (draft: VisitDraft) => void;
};

export function VisitFields({ draft, things, onChange }: VisitFieldsProps) {
  const set = (part: Partial<VisitDraft>): void => onChange({ ...draft, ...part });
  const wrong = timesProblem(draft);
  const times = ['arrived', 'started', 'ended'] as const;
  return (
    <>
      <TextField
        label={t('event-day:nickname')}
        hint={t('event-day:nickname.hint')}
        value={draft.nickname}
        error={noteProblem(draft.nickname.trim(), MOST_NICKNAME)}
        onInput={(nickname) => set({ nickname })}
        autoComplete="off"
        size={MOST_NICKNAME}
      />
      <div class="day-times">
        {times.map((time) => (
          <DateField
            key={time}
            type="time"
            label={t(`event-day:time.${time}`)}
            value={draft[time]}
            error={wrong === time ? t(`event-day:time.${time}.wrong`) : undefined}
            onChange={(value) => set({ [time]: value })}
          />
        ))}
      </div>
      <Select
        label={t('event-day:device.where')}
        value={draft.device}
        empty={t('event-day:device.unknown')}
        options={things.map((thing) => ({ value: thing.key, label: thing.label }))}
        onChange={(device) => set({ device })}
      />
      <Stepper
        label={t('event-day:report.alone')}
        value={draft.aloneRuns}
        onChange={(aloneRuns) => set({ aloneRuns })}
        min={0}
        max={99}
      />
      <Checkbox
        label={t('event-day:payment')}
        checked={draft.firstPayment}
        onChange={(firstPayment) => set({ firstPayment })}
      />
      <Select
        label={t('event-day:result')}
        value={draft.result}
        empty={t('event-day:result.none')}
        options={results.map((one) => ({ value: one, label: t(`event-day:result.${one}`) }))}
        onChange={(value) => set({ result: results.find((one) => one === value) ?? '' })}
      />
      {draft.started === '' && (
        <Checkbox
          label={t('event-day:left.waiting')}
          checked={draft.left}
          onChange={(left) => set({ left })}
        />
      )}
    </>
  );
}
