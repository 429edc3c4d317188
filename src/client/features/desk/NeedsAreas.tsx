// The table of parishes: how many answered, and what part of them is low in each stage. Part of NeedsScreen.
import type { AreaLine, AreaTable } from '#forms/needs/areas.ts';
import type { Count } from '#forms/results/publish.ts';
import { compareWords, formatNumber } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { DataTable } from '#ui/DataTable.tsx';

type Props = { readonly table: AreaTable; readonly stages: readonly string[] };

const wordsOf = (low: Count | undefined, answered: number): string =>
  low === null || low === undefined
    ? t('results:hidden')
    : t('needs:share', {
        percent: formatNumber((low / answered) * 100, 0),
        low: formatNumber(low),
      });

/** What a column is sorted by; hidden shares stand together at one end. */
const shareOf = ({ low, answered }: AreaLine, stage: string): number => {
  const count = low[stage];
  return count === null || count === undefined ? -1 : count / answered;
};
const nameOf = ({ area }: AreaLine): string => area ?? t('needs:together');

export function NeedsAreas({ table, stages }: Props) {
  const first = stages[0] ?? '';
  const lines = table.lines.toSorted(
    (a, b) => shareOf(b, first) - shareOf(a, first) || compareWords(nameOf(a), nameOf(b)),
  );
  return (
    <section class="stack">
      <h2>{t('needs:areas')}</h2>
      <dl class="desk-counts">
        <div class="desk-count">
          <dt>{t('needs:count.answered')}</dt>
          <dd class="digits">{formatNumber(table.answered)}</dd>
        </div>
        {stages.map((stage) => (
          <div key={stage} class="desk-count">
            <dt>{t(`needs:stage.${stage}`)}</dt>
            <dd class="digits">{wordsOf(table.low[stage], table.answered)}</dd>
          </div>
        ))}
      </dl>
      <DataTable
        caption={t('needs:areas.caption')}
        rows={lines}
        rowKey={(line) => line.area ?? ''}
        columns={[
          {
            key: 'area',
            label: t('needs:col.area'),
            heading: true,
            sortBy: nameOf,
            cell: nameOf,
          },
          {
            key: 'answered',
            label: t('needs:col.answered'),
            numeric: true,
            sortBy: ({ answered }) => answered,
            cell: ({ answered }) => formatNumber(answered),
          },
          ...stages.map((stage) => ({
            key: stage,
            label: t(`needs:stage.${stage}`),
            numeric: true,
            sortBy: (line: AreaLine) => shareOf(line, stage),
            cell: (line: AreaLine) => wordsOf(line.low[stage], line.answered),
          })),
        ]}
      />
      <p class="soft">
        {t('needs:areas.why')} {t('results:hidden.why')}{' '}
        <span class="no-print">{t('needs:areas.sort')}</span>
      </p>
    </section>
  );
}
