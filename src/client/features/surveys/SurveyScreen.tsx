// Route /surveys/:slug: a survey's first page. Says what it is for and that nothing must be answered; begins, goes on, or shows the last result.
import { useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { useDevice } from '#device/live.ts';
import { whoLearns } from '#device/who-learns.ts';
import type { Form } from '#forms/schema.ts';
import { contentText } from '#i18n/content-text.ts';
import { formatDateWithYear } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { mode } from '#ui/appearance.ts';
import { Button } from '#ui/Button.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { SpeakButton } from '#ui/SpeakButton.tsx';
import { formOf } from './survey-form.ts';
import {
  answerPath,
  paperPath,
  resultPath,
  SURVEYS,
  useLearnerFromAddress,
} from './survey-paths.ts';
import { begin } from './surveys-actions.ts';
import { useStanding, useSurvey, type Standing, type Survey } from './surveys-queries.ts';
import { BrokenForm, Looking, NotThere } from './SurveyMissing.tsx';
import { WhoAnswers } from './WhoAnswers.tsx';
import './surveys.css';

export function SurveyScreen() {
  useLearnerFromAddress();
  const slug = useRoute().params['slug'] ?? '';
  const survey = useSurvey(slug);
  const standing = useStanding(slug);
  if (survey === undefined || standing === undefined) return <Looking />;
  if (survey === null) return <NotThere />;
  const form = formOf(survey);
  if (!form.ok) return <BrokenForm problems={form.error} />;
  return <FirstPage survey={survey} form={form.value} standing={standing} />;
}

type FirstPageProps = { readonly survey: Survey; readonly form: Form; readonly standing: Standing };

function FirstPage({ survey, form, standing }: FirstPageProps) {
  const device = useDevice();
  const { route } = useLocation();
  const [failed, setFailed] = useState(false);
  const title = contentText(survey.text, 'title');
  const summary = contentText(survey.text, 'summary');
  const intro = contentText(survey.text, 'intro');
  const { open, last } = standing;

  async function start(): Promise<void> {
    const made = await begin(device, survey, form.version, whoLearns.value);
    if (made.ok) route(answerPath(survey.slug, made.value));
    else setFailed(true);
  }

  return (
    <PageFrame
      title={title.words}
      titleLang={title.lang}
      back={SURVEYS}
      lead={summary.words}
      actions={
        <>
          {open === undefined ? (
            <Button kind="primary" iconAfter="forward" onPress={() => void start()}>
              {last === undefined ? t('surveys:begin') : t('surveys:again')}
            </Button>
          ) : (
            <LinkButton href={answerPath(survey.slug, open.id)} iconAfter="forward">
              {t('surveys:goOn')}
            </LinkButton>
          )}
          {open !== undefined && (
            <Button onPress={() => void start()}>{t('surveys:fromStart')}</Button>
          )}
          <SpeakButton text={`${title.words}. ${summary.words} ${intro.words}`} lang={intro.lang} />
          {mode.value !== 'learner' && (
            <LinkButton kind="quiet" icon="print" href={paperPath(survey.slug)}>
              {t('surveys:paper.open')}
            </LinkButton>
          )}
        </>
      }
    >
      {failed && (
        <Notice
          kind="problem"
          title={t('surveys:failed.title')}
          live
          onClose={() => setFailed(false)}
        >
          <p>{t('surveys:failed.text')}</p>
        </Notice>
      )}
      <p lang={intro.lang}>{intro.words}</p>
      {survey.translated === true && <p class="soft small">{t('surveys:translated')}</p>}
      {last?.completedAt && (
        <p>
          <a class="survey-link" href={resultPath(survey.slug, last.id)}>
            {t('surveys:lastResult', { date: formatDateWithYear(last.completedAt) })}
          </a>
        </p>
      )}
      <WhoAnswers />
    </PageFrame>
  );
}
