// What stood in a record's fields before, with one tap back to each. Used by the screens of a session, a learner and a list.
import { useState } from 'preact/hooks';
import { formatDateTime } from '#i18n/format.ts';
import { hasText, t } from '#i18n/i18n.ts';
import { Button } from './Button.tsx';
import { List, ListRow } from './List.tsx';
import { Notice } from './Notice.tsx';

type Entry = {
  readonly key: string;
  readonly field: string;
  readonly value: unknown;
  readonly until: Date;
  readonly who?: string | undefined;
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
};

/** Milliseconds since 1970 begin here: smaller numbers are counts. */
const FIRST_INSTANT = Date.UTC(2000, 0, 1);

const fieldWords = (field: string): string => {
  const name = field.split('.')[0] ?? field;
  return hasText(`sessions:field.${name}`) ? t(`sessions:field.${name}`) : t('history:field');
};

function valueWords(value: unknown): string {
  if (value === null || value === '') return t('history:empty');
  if (typeof value === 'boolean') return t(value ? 'common:yes' : 'common:no');
  if (typeof value === 'number')
    return value > FIRST_INSTANT ? formatDateTime(value) : String(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function EarlierValues<E extends Entry>(props: EarlierValuesProps<E>) {
  const { entries, busy, error, ask, onRestore } = props;
  const [open, setOpen] = useState(false);
  const [told, setTold] = useState<Outcome>();
  const toggle = (): void => {
    if (!open) ask();
    setTold(undefined);
    setOpen(!open);
  };
  return (
    <section class="stack-tight no-print">
      <div>
        <Button icon="history" expanded={open} onPress={toggle}>
          {t('history:title')}
        </Button>
      </div>
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
        />
      )}
      {told && (
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
            <ListRow
              key={entry.key}
              icon="history"
              title={`${fieldWords(entry.field)}: ${valueWords(entry.value)}`}
              note={t(entry.who === undefined ? 'history:until' : 'history:untilBy', {
                at: formatDateTime(entry.until),
                name: entry.who ?? '',
              })}
              actions={
                <Button
                  icon="undo"
                  about={`${fieldWords(entry.field)}: ${valueWords(entry.value)}`}
                  onPress={() => void onRestore(entry).then(setTold)}
                >
                  {t('history:restore')}
                </Button>
              }
            />
          ))}
        </List>
      )}
    </section>
  );
}
