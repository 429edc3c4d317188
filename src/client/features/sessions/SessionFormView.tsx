// The session form with its errors and its one button; knows nothing of new or stored. Used by NewSession and StoredSession.
import { useState } from 'preact/hooks';
import { createLearner, learnersByRecency } from '#device/learners.ts';
import { useDevice, useLive } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { ErrorSummary, type FormError } from '#ui/ErrorSummary.tsx';
import { noteProblem } from '#ui/NoteField.tsx';
import { Notice } from '#ui/Notice.tsx';
import { problemsOf, type SessionForm } from './session-form.ts';
import type { Refusal } from './sessions-actions.ts';
import { staffOf, useTopics } from './sessions-queries.ts';
import type { FieldErrors } from './SessionDetails.tsx';
import { SessionFormFields } from './SessionFormFields.tsx';
import './sessions.css';

export type SessionFormViewProps = {
  readonly form: SessionForm;
  readonly onChange: (form: SessionForm) => void;
  /** Stores the form; a refusal comes back and is shown. */
  readonly onSave: () => Promise<Refusal | undefined>;
  readonly onCancel?: (() => void) | undefined;
  readonly placeFixed: boolean;
};

const DETAILS: readonly string[] = ['site', 'time', 'mentors'];

export function SessionFormView(props: SessionFormViewProps) {
  const { form, onChange } = props;
  const device = useDevice();
  const self = device.identity.value?.person;
  const sites = device.identity.value?.sites ?? [];
  const learners = useLive(
    (db) => learnersByRecency(db, `site:${form.siteId}`),
    [form.siteId],
  )?.map(({ row }) => row);
  const staff = useLive((db) => staffOf(db, form.siteId, self), [form.siteId, self?.id]) ?? [];
  const topics = useTopics();
  const [tried, setTried] = useState(false);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();

  const minors = new Set(staff.filter((one) => one.minor).map((one) => one.id));
  const problems = problemsOf(form, minors, device.now());
  const note = noteProblem(form.note);
  const errors: FieldErrors = tried
    ? Object.fromEntries(problems.map(({ field, key }) => [field, t(`sessions:error.${key}`)]))
    : {};
  const told: FormError[] = [
    ...problems.map(({ field, key }) => ({
      fieldId: `session-${field}`,
      text: t(`sessions:error.${key}`),
    })),
    ...(note === undefined ? [] : [{ fieldId: 'session-note', text: note }]),
  ];

  const save = async (): Promise<void> => {
    setTried(true);
    setRefusal(undefined);
    if (problems.some(({ field }) => DETAILS.includes(field))) setOpen(true);
    if (told.length > 0 || busy) return;
    setBusy(true);
    setRefusal(await props.onSave());
    setBusy(false);
  };
  const newLearner = async (): Promise<void> => {
    const added = await createLearner(device, form.siteId);
    if (added.ok) onChange({ ...form, learners: [...form.learners, added.value] });
    else setRefusal(added.error);
  };

  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {tried && <ErrorSummary errors={told} />}
      {refusal && (
        <Notice kind="problem" live title={t(`errors:${refusal.code}`)}>
          <p>{t('sessions:error.kept')}</p>
        </Notice>
      )}
      <SessionFormFields
        form={form}
        errors={errors}
        sites={sites}
        staff={staff}
        learners={learners}
        topics={topics}
        placeFixed={props.placeFixed}
        open={open}
        onOpen={setOpen}
        onChange={onChange}
        onNewLearner={() => void newLearner()}
      />
      <div class="session-save no-print">
        <Button type="submit" kind="primary" icon="check" disabled={busy}>
          {t('sessions:save')}
        </Button>
        {props.onCancel && (
          <Button kind="quiet" onPress={props.onCancel}>
            {t('common:cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
