// How a question's answers are drawn: bars that can be told apart without colour, and the same numbers as a table. Parts of QuestionResults.
import { formatNumber } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import type { Count, PublishedTable } from '#forms/results/publish.ts';
import { countWords, lineWords } from './results-words.ts';
import './results.css';

export type BarLine = {
  readonly key: string;
  readonly label: string;
  readonly count: Count;
  /** Grey and hatched: no longer counted, or no answer. */
  readonly faint?: boolean;
};

/** A bar is drawn for the eye; the words and numbers stand in the row beside it. A hidden count has a dashed frame and no length. */
function Bar({ count, most, faint }: Pick<BarLine, 'count' | 'faint'> & { readonly most: number }) {
  const width = count === null || most === 0 ? 0 : (100 * count) / most;
  return (
    <svg class="results-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      {count === null ? (
        <rect class="results-bar-hidden" x="0.5" y="1" width="99" height="8" />
      ) : (
        <rect class={faint ? 'results-bar-faint' : 'results-bar-full'} width={width} height="10" />
      )}
    </svg>
  );
}

/** Chart and table in one: each row names its line, draws it, and gives count and share. */
export function BarTable({
  caption,
  lines,
  answered,
}: {
  readonly caption: string;
  readonly lines: readonly BarLine[];
  /** Of how many the shares are; null leaves them out. */
  readonly answered: Count;
}) {
  const most = Math.max(0, ...lines.map(({ count }) => count ?? 0));
  const shares = answered !== null && answered > 0;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard could not scroll it otherwise
    <div class="results-wide" tabIndex={0} role="group" aria-label={caption}>
      <table class="results-table results-bars">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('results:answer')}</th>
            {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- over the drawn bars, which say nothing that the numbers do not */}
            <td class="results-drawn" />
            <th scope="col" class="results-number">
              {t('results:count')}
            </th>
            {shares && (
              <th scope="col" class="results-number">
                {t('results:share')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, label, count, faint }) => (
            <tr key={key} class={faint ? 'results-faint' : undefined}>
              <th scope="row">{label}</th>
              <td class="results-drawn">
                <Bar count={count} most={most} faint={faint ?? false} />
              </td>
              <td class="results-number">{countWords(count)}</td>
              {shares && (
                <td class="results-number">
                  {count === null || faint ? '' : `${formatNumber((100 * count) / answered, 0)} %`}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** By round or by another question: a table whose cells carry their own bars, each column measured by itself. */
export function PartTable({
  caption,
  table,
  rowWords,
  columnWords,
  faint,
}: {
  readonly caption: string;
  readonly table: PublishedTable;
  readonly rowWords: (name: string) => string;
  readonly columnWords: (name: string) => string;
  readonly faint?: boolean;
}) {
  const most = table.columns.map((_, c) =>
    Math.max(0, ...table.rows.map(({ counts }) => counts[c] ?? 0)),
  );
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard could not scroll it otherwise
    <div class="results-wide" tabIndex={0} role="group" aria-label={caption}>
      <table class={faint ? 'results-table results-faint' : 'results-table'}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- the corner of the table */}
            <td />
            {table.columns.map((line, c) => (
              <th key={c} scope="col" class="results-number">
                {lineWords(line, columnWords)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ line, counts }, r) => (
            <tr key={r}>
              <th scope="row">{lineWords(line, rowWords)}</th>
              {counts.map((count, c) => (
                <td key={c} class="results-number">
                  {countWords(count)}
                  <Bar count={count} most={most[c] ?? 0} faint={faint ?? false} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
