// The fields of one session, in the order of a glance back; what is prefilled and seldom changed stands folded above them.
// Used by SessionScreen for a new session and for a change.
import type { Row } from '#device/database.ts';
import { formatMinutes } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { NoteField } from '#ui/NoteField.tsx';
import { Stepper } from '#ui/Stepper.tsx';
import { LearnerPicker } from './LearnerPicker.tsx';
import {
  headCountOf,
  MOST_MINUTES,
  nextSteps,
  othersOf,
  type SessionForm,
  type SessionKind,
  sessionKinds,
} from './session-form.ts';
import { SessionDetails, type SessionDetailsProps } from './SessionDetails.tsx';
import { TopicPicker } from './TopicPicker.tsx';
import type { Topic } from './sessions-queries.ts';

export type SessionFormFieldsProps = SessionDetailsProps & {
  readonly learners: readonly Row<'learner'>[] | undefined;
  readonly topics: readonly Topic[] | undefined;
  readonly onNewLearner: () => void;
};

const formIcons = { 'one-to-one': 'person', group: 'people', 'walk-in': 'home' } as const;
const STEP = 15;

export function SessionFormFields(props: SessionFormFieldsProps) {
  const { form, errors, onChange } = props;
  const set = (part: Partial<SessionForm>): void => onChange({ ...form, ...part });
  return (
    <div class="stack chips">
      <SessionDetails {...props} />
      <ChoiceList
        compact
        label={t('sessions:form.title')}
        value={form.form}
        choices={sessionKinds.map((kind) => ({
          value: kind,
          label: t(`sessions:form.${kind}`),
          icon: formIcons[kind],
        }))}
        onChange={(value) => set({ form: value as SessionKind })}
      />
      <LearnerPicker
        learners={props.learners}
        chosen={form.learners}
        others={othersOf(form)}
        onChoose={(learners) => set({ learners })}
        onCount={(others) => set({ others })}
        onNew={props.onNewLearner}
        error={errors.people}
      />
      <TopicPicker
        topics={props.topics}
        chosen={form.topics}
        onChange={(topics) => set({ topics })}
      />
      <Stepper
        label={t('sessions:minutes')}
        value={form.minutes}
        shown={formatMinutes(form.minutes)}
        min={STEP}
        max={MOST_MINUTES}
        step={STEP}
        onChange={(minutes) => set({ minutes })}
      />
      {headCountOf(form) > 1 ? (
        <Stepper
          id="session-firstPayments"
          label={t('sessions:payment.many')}
          hint={t('sessions:payment.hint')}
          value={form.firstPayments}
          max={headCountOf(form)}
          onChange={(firstPayments) => set({ firstPayments })}
          error={errors.firstPayments}
        />
      ) : (
        <ChoiceList
          compact
          id="session-firstPayments"
          label={t('sessions:payment.one')}
          hint={t('sessions:payment.hint')}
          value={form.firstPayments > 0 ? 'yes' : 'no'}
          choices={[
            { value: 'no', label: t('common:no') },
            { value: 'yes', label: t('common:yes') },
          ]}
          onChange={(value) => set({ firstPayments: value === 'yes' ? 1 : 0 })}
          error={errors.firstPayments}
        />
      )}
      <ChoiceList
        compact
        label={t('sessions:next.title')}
        value={form.nextStep}
        choices={nextSteps.map((key) => ({ value: key, label: t(`sessions:next.${key}`) }))}
        onChange={(nextStep) => set({ nextStep })}
      />
      <NoteField
        id="session-note"
        label={t('sessions:note')}
        hint={t('sessions:note.hint')}
        value={form.note}
        onInput={(note) => set({ note })}
      />
    </div>
  );
}
