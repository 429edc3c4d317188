// Route /surveys/:slug/answer/:response?page=<name>: one question a screen (or one group that stays together). Every answer is kept at
// once; each page has its own address, so that Back, reload and a restart of the tablet lead where people expect.
import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { useDevice } from '#device/live.ts';
import { flawOf, flawsOf } from '#forms/check.ts';
import { firstOpenPage, indexOfPage, pagesOf, type Page } from '#forms/pages.ts';
import { isAnswered, choicesOf, type Form } from '#forms/schema.ts';
import { choiceKey, hintKey, labelKey } from '#forms/texts.ts';
import { contentText } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Icon } from '#ui/Icon.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { Progress } from '#ui/Progress.tsx';
import { SpeakButton } from '#ui/SpeakButton.tsx';
import { QuestionField, wordsOf } from './QuestionField.tsx';
import { instanceTitle, RepeatPage } from './RepeatPage.tsx';
import { formOf } from './survey-form.ts';
import { answerPath, resultPath, surveyPath } from './survey-paths.ts';
import { finish, keepPage } from './surveys-actions.ts';
import { useResponse, useSurvey, type Response, type Survey } from './surveys-queries.ts';
import { BrokenForm, Looking, NotThere } from './SurveyMissing.tsx';
import { useAnswers, type Answering } from './use-answers.ts';
import './surveys.css';

export function AnswerScreen() {
  const { params } = useRoute();
  const survey = useSurvey(params['slug'] ?? '');
  const response = useResponse(params['response'] ?? '');
  if (survey === undefined || response === undefined) return <Looking />;
  if (survey === null || response === null || response.survey !== survey.slug) return <NotThere />;
  const form = formOf(survey);
  if (!form.ok) return <BrokenForm problems={form.error} />;
  return <Answers key={response.id} survey={survey} response={response} form={form.value} />;
}

type AnswersProps = { readonly survey: Survey; readonly response: Response; readonly form: Form };

function Answers({ survey, response, form }: AnswersProps) {
  const device = useDevice();
  const { route, query, path } = useLocation();
  const answering = useAnswers(form, response, survey.text);
  const { state } = answering;
  const pages = pagesOf(state);
  const wanted = query['page'];
  const left = wanted ?? response.at ?? firstOpenPage(state)?.name;
  const inside = pages.findIndex((one) => one.instance?.key === left);
  const at = Math.max(0, indexOfPage(pages, left), inside);
  const page = pages[at];
  const here = page?.name;
  // Without a page in the address the browser's Back would leave the survey from any question. While the next screen is
  // still loading this one sees that screen's address already, and must not take the person back.
  const isAddressOurs = path === answerPath(survey.slug, response.id);
  useEffect(() => {
    if (isAddressOurs && here !== undefined && wanted !== here)
      route(answerPath(survey.slug, response.id, here), true);
  }, [isAddressOurs, here, wanted, route, survey.slug, response.id]);
  // Only this screen's own steps are written: two tablets on one response would else chase each other's page for ever.
  const keptPage = useRef(response.at);
  useEffect(() => {
    if (here === undefined || keptPage.current === here) return;
    keptPage.current = here;
    void keepPage(device, response.id, here);
  }, [here, device, response.id]);
  if (page === undefined) return <NotThere />;

  const pathTo = (one: Page): string => answerPath(survey.slug, response.id, one.name);
  /** True when there is nothing more to say here. */
  async function leave(): Promise<boolean> {
    if (!(await answering.flush())) return false;
    const following = pages[at + 1];
    if (following !== undefined) {
      route(pathTo(following));
      return true;
    }
    const unfit = flawsOf(state)[0];
    const back = unfit === undefined ? undefined : pages[indexOfPage(pages, unfit.name)];
    if (back !== undefined) {
      route(pathTo(back));
      return true;
    }
    const done = await finish(device, survey, response, state);
    if (done.ok) route(resultPath(survey.slug, response.id));
    return done.ok;
  }
  const before = pages[at - 1];
  return (
    <AnswerPage
      key={page.name}
      survey={survey}
      page={page}
      answering={answering}
      now={at + 1}
      of={pages.length}
      back={before === undefined ? surveyPath(survey.slug) : pathTo(before)}
      onLeave={leave}
      onOpen={(instance) => route(answerPath(survey.slug, response.id, instance))}
    />
  );
}

