// `/desk/results/:slug`: what the answers to one survey come to, filtered by place, days and version; prints, and goes out as files.
import { useRoute } from 'preact-iso';
import { useMemo, useState } from 'preact/hooks';
import type { Row } from '#device/database.ts';
import { useBySlug, useDevice, useRecords } from '#device/live.ts';
import { crossQuestions, type SurveyResult } from '#forms/results/aggregate.ts';
import type { ResultQuery } from '#forms/results/query.ts';
import { layoutOf, type StoredResponse } from '#forms/results/read-response.ts';
import { stagesOf } from '#forms/needs/people.ts';
import type { Form } from '#forms/schema.ts';
import { contentWords } from '#i18n/content-text.ts';
import { compareWords, formatNumber } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { DateField } from '#ui/DateField.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { Select } from '#ui/Select.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { DeskFrame } from './DeskFrame.tsx';
import { ExportPanel } from './ExportPanel.tsx';
import { QuestionResults } from './QuestionResults.tsx';
import { formOf, resultsOf, todayHere, useStoredResponses } from './results-queries.ts';
import { countWords, questionOf, questionWords } from './results-words.ts';

export function SurveyResultsScreen() {
  const slug = useRoute().params['slug'] ?? '';
  const survey = useBySlug('survey', slug);
  const responses = useStoredResponses(slug);
  const title = survey ? contentWords(survey.text, 'title') || slug : t('results:title');
  const form = survey ? formOf(survey) : undefined;
  return (
    <DeskFrame title={title} back="/desk/results">
      {survey === undefined || (survey && !responses) ? (
        <p class="soft">{t('common:loading')}</p>
      ) : survey === null ? (
        <Notice kind="careful" title={t('results:unknown')} />
      ) : !form ? (
        <Notice kind="careful" title={t('results:unreadable')} />
      ) : (
        <Results survey={survey} form={form} responses={responses ?? []} />
      )}
    </DeskFrame>
  );
}

type Props = {
  readonly survey: Row<'survey'>;
  readonly form: Form;
  readonly responses: readonly StoredResponse[];
};

function Results({ survey, form, responses }: Props) {
  const device = useDevice();
  const [filter, setFilter] = useState<Partial<ResultQuery>>({});
  const today = todayHere(device.now());
  const query: ResultQuery = { survey: survey.slug, rounds: 'month', today, ...filter };
  const asked = JSON.stringify(query);
  const result = useMemo(
    () => resultsOf(survey, responses, JSON.parse(asked) as ResultQuery),
    [survey, responses, asked],
  );
  if (!responses.some(({ completedAt }) => typeof completedAt === 'number'))
    return (
      <EmptyState icon="list" title={t('results:empty')}>
        <p>{t('results:empty.do')}</p>
      </EmptyState>
    );
  return (
    <div class="stack">
      <Filters
        survey={survey}
        form={form}
        responses={responses}
        query={query}
        onChange={setFilter}
      />
      {result && <Answers survey={survey} form={form} result={result} cross={query.cross} />}
      {stagesOf(form).length > 0 && (
        <div class="no-print">
          <LinkButton kind="secondary" icon="people" href="/desk/needs">
            {t('needs:link')}
          </LinkButton>
        </div>
      )}
      <ExportPanel query={query} repeats={layoutOf(form).repeats.length > 0} />
    </div>
  );
}

type FiltersProps = Props & {
  readonly query: ResultQuery;
  readonly onChange: (filter: Partial<ResultQuery>) => void;
};

function Filters({ survey, form, responses, query, onChange }: FiltersProps) {
  const sites = useRecords('site') ?? [];
  const { survey: _survey, today: _today, ...filter } = query;
  /** Empty takes the filter away. */
  const set = <K extends keyof ResultQuery>(name: K, value: ResultQuery[K] | undefined): void => {
    const { [name]: _before, ...others } = filter as ResultQuery;
    onChange(value === undefined ? others : { ...others, [name]: value });
  };
  const versions = [...new Set(responses.map(({ formVersion }) => formVersion ?? 0))].toSorted(
    (a, b) => a - b,
  );
  const withAnswers = new Set(responses.map(({ place }) => place));
  const round = typeof query.rounds === 'string' ? query.rounds : 'month';
  const questions = crossQuestions(form).map((name) => questionOf(form, name));
  return (
    <fieldset class="results-filters no-print">
      <legend>{t('results:filters')}</legend>
      <Select
        id="results-place"
        label={t('results:place')}
        value={query.places?.[0] ?? ''}
        empty={t('results:place.all')}
        options={sites
          .filter(({ id }) => withAnswers.has(id))
          .toSorted((a, b) => compareWords(a.name, b.name))
          .map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => set('places', id === '' ? undefined : [id])}
      />
      <DateField
        id="results-from"
        label={t('results:from')}
        value={query.from ?? ''}
        onChange={(day) => set('from', day === '' ? undefined : day)}
      />
      <DateField
        id="results-to"
        label={t('results:to')}
        value={query.to ?? ''}
        onChange={(day) => set('to', day === '' ? undefined : day)}
      />
      <Select
        id="results-rounds"
        label={t('results:rounds')}
        value={round}
        options={(['month', 'quarter', 'year'] as const).map((value) => ({
          value,
          label: t(`results:rounds.${value}`),
        }))}
        onChange={(value) => set('rounds', value as 'month' | 'quarter' | 'year')}
      />
      <Select
        id="results-cross"
        label={t('results:crossBy')}
        value={query.cross ?? ''}
        empty={t('results:crossBy.none')}
        options={questions.flatMap((question) =>
          question ? [{ value: question.name, label: questionWords(survey, question) }] : [],
        )}
        onChange={(name) => set('cross', name === '' ? undefined : name)}
      />
      {versions.length > 1 && (
        <Select
          id="results-version"
          label={t('results:version')}
          value={String(query.versions?.[0] ?? '')}
          empty={t('results:version.all')}
          options={versions.map((one) => ({ value: String(one), label: formatNumber(one) }))}
          onChange={(one) => set('versions', one === '' ? undefined : [Number(one)])}
        />
      )}
      <div class="row results-tools">
        <PrintButton />
        {Object.keys(filter).length > 1 && (
          <Button kind="quiet" icon="undo" onPress={() => onChange({})}>
            {t('results:filters.clear')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

type AnswersProps = Omit<Props, 'responses'> & {
  readonly result: SurveyResult;
  readonly cross: string | undefined;
};

function Answers({ survey, form, result, cross }: AnswersProps) {
  if (result.responses === 0)
    return (
      <EmptyState icon="filter" title={t('results:none')}>
        <p>{t('results:none.do')}</p>
      </EmptyState>
    );
  return (
    <>
      <dl class="desk-counts">
        {(['responses', 'fresh', 'stale'] as const).map((name) => (
          <div key={name} class="desk-count">
            <dt>{t(`results:count.${name}`)}</dt>
            <dd class="digits">{countWords(result[name])}</dd>
          </div>
        ))}
      </dl>
      {result.responses === null ? (
        <Notice kind="info" title={t('results:few')}>
          <p>{t('results:hidden.why')}</p>
        </Notice>
      ) : (
        <>
          <p class="soft">
            {t('results:stale.why', { count: survey.validDays })} {t('results:hidden.why')}
          </p>
          <h2>{t('results:questions')}</h2>
          <div class="results-questions">
            {result.questions.map((one) => (
              <QuestionResults
                key={one.name}
                survey={survey}
                form={form}
                result={one}
                cross={cross}
              />
            ))}
          </div>
        </>
      )}
    </>
  );
}
