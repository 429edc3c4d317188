// `/desk/results`: every survey with how many answered it, and how many of these answers are still fresh.
import { useDevice, useRecords } from '#device/live.ts';
import { contentWords } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { DataTable } from '#ui/DataTable.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { DeskFrame } from './DeskFrame.tsx';
import { resultsOf, todayHere, useResponsesBySurvey } from './results-queries.ts';
import { countWords } from './results-words.ts';

export function ResultsScreen() {
  const device = useDevice();
  const surveys = useRecords('survey');
  const responses = useResponsesBySurvey();
  const today = todayHere(device.now());
  if (!surveys || !responses)
    return (
      <DeskFrame title={t('results:title')}>
        <p class="soft">{t('common:loading')}</p>
      </DeskFrame>
    );
  const rows = surveys.map((survey) => {
    const query = { survey: survey.slug, questions: [], rounds: 'year', today } as const;
    const result = resultsOf(survey, responses.get(survey.slug) ?? [], query);
    return { survey, title: contentWords(survey.text, 'title') || survey.slug, result };
  });
  const counted = (count: number | null | undefined): number => count ?? 0;
  return (
    <DeskFrame title={t('results:title')} lead={<p>{t('results:lead')}</p>}>
      <DataTable
        caption={t('results:surveys')}
        rows={rows}
        rowKey={({ survey }) => survey.id}
        empty={
          <EmptyState icon="list" title={t('results:surveys.empty')}>
            <p>{t('results:surveys.empty.do')}</p>
          </EmptyState>
        }
        columns={[
          {
            key: 'title',
            label: t('results:col.survey'),
            heading: true,
            sortBy: ({ title }) => title,
            cell: ({ survey, title }) => <a href={`/desk/results/${survey.slug}`}>{title}</a>,
          },
          ...(['responses', 'fresh', 'stale'] as const).map((name) => ({
            key: name,
            label: t(`results:col.${name}`),
            numeric: true,
            sortBy: ({ result }: (typeof rows)[number]) => counted(result?.[name]),
            cell: ({ result }: (typeof rows)[number]) =>
              result === undefined ? '–' : countWords(result[name]),
          })),
        ]}
      />
      <div class="no-print">
        <LinkButton kind="secondary" icon="people" href="/desk/needs">
          {t('needs:link')}
        </LinkButton>
      </div>
      <p class="soft">{t('results:hidden.why')}</p>
    </DeskFrame>
  );
}