/** The group, instance or repeat whose words stand over the page. */
const groupOf = (page: Page): string =>
  page.kind === 'repeat' ? page.repeat.name : (page.instance?.repeat.name ?? page.name);

type AnswerPageProps = {
  readonly survey: Survey;
  readonly page: Page;
  readonly answering: Answering;
  readonly now: number;
  readonly of: number;
  readonly back: string;
  /** False when something could not be stored. */
  readonly onLeave: () => Promise<boolean>;
  /** Goes to the first page of an instance. */
  readonly onOpen: (instance: string) => void;
};

function AnswerPage({ survey, page, answering, now, of, back, onLeave, onOpen }: AnswerPageProps) {
  const { state } = answering;
  const texts = survey.text;
  /** Flaws are said when the person wants to go on, not while they are still answering. */
  const [told, setTold] = useState(false);
  const [failed, setFailed] = useState(false);
  // Each page is a new screen: a screen reader and the keyboard begin at its question.
  useEffect(() => {
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>('main h1, h1')?.focus({ preventScroll: true });
  }, []);
  const flaws = page.keys.flatMap((name) => flawOf(state, name) ?? []);
  const answered = page.keys.some((name) => state.answers[name] !== undefined);
  const alone = page.questions.length === 1;
  const first = page.questions[0];
  const title =
    alone && first !== undefined && isAnswered(first)
      ? wordsOf(texts, state, labelKey(first), page.keys[0])
      : contentText(texts, `${groupOf(page)}.label`);
  const shownTitle = title.words === '' ? contentText(texts, 'title') : title;

  async function next(): Promise<void> {
    if (flaws.length > 0) {
      setTold(true);
      document.getElementById(`q-${flaws[0]?.name}`)?.focus();
      return;
    }
    setFailed(!(await onLeave()));
  }

  const spoken = page.questions.flatMap((question, i) => [
    wordsOf(texts, state, labelKey(question), page.keys[i]).words,
    wordsOf(texts, state, hintKey(question), page.keys[i]).words,
    ...choicesOf(state.compiled.form, question).map(
      (choice) => `${wordsOf(texts, state, choiceKey(question, choice.name)).words}.`,
    ),
  ]);
  return (
    <PageFrame
      title={shownTitle.words}
      titleLang={shownTitle.lang}
      back={back}
      lead={<Progress now={now} of={of} label={t('surveys:progress', { now, of })} />}
      actions={
        <>
          <Button
            kind="primary"
            iconAfter={now === of ? 'check' : 'forward'}
            onPress={() => void next()}
          >
            {now === of ? t('common:finish') : t('common:next')}
          </Button>
          <SpeakButton
            text={spoken.filter((words) => words !== '').join('\n')}
            lang={shownTitle.lang}
          />
          {answered && (
            <output
              class={`survey-saved soft${answering.saving === 'saved' ? '' : ' survey-unsaved'}`}
            >
              <Icon name="tablet" /> {t('surveys:saved')}
            </output>
          )}
        </>
      }
    >
      {(failed || answering.saving === 'failed') && (
        <Notice kind="problem" title={t('surveys:failed.title')} live>
          <p>{t('surveys:failed.text')}</p>
        </Notice>
      )}
      {page.instance && (
        <p class="survey-instance" lang={instanceTitle(texts, page.instance).lang}>
          {t('surveys:repeat.of', {
            what: instanceTitle(texts, page.instance).words,
            place: page.instance.place,
            of: page.instance.of,
          })}
        </p>
      )}
      {page.kind === 'repeat' ? (
        <RepeatPage page={page} answering={answering} texts={texts} onOpen={onOpen} />
      ) : (
        <div class={alone ? 'survey-alone' : 'stack'}>
          {page.questions.map((question, i) => {
            const name = page.keys[i] ?? question.name;
            return (
              <QuestionField
                key={name}
                question={question}
                name={name}
                state={state}
                texts={texts}
                flaw={told ? flaws.find((flaw) => flaw.name === name) : undefined}
                onAnswer={(value, typed) => answering.give(name, value, typed)}
                onRefuse={() => answering.refuse(name)}
              />
            );
          })}
        </div>
      )}
    </PageFrame>
  );
}
