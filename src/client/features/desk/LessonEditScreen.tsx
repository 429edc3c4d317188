// `/desk/content/:id`: a lesson's texts in all languages side by side, kept as a draft while typed, published to all tablets in one step.
import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import type { Row } from '#device/database.ts';
import { useEarlierValues } from '#device/earlier-values.ts';
import { useDevice, useRecord } from '#device/live.ts';
import { contentWords } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { fallbackLanguage, languages } from '#i18n/languages.ts';
import { Button } from '#ui/Button.tsx';
import { EarlierValues } from '#ui/EarlierValues.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { Notice } from '#ui/Notice.tsx';
import { publish, unpublish } from './desk-actions.ts';
import { DeskFrame } from './DeskFrame.tsx';
import { EditStep, partName } from './EditStep.tsx';
import { FieldHistory } from './FieldHistory.tsx';
import {
  beforePatch,
  type DraftValues,
  headKeys,
  missingIn,
  stepKeys,
  type TextKey,
} from './lesson-texts.ts';
import { useLessonDraft } from './use-lesson-draft.ts';

export function LessonEditScreen() {
  const id = useRoute().params['id'];
  const lesson = useRecord('lesson', id);
  return (
    <DeskFrame
      title={lesson ? contentWords(lesson.text, 'title') : t('desk:lesson')}
      back="/desk/content"
    >
      {lesson === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : lesson === null ? (
        <EmptyState icon="learn" title={t('desk:lesson.none')} />
      ) : (
        <LessonEditor key={lesson.id} lesson={lesson} />
      )}
    </DeskFrame>
  );
}

type Published = {
  readonly before: Readonly<Record<string, string | null>>;
  readonly draft: DraftValues;
};

/** "2. solis: Teksts (Latviešu)" of a text's register, as the editor calls it. */
const wordsOf =
  (lesson: Row<'lesson'>) =>
  (register: string): string | undefined => {
    const [, lang, ...rest] = register.split('.');
    const language = languages.find(({ code }) => code === lang);
    const ofKey = ({ key }: TextKey): boolean => key === rest.join('.');
    if (!register.startsWith('text.') || !language) return undefined;
    const head = headKeys.find(ofKey);
    if (head) return `${partName(head)} (${language.ownName})`;
    const at = lesson.steps.findIndex((step) => stepKeys(step).some(ofKey));
    const step = lesson.steps[at];
    const key = step && stepKeys(step).find(ofKey);
    if (!step || !key) return undefined;
    const name = t('desk:edit.step', { number: at + 1, kind: t(`desk:step.${step.kind}`) });
    return `${name}, ${partName(key)} (${language.ownName})`;
  };

function LessonEditor({ lesson }: { readonly lesson: Row<'lesson'> }) {
  const device = useDevice();
  const draft = useLessonDraft(lesson);
  const earlier = useEarlierValues('lesson', lesson.id);
  const [history, setHistory] = useState<TextKey>();
  const [published, setPublished] = useState<Published>();
  const [problem, setProblem] = useState<string>();
  const count = Object.keys(draft.values).length;
  // Latvian stands in for the others, so without it a learner would see nothing.
  const lacking = missingIn(lesson.steps, lesson.text, draft.values, fallbackLanguage);

  const send = async (): Promise<void> => {
    await draft.flush();
    const back = { before: beforePatch(lesson.text, draft.values), draft: draft.values };
    const done = await publish(device, lesson, draft.values);
    setProblem(done.ok ? undefined : done.error.code);
    if (done.ok) setPublished(back);
  };
  const takeBack = async (): Promise<void> => {
    if (!published) return;
    const done = await unpublish(device, lesson.id, published.before, published.draft);
    setProblem(done.ok ? undefined : done.error.code);
    if (done.ok) setPublished(undefined);
  };

  // Without the draft the fields would show the published words for a moment, and a quick hand would type into those.
  if (draft.row === undefined) return <p class="soft">{t('common:loading')}</p>;
  return (
    <div class="stack">
      <div class="edit-bar no-print">
        <Button
          kind="primary"
          icon="upload"
          disabled={count === 0 || lacking.length > 0}
          onPress={() => void send()}
        >
          {t('desk:publish')}
        </Button>
        <span role="status">
          {draft.problem !== undefined
            ? t(`errors:${draft.problem}`)
            : draft.keeping
              ? t('desk:draft.keeping')
              : count === 0
                ? t('desk:draft.none')
                : t('desk:draft.count', { now: count })}
        </span>
      </div>
      {lacking.length > 0 && (
        <Notice kind="careful" title={t('desk:publish.lacking', { now: lacking.length })} />
      )}
      {problem !== undefined && <Notice kind="problem" live title={t(`errors:${problem}`)} />}
      {published && (
        <Notice
          kind="done"
          live
          title={t('desk:published', { now: Object.keys(published.draft).length })}
          onClose={() => setPublished(undefined)}
        >
          <p>{t('desk:published.when')}</p>
          <div>
            <Button icon="undo" onPress={() => void takeBack()}>
              {t('common:undo')}
            </Button>
          </div>
        </Notice>
      )}
      <EditStep
        lesson={lesson}
        draft={draft}
        title={t('desk:edit.head')}
        keys={headKeys}
        onHistory={setHistory}
      />
      {lesson.steps.map((step, index) => (
        <EditStep
          key={step.id}
          lesson={lesson}
          draft={draft}
          step={step}
          title={t('desk:edit.step', { number: index + 1, kind: t(`desk:step.${step.kind}`) })}
          keys={stepKeys(step)}
          onHistory={setHistory}
        />
      ))}
      <EarlierValues {...earlier} nameOf={wordsOf(lesson)} />
      <FieldHistory
        lessonId={lesson.id}
        textKey={history}
        onClose={() => setHistory(undefined)}
        onRestore={(register, words) => {
          draft.set(register, words);
          setHistory(undefined);
        }}
      />
    </div>
  );
}
