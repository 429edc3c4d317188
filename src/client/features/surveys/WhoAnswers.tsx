// "Whose answers?": the enrolled helper chooses a learner's code or nobody. Residents and learners never see it.
// Called by the list of surveys and by a survey's first page.
import { useDevice } from '#device/live.ts';
import { chooseLearner, whoLearns } from '#device/who-learns.ts';
import { useLearners } from '#device/learners.ts';
import { t } from '#i18n/i18n.ts';
import { mode } from '#ui/appearance.ts';
import { Select } from '#ui/Select.tsx';

export function WhoAnswers() {
  const helper = useDevice().identity.value !== undefined && mode.value !== 'learner';
  const learners = useLearners();
  if (!helper || learners === undefined) return null;
  const chosen = whoLearns.value ?? '';
  return (
    <div class="no-print">
      <Select
        label={t('surveys:who.label')}
        hint={chosen === '' ? t('surveys:who.noCode') : t('surveys:who.withCode')}
        value={chosen}
        empty={t('surveys:who.nobody')}
        options={learners.map((learner) => ({ value: learner.id, label: learner.code }))}
        onChange={(id) => chooseLearner(id === '' ? undefined : id)}
      />
    </div>
  );
}
