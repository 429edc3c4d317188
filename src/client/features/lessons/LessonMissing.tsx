// What stands in place of lessons that are not on this device: still coming, no network yet, or no such lesson.
// Called by every lesson screen.
import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { LESSONS } from './lesson-paths.ts';

/** No lesson at all: the first download runs, or waits for a network. */
export function NoLessonsYet() {
  const { engine } = useDevice();
  if (engine.busy.value) {
    const count = engine.progress.value;
    return (
      <EmptyState icon="download" title={t('lessons:empty.coming')}>
        <p role="status">
          {count > 0 ? t('lessons:empty.records', { count }) : t('common:loading')}
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="learn"
      title={t('lessons:empty.title')}
      action={
        <Button icon="sync" onPress={() => void engine.sync()}>
          {t('lessons:empty.again')}
        </Button>
      }
    >
      <p>{t('lessons:empty.connect')}</p>
      <p>{t('lessons:empty.afterwards')}</p>
    </EmptyState>
  );
}

/** This one lesson is not here. */
export function NoSuchLesson() {
  return (
    <EmptyState
      icon="learn"
      title={t('lessons:missing.title')}
      action={<LinkButton href={LESSONS}>{t('lessons:toAll')}</LinkButton>}
    >
      <p>{t('lessons:missing.text')}</p>
    </EmptyState>
  );
}
