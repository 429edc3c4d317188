// `/desk/content`: the lessons with what is missing in each language, what is not published yet and what is due for a review.
import type { Row } from '#device/database.ts';
import { useDevice, useRecords } from '#device/live.ts';
import { contentWords } from '#i18n/content-text.ts';
import { formatShortDate } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { DataTable } from '#ui/DataTable.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { DeskFrame } from './DeskFrame.tsx';
import { draftTexts, missingIn } from './lesson-texts.ts';

export function ContentScreen() {
  const device = useDevice();
  const lessons = useRecords('lesson');
  const drafts = useRecords('draft');
  const now = device.now();
  const draftOf = (row: Row<'lesson'>) =>
    draftTexts(drafts?.find((draft) => draft.targetId === row.id)?.values);
  const lacking = (row: Row<'lesson'>, lang: string): number =>
    missingIn(row.steps, row.text, draftOf(row), lang).length;
  const isDue = (row: Row<'lesson'>): boolean =>
    row.reviewBy != null && Date.parse(row.reviewBy) < now;
  return (
    <DeskFrame title={t('desk:part.content')} lead={t('desk:content.lead')}>
      {!lessons ? (
        <p class="soft">{t('common:loading')}</p>
      ) : (
        <DataTable
          caption={t('desk:lessons')}
          rows={lessons}
          rowKey={(row) => row.id}
          empty={
            <EmptyState icon="learn" title={t('desk:lessons.empty')}>
              <p>{t('desk:lessons.empty.do')}</p>
            </EmptyState>
          }
          columns={[
            {
              key: 'title',
              label: t('desk:col.title'),
              heading: true,
              sortBy: (row) => contentWords(row.text, 'title'),
              cell: (row) => (
                <a href={`/desk/content/${row.id}`}>{contentWords(row.text, 'title')}</a>
              ),
            },
            ...languages.map(({ code, ownName }) => ({
              key: code,
              label: ownName,
              sortBy: (row: Row<'lesson'>) => lacking(row, code),
              cell: (row: Row<'lesson'>) => <Lacking count={lacking(row, code)} />,
            })),
            {
              key: 'draft',
              label: t('desk:col.draft'),
              numeric: true,
              sortBy: (row) => Object.keys(draftOf(row)).length,
              cell: (row) => Object.keys(draftOf(row)).length,
            },
            {
              key: 'review',
              label: t('desk:col.review'),
              sortBy: (row) => row.reviewBy ?? '',
              cell: (row) => (
                <>
                  {row.reviewBy == null ? '–' : formatShortDate(row.reviewBy)}
                  {isDue(row) && <span class="desk-careful">{t('desk:review.due')}</span>}
                </>
              ),
            },
          ]}
        />
      )}
    </DeskFrame>
  );
}

function Lacking({ count }: { readonly count: number }) {
  return count === 0 ? (
    <>{t('desk:complete')}</>
  ) : (
    <span class="mark-missing">{t('desk:lacking', { now: count })}</span>
  );
}
