// What stood in a record's fields before, line by line, each with its way back. Part of EarlierValues, which fetches it.
import { formatDateTime } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from './Button.tsx';
import { fieldWords, valueWords } from './earlier-words.ts';
import { List, ListRow } from './List.tsx';

export type Entry = {
  readonly key: string;
  readonly field: string;
  readonly value: unknown;
  readonly until: Date;
  readonly who?: string | undefined;
  readonly about?: string | undefined;
  readonly means?: string | undefined;
};
export type Outcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: { readonly code: string } };

export type EarlierListProps<E extends Entry> = {
  readonly entries?: readonly E[] | undefined;
  readonly onRestore: (entry: E) => Promise<Outcome>;
  readonly restoreWords?: string | undefined;
  readonly nameOf?: ((field: string) => string | undefined) | undefined;
  readonly onTold: (outcome: Outcome) => void;
};

export function EarlierList<E extends Entry>(props: EarlierListProps<E>) {
  return (
    <List label={t('history:title')}>
      {props.entries?.map((entry) => (
        <Row key={entry.key} entry={entry} list={props} />
      ))}
    </List>
  );
}

type RowProps<E extends Entry> = { readonly entry: E; readonly list: EarlierListProps<E> };

function Row<E extends Entry>({ entry, list }: RowProps<E>) {
  const { field, value, until, who, about, means } = entry;
  const words = `${list.nameOf?.(field) ?? fieldWords(field, about)}: ${valueWords(field, value, means)}`;
  return (
    <ListRow
      icon="history"
      title={words}
      note={t(who === undefined ? 'history-words:until' : 'history-words:untilBy', {
        at: formatDateTime(until),
        name: who ?? '',
      })}
      actions={
        <Button
          icon="undo"
          about={words}
          onPress={() => void list.onRestore(entry).then(list.onTold)}
        >
          {list.restoreWords ?? t('history-words:restore')}
        </Button>
      }
    />
  );
}
