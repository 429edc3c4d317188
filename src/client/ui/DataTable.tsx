// The coordinator's dense table: a caption, columns sorted by buttons, its own scrolling region that
// the keyboard reaches. Not for tablets in a senior's hands.
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';

import { compareWords } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';

import { Icon } from './Icon.tsx';
import './data-table.css';

export type Column<Row> = {
  readonly key: string;
  readonly label: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** What to sort by; without it the column cannot be sorted. */
  readonly sortBy?: ((row: Row) => string | number) | undefined;
  /** Digits, set at the end of the cell. */
  readonly numeric?: boolean | undefined;
  /** The cell that names the row (at most one column). */
  readonly heading?: boolean | undefined;
};

export type DataTableProps<Row> = {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** What stands here while there are no rows: an EmptyState. */
  readonly empty?: ComponentChildren;
};

type Sorting = { readonly key: string; readonly down: boolean };

function sorted<Row>(
  rows: readonly Row[],
  column: Column<Row> | undefined,
  down: boolean,
): readonly Row[] {
  const by = column?.sortBy;
  if (!by) return rows;
  const sign = down ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [by(one), by(other)];
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    return sign * compareWords(String(a), String(b));
  });
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const captionId = useId();
  if (props.rows.length === 0 && props.empty) return <>{props.empty}</>;
  const by = props.columns.find((column) => column.key === sorting?.key);
  const rows = sorted(props.rows, by, sorting?.down ?? false);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard could not scroll it otherwise
    <section class="data-table" aria-labelledby={captionId} tabIndex={0}>
      <table>
        <caption id={captionId}>{props.caption}</caption>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <HeadCell key={column.key} column={column} sorting={sorting} onSort={setSorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={props.rowKey(row)}>
              {props.columns.map((column) => {
                const look = column.numeric ? 'data-number' : undefined;
                return column.heading ? (
                  <th key={column.key} scope="row" class={look}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} class={look}>
                    {column.cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type HeadCellProps<Row> = {
  readonly column: Column<Row>;
  readonly sorting: Sorting | null;
  readonly onSort: (sorting: Sorting) => void;
};

function HeadCell<Row>({ column, sorting, onSort }: HeadCellProps<Row>) {
  const here = sorting?.key === column.key;
  const look = column.numeric ? 'data-number' : undefined;
  if (!column.sortBy) {
    return (
      <th scope="col" class={look}>
        {column.label}
      </th>
    );
  }
  return (
    <th
      scope="col"
      class={look}
      aria-sort={here ? (sorting.down ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        class="data-sort"
        title={t('common:table.sort', { column: column.label })}
        onClick={() => onSort({ key: column.key, down: here && !sorting.down })}
      >
        <span>{column.label}</span>
        {here && <Icon name={sorting.down ? 'down' : 'up'} />}
      </button>
    </th>
  );
}
