// Route /surveys: the surveys that are on this device, each with how it stands for whoever answers now.
import { contentText } from '#i18n/content-text.ts';
import { formatDate } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { useDevice } from '#device/live.ts';
import { isAnswered, itemsOf } from '#forms/schema.ts';
import { CardLink } from '#ui/Card.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { formOf } from './survey-form.ts';
import { surveyPath, useLearnerFromAddress } from './survey-paths.ts';
import { useStandings, useSurveys, type Standing, type Survey } from './surveys-queries.ts';
import { WhoAnswers } from './WhoAnswers.tsx';
import './surveys.css';

export function SurveysScreen() {
  useLearnerFromAddress();
  const surveys = useSurveys();
  const standings = useStandings(surveys);
  const coming = useDevice().engine.busy.value;
  return (
    <PageFrame title={t('surveys:title')} lead={t('surveys:lead')}>
      <WhoAnswers />
      {surveys !== undefined && surveys.length === 0 && (
        <EmptyState
          title={coming ? t('surveys:empty.coming') : t('surveys:empty.title')}
          icon="survey"
        >
          <p>{t('surveys:empty.text')}</p>
        </EmptyState>
      )}
      <div class="stack-tight">
        {surveys?.map((survey) => (
          <SurveyCard key={survey.id} survey={survey} standing={standings?.get(survey.slug)} />
        ))}
      </div>
    </PageFrame>
  );
}

function SurveyCard({
  survey,
  standing,
}: {
  readonly survey: Survey;
  readonly standing: Standing | undefined;
}) {
  const form = formOf(survey);
  const title = contentText(survey.text, 'title');
  const count = form.ok ? [...itemsOf(form.value.items)].filter(isAnswered).length : 0;
  return (
    <CardLink
      href={surveyPath(survey.slug)}
      icon="survey"
      title={title.words}
      lang={title.lang}
      text={contentText(survey.text, 'summary').words}
      note={standing === undefined ? t('surveys:count', { count }) : noteOf(standing, count)}
    />
  );
}

function noteOf({ open, last }: Standing, count: number): string {
  if (open !== undefined) return t('surveys:state.open');
  if (last?.completedAt) return t('surveys:state.done', { date: formatDate(last.completedAt) });
  return t('surveys:count', { count });
}
