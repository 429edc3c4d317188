// Route /surveys/:slug/result/:response: what the answers come to, in warm words: where to begin, what goes best, what we offer, three next lessons. Prints.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { addDays } from '#core/dates.ts';
import { useDevice } from '#device/live.ts';
import { openForm } from '#forms/engine.ts';
import { isExpired, type Outlook, type ScaleScore } from '#forms/plan.ts';
import type { Form } from '#forms/schema.ts';
import { planKey, scaleKey } from '#forms/texts.ts';
import { contentText } from '#i18n/content-text.ts';
import { formatDateWithYear } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Card, CardLink } from '#ui/Card.tsx';
import { Icon } from '#ui/Icon.tsx';
import { later } from '#ui/later.ts';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { SpeakButton } from '#ui/SpeakButton.tsx';
import { answersOf, clockOf, formOf, outlookOf, validityOf } from './survey-form.ts';
import { answerPath, lessonPath, SURVEYS } from './survey-paths.ts';
import { begin } from './surveys-actions.ts';
import {
  useLearnerCode,
  useLessons,
  useResponse,
  useSurvey,
  type Response,
  type Survey,
} from './surveys-queries.ts';
import { BrokenForm, Looking, NotThere } from './SurveyMissing.tsx';
import './surveys.css';

/** Drawn after what stands there already; the lessons below do not wait for it. */
const Offers = later(async () => (await import('./Offers.tsx')).Offers);

export function ResultScreen() {
  const { params } = useRoute();
  const survey = useSurvey(params['slug'] ?? '');
  const response = useResponse(params['response'] ?? '');
  if (survey === undefined || response === undefined) return <Looking />;
  if (survey === null || response === null || response.survey !== survey.slug) return <NotThere />;
  const form = formOf(survey);
  if (!form.ok) return <BrokenForm problems={form.error} />;
  return <Result survey={survey} response={response} form={form.value} />;
}

type ResultProps = { readonly survey: Survey; readonly response: Response; readonly form: Form };

