// Route /surveys/:slug/paper: the same questions on A4, black on white, for people who like paper better; typed in later by the helper.
import { useRoute } from 'preact-iso';
import { useDevice } from '#device/live.ts';
import { openForm, type FormState } from '#forms/engine.ts';
import { choicesOf, isAnswered, isGroup, type Item, type Question } from '#forms/schema.ts';
import { choiceKey, hintKey, labelKey } from '#forms/texts.ts';
import { contentText } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { PageFrame } from '#ui/PageFrame.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { wordsOf } from './QuestionField.tsx';
import { clockOf, formOf } from './survey-form.ts';
import { surveyPath } from './survey-paths.ts';
import { useSurvey, type Survey } from './surveys-queries.ts';
import { BrokenForm, Looking, NotThere } from './SurveyMissing.tsx';
import './surveys.css';

export function PaperScreen() {
  const device = useDevice();
  const survey = useSurvey(useRoute().params['slug'] ?? '');
  if (survey === undefined) return <Looking />;
  if (survey === null) return <NotThere />;
  const form = formOf(survey);
  if (!form.ok) return <BrokenForm problems={form.error} />;
  const title = contentText(survey.text, 'title');
  const state = openForm(form.value, { now: clockOf(device) });
  return (
    <PageFrame
      title={title.words}
      titleLang={title.lang}
      back={surveyPath(survey.slug)}
      lead={contentText(survey.text, 'intro').words}
    >
      <p class="no-print">
        <PrintButton label={t('surveys:paper.print')} />
      </p>
      <p class="survey-paper-head">
        <span>{t('surveys:paper.code')}</span>
        <span>{t('surveys:paper.date')}</span>
      </p>
      <ol class="survey-paper">
        {linesOf(form.value.items, false).map(({ question, conditional }) => (
          <PaperQuestion
            key={question.name}
            survey={survey}
            state={state}
            question={question}
            conditional={conditional}
          />
        ))}
      </ol>
      <p>{contentText(survey.text, 'thanks').words}</p>
    </PageFrame>
  );
}

type Line = { readonly question: Question; readonly conditional: boolean };

/** Paper can't hide a question: one with a condition says so. */
const linesOf = (items: readonly Item[], conditional: boolean): readonly Line[] =>
  items.flatMap((item) => {
    const asked = conditional || item.relevant !== undefined;
    if (isGroup(item)) return linesOf(item.items, asked);
    return item.type === 'calculate' ? [] : [{ question: item, conditional: asked }];
  });

type PaperQuestionProps = Line & { readonly survey: Survey; readonly state: FormState };

function PaperQuestion({ survey, state, question, conditional }: PaperQuestionProps) {
  const label = wordsOf(survey.text, state, labelKey(question));
  const hint = wordsOf(survey.text, state, hintKey(question)).words;
  const choices = choicesOf(state.compiled.form, question);
  return (
    <li class="survey-paper-question" lang={label.lang}>
      <p class="survey-paper-label">{label.words}</p>
      {hint !== '' && <p class="soft">{hint}</p>}
      {conditional && <p class="soft">{t('surveys:paper.ifAsked')}</p>}
      {question.type === 'select_multiple' && <p class="soft">{t('surveys:paper.several')}</p>}
      {isAnswered(question) && choices.length === 0 && <p class="survey-paper-line" />}
      {isAnswered(question) && (
        <ul class="survey-paper-choices">
          {choices.map((choice) => (
            <li key={choice.name}>
              {wordsOf(survey.text, state, choiceKey(question, choice.name)).words}
            </li>
          ))}
          {question.refuse !== false && <li>{t('surveys:refuse')}</li>}
        </ul>
      )}
    </li>
  );
}
