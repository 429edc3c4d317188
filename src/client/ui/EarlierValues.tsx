// What stood in a record's fields before, with one tap back to each: the one list of it, on every screen that shows such a record.
import { useEffect, useState } from 'preact/hooks';
import { formatDateTime } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from './Button.tsx';
import { fieldWords, valueWords } from './earlier-words.ts';
import { List, ListRow } from './List.tsx';
import { Notice } from './Notice.tsx';

type Entry = {
  readonly key: string;
  readonly field: string;
  readonly value: unknown;
  readonly until: Date;
  readonly who?: string | undefined;
  readonly about?: string | undefined;
  readonly means?: string | undefined;
};
type Outcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: { readonly code: string } };

export type EarlierValuesProps<E extends Entry> = {
  readonly entries?: readonly E[] | undefined;
  readonly busy: boolean;
  /** A code that `errors:` has words for. */
  readonly error?: string | undefined;
  /** Asks the server; called when the person opens the list. */
  readonly ask: () => void;
  readonly onRestore: (entry: E) => Promise<Outcome>;
  /** Stands open, without a button: where the person asked for it already. */
  readonly open?: boolean | undefined;
  /** Other words than "Atjaunot". */
  readonly restoreWords?: string | undefined;
  /** What a field is called here, where more is known than its name; undefined leaves the general word. */
  readonly nameOf?: ((field: string) => string | undefined) | undefined;
};

export function EarlierValues<E extends Entry>(props: EarlierValuesProps<E>) {
  const { entries, busy, error, ask } = props;
  const [opened, setOpened] = useState(false);
  const [told, setTold] = useState<Outcome>();
  const open = props.open === true || opened;
  useEffect(() => {
    if (open) ask();
  }, [open]);
  return (
    <section class="stack-tight no-print">
      {props.open !== true && (
        <div>
          <Button
            icon="history"
            expanded={open}
            onPress={() => {
              setTold(undefined);
              setOpened(!opened);
            }}
          >
            {t('history:title')}
          </Button>
        </div>
      )}
      {open && busy && (
        <p class="soft" role="status">
          {t('common:loading')}
        </p>
      )}
      {open && error !== undefined && (
        <Notice
          kind="info"
          live
          title={t(error === 'offline' ? 'history:offline' : `errors:${error}`)}
        >
          <div>
            <Button icon="sync" onPress={ask}>
              {t('history:again')}
            </Button>
          </div>
        </Notice>
      )}
      {open && told && (
        <Notice
          kind={told.ok ? 'done' : 'problem'}
          live
          title={told.ok ? t('history:restored') : t(`errors:${told.error.code}`)}
          onClose={() => setTold(undefined)}
        />
      )}
      {open && entries?.length === 0 && <p class="soft">{t('history:none')}</p>}
      {open && entries && entries.length > 0 && (
        <List label={t('history:title')}>
          {entries.map((entry) => (
            <Row key={entry.key} entry={entry} list={props} onTold={setTold} />
          ))}
        </List>
      )}
    </section>
  );
}

type RowProps<E extends Entry> = {
  readonly entry: E;
  readonly list: EarlierValuesProps<E>;
  readonly onTold: (outcome: Outcome) => void;
};

function Row<E extends Entry>({ entry, list, onTold }: RowProps<E>) {
  const { field, value, until, who, about, means } = entry;
  const words = `${list.nameOf?.(field) ?? fieldWords(field, about)}: ${valueWords(field, value, means)}`;
  return (
    <ListRow
      icon="history"
      title={words}
      note={t(who === undefined ? 'history:until' : 'history:untilBy', {
        at: formatDateTime(until),
        name: who ?? '',
      })}
      actions={
        <Button icon="undo" about={words} onPress={() => void list.onRestore(entry).then(onTold)}>
          {list.restoreWords ?? t('history:restore')}
        </Button>
      }
    />
  );
}