function Result({ survey, response, form }: ResultProps) {
  const device = useDevice();
  const { route } = useLocation();
  const [failed, setFailed] = useState(false);
  const code = useLearnerCode(response.learnerId);
  const clock = clockOf(device);
  const state = openForm(form, { answers: answersOf(response), now: clock });
  const outlook = outlookOf(survey, state);
  const validity = validityOf(survey, clock);
  const days = Object.values(state.answers)
    .map((answer) => answer.at)
    .toSorted();
  const oldest = days[0];
  const latest = days.at(-1);
  const old = oldest !== undefined && isExpired(oldest, validity);
  const thanks = contentText(survey.text, 'thanks');

  async function again(): Promise<void> {
    const made = await begin(device, survey, form.version, response.learnerId ?? undefined);
    if (made.ok) route(answerPath(survey.slug, made.value));
    else setFailed(true);
  }

  return (
    <PageFrame
      title={thanks.words === '' ? contentText(survey.text, 'title').words : thanks.words}
      titleLang={thanks.lang}
      back={SURVEYS}
      backLabel={t('surveys:toList')}
      lead={thanks.words === '' ? undefined : contentText(survey.text, 'title').words}
      actions={
        <>
          <PrintButton />
          <Button icon="undo" onPress={() => void again()}>
            {t('surveys:again')}
          </Button>
          <LinkButton
            kind="quiet"
            icon="edit"
            href={answerPath(survey.slug, response.id, form.items[0]?.name)}
          >
            {t('surveys:look')}
          </LinkButton>
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
      {!response.completedAt && (
        <Notice kind="info" title={t('surveys:unfinished.title')}>
          <p>
            <a class="survey-link" href={answerPath(survey.slug, response.id)}>
              {t('surveys:goOn')}
            </a>
          </p>
        </Notice>
      )}
      {old && (
        <Notice kind="careful" title={t('surveys:expired.title')}>
          <p>{t('surveys:expired.text')}</p>
        </Notice>
      )}
      {outlook !== undefined && (
        <OutlookView survey={survey} outlook={outlook}>
          <Offers survey={survey} response={response} state={state} />
        </OutlookView>
      )}
      <ul class="survey-facts soft small">
        {code !== undefined && <li>{t('surveys:code', { code })}</li>}
        {oldest !== undefined && (
          <>
            <li>{t('surveys:answeredOn', { date: formatDateWithYear(latest ?? oldest) })}</li>
            <li>
              {t('surveys:validUntil', {
                date: formatDateWithYear(addDays(oldest, survey.validDays)),
              })}
            </li>
          </>
        )}
      </ul>
    </PageFrame>
  );
}

type OutlookProps = {
  readonly survey: Survey;
  readonly outlook: Outlook;
  /** What is offered, after where to begin. */
  readonly children: ComponentChildren;
};

function OutlookView({ survey, outlook, children }: OutlookProps) {
  const lessons = useLessons(outlook.lessons);
  const { lowest, strongest, scores } = outlook;
  const counted = scores.some((score) => score.counted > 0);
  const ending = counted ? 'full' : 'none';
  const words = (key: string) => contentText(survey.text, key);
  const title = words(lowest === undefined ? planKey(ending, 'title') : scaleKey(lowest, 'title'));
  const body = words(lowest === undefined ? planKey(ending, 'body') : scaleKey(lowest, 'body'));
  const praise = strongest === undefined ? undefined : words(scaleKey(strongest, 'strong'));
  return (
    <>
      {praise !== undefined && (
        <section class="survey-strong" lang={praise.lang}>
          <Icon name="star" />
          <div>
            <h2>{t('surveys:result.strong')}</h2>
            <p>{praise.words}</p>
          </div>
        </section>
      )}
      <section class="stack-tight" lang={title.lang}>
        <h2>{title.words}</h2>
        <p>{body.words}</p>
        <SpeakButton
          text={[praise?.words ?? '', title.words, body.words].join('\n')}
          lang={title.lang}
        />
      </section>
      {children}
      <section class="stack-tight">
        <h2>{t('surveys:result.lessons')}</h2>
        <ol class="survey-lessons no-print">
          {lessons?.map((lesson, i) => {
            const name = contentText(lesson.text, 'title');
            return (
              <li key={lesson.id}>
                <CardLink
                  href={lessonPath(lesson.slug)}
                  icon="learn"
                  main={i === 0}
                  title={name.words}
                  lang={name.lang}
                  text={contentText(lesson.text, 'summary').words}
                />
              </li>
            );
          })}
        </ol>
        <ol class="survey-take-home only-print">
          {lessons?.map((lesson) => (
            <li key={lesson.id}>
              <strong>{contentText(lesson.text, 'title').words}</strong>{' '}
              {contentText(lesson.text, 'summary').words}
            </li>
          ))}
        </ol>
        {lessons?.length === 0 && <p>{t('surveys:result.noLessons')}</p>}
      </section>
      <Card title={t('surveys:result.all')}>
        <dl class="survey-scales">
          {scores.map((score) => (
            <div key={score.scale} class="survey-scale">
              <dt lang={words(scaleKey(score.scale, 'name')).lang}>
                {words(scaleKey(score.scale, 'name')).words}
              </dt>
              <dd>
                <Pips score={score} />
                {t(`surveys:result.${levelOf(score)}`)}
              </dd>
            </div>
          ))}
        </dl>
      </Card>
    </>
  );
}

type Level = 'unknown' | 'start' | 'underway' | 'well';

/** In words, never in points: a number would be taken for a mark. */
function levelOf({ counted, points, most }: ScaleScore): Level {
  if (counted === 0 || most === 0) return 'unknown';
  const share = points / most;
  return share >= 2 / 3 ? 'well' : share >= 1 / 3 ? 'underway' : 'start';
}

/** The same as the words beside it, for the eye: three lozenges, woven ones filled. */
function Pips({ score }: { readonly score: ScaleScore }) {
  const filled = { unknown: 0, start: 1, underway: 2, well: 3 }[levelOf(score)];
  return (
    <svg class="survey-pips" viewBox="0 0 66 22" width="66" height="22" aria-hidden="true">
      {[0, 1, 2].map((i) => (
        <path
          key={i}
          d={`M${11 + i * 22} 2 ${20 + i * 22} 11 ${11 + i * 22} 20 ${2 + i * 22} 11Z`}
          class={i < filled ? 'survey-pip survey-pip-on' : 'survey-pip'}
        />
      ))}
    </svg>
  );
}
