// One question of a survey: its distribution or measures, free texts, by rounds, by another question. Part of SurveyResultsScreen.
import type { Row } from '#device/database.ts';
import { formatNumber } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import type { Count, Line, PublishedTable, QuestionResult } from '#forms/results/publish.ts';
import type { Form } from '#forms/schema.ts';
import { BarTable, PartTable, type BarLine } from './ResultParts.tsx';
import { choiceWords, lineWords, questionOf, questionWords, roundWords } from './results-words.ts';

export type QuestionResultsProps = {
  readonly survey: Row<'survey'>;
  readonly form: Form;
  readonly result: QuestionResult;
  /** The question that parts the others. */
  readonly cross: string | undefined;
};

const OTHERS = ['refused', 'missing', 'notAsked', 'stale'] as const;

export function QuestionResults({ survey, form, result, cross }: QuestionResultsProps) {
  const question = questionOf(form, result.name);
  const named = choiceWords(survey, question);
  const parting = cross === undefined ? undefined : questionOf(form, cross);
  const title = question ? questionWords(survey, question) : result.name;
  return (
    <section class="results-question" aria-label={title}>
      <h3>{title}</h3>
      {result.withheld ? (
        <p class="soft">{t('results:withheld')}</p>
      ) : (
        <>
          {result.repeat !== undefined && <p class="soft">{t('results:instances')}</p>}
          {result.measures && <Measures measures={result.measures} />}
          <BarTable
            caption={title}
            lines={linesOf(result, named)}
            answered={result.as === 'text' || result.as === 'given' ? null : result.answered}
          />
          {result.texts && <Texts texts={result.texts} />}
          <Parted kind="trend" table={result.trend} rowWords={named} columnWords={roundWords} />
          {result.means?.some((mean) => mean !== null) && result.trend && (
            <p>
              {t('results:means')}{' '}
              {result.trend.columns
                .flatMap((line, at) => {
                  const mean = result.means?.[at] ?? null;
                  return mean === null
                    ? []
                    : [`${lineWords(line, roundWords)}: ${formatNumber(mean, 1)}`];
                })
                .join('; ')}
            </p>
          )}
          <Parted
            kind="staleTrend"
            table={result.staleTrend}
            rowWords={named}
            columnWords={roundWords}
          />
          {parting && (
            <Parted
              kind="cross"
              about={questionWords(survey, parting)}
              table={result.cross}
              rowWords={named}
              columnWords={choiceWords(survey, parting)}
            />
          )}
        </>
      )}
    </section>
  );
}

function linesOf(result: QuestionResult, named: (name: string) => string): BarLine[] {
  const own: BarLine[] = result.choices?.map(({ line, count }, at) => ({
    key: `c${at}`,
    label: lineWords(line, named),
    count,
  })) ??
    result.bins?.map(({ from, to, count }) => ({
      key: `b${from}`,
      label: from === to ? formatNumber(from) : `${formatNumber(from)} – ${formatNumber(to)}`,
      count,
    })) ?? [{ key: 'given', label: t('results:given'), count: result.answered }];
  const others = OTHERS.filter((name) => result[name] !== 0);
  return [
    ...own,
    ...others.map((name) => ({
      key: name,
      label: t(`results:${name}`),
      count: result[name],
      faint: true,
    })),
  ];
}

function Measures({ measures }: { readonly measures: NonNullable<QuestionResult['measures']> }) {
  return (
    <dl class="results-measures">
      {(['median', 'mean', 'min', 'max'] as const).map((name) => (
        <div key={name}>
          <dt>{t(`results:${name}`)}</dt>
          <dd class="digits">{formatNumber(measures[name], 1)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Texts({ texts }: { readonly texts: readonly string[] }) {
  return (
    <details class="results-texts">
      <summary>{t('results:texts', { count: texts.length })}</summary>
      <ul>
        {texts.map((text, at) => (
          <li key={at}>{text}</li>
        ))}
      </ul>
    </details>
  );
}

type PartedProps = {
  readonly kind: 'trend' | 'staleTrend' | 'cross';
  readonly about?: string;
  readonly table: QuestionResult['trend'];
  readonly rowWords: (name: string) => string;
  readonly columnWords: (name: string) => string;
};

/** Where everybody answered, the line of those who did not says nothing. */
function withoutIdle({ columns, rows }: PublishedTable): PublishedTable {
  const stays = (line: Line, counts: readonly Count[]): boolean =>
    line.is !== 'rest' || counts.some((count) => count !== 0);
  const kept = columns.map((line, c) =>
    stays(
      line,
      rows.map(({ counts }) => counts[c] ?? null),
    ),
  );
  return {
    columns: columns.filter((_, c) => kept[c]),
    rows: rows
      .filter(({ line, counts }) => stays(line, counts))
      .map(({ line, counts }) => ({ line, counts: counts.filter((_, c) => kept[c]) })),
  };
}

/** One round alone says nothing that the distribution does not. */
function Parted({ kind, about = '', table, rowWords, columnWords }: PartedProps) {
  if (table === undefined || (kind === 'trend' && table?.columns.length === 1)) return null;
  if (!table) return <p class="soft">{t(`results:${kind}.withheld`, { about })}</p>;
  const rows =
    kind === 'trend' &&
    table.rows.some(({ line }) => line.is === 'named' && line.name === ' given');
  return (
    <PartTable
      caption={t(`results:${kind}`, { about })}
      table={withoutIdle(table)}
      rowWords={rows ? () => t('results:given') : rowWords}
      columnWords={columnWords}
      faint={kind === 'staleTrend'}
    />
  );
}
