// "Who learns?": the enrolled helper chooses a learner's code or nobody. Residents and learners never see it.
// Called by the list of lessons and by a lesson's first page.
import { useDevice } from '#device/live.ts';
import { chooseLearner, whoLearns } from '#device/who-learns.ts';
import { useLearners } from '#device/learners.ts';
import { t } from '#i18n/i18n.ts';
import { mode } from '#ui/appearance.ts';
import { Select } from '#ui/Select.tsx';

export function WhoLearns() {
  const helper = useDevice().identity.value !== undefined && mode.value !== 'learner';
  const learners = useLearners();
  if (!helper || learners === undefined) return null;
  const chosen = whoLearns.value ?? '';
  return (
    <div class="lesson-who no-print">
      <Select
        label={t('lessons:who.label')}
        hint={chosen === '' ? t('lessons:who.noCode') : t('lessons:who.withCode')}
        value={chosen}
        empty={t('lessons:who.nobody')}
        options={learners.map((learner) => ({ value: learner.id, label: learner.code }))}
        onChange={(id) => chooseLearner(id === '' ? undefined : id)}
      />
    </div>
  );
}
