// What stood in a record's fields before, with one tap back to each: the one list of it, on every screen that shows such a record.
import { useEffect, useState } from 'preact/hooks';
import type { FunctionComponent } from 'preact';
import { deskTexts, t } from '#i18n/i18n.ts';
import { Button } from './Button.tsx';
import type { EarlierListProps, Entry, Outcome } from './EarlierList.tsx';
import { Notice } from './Notice.tsx';

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
  const list = useList<E>(entries !== undefined && entries.length > 0);
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
      {open && entries && entries.length > 0 && list && <list.Part {...props} onTold={setTold} />}
    </section>
  );
}

/** The list and its words come once there is something to list: that is, with a network (`later` in vite.config.ts). */
function useList<E extends Entry>(
  wanted: boolean,
): { readonly Part: FunctionComponent<EarlierListProps<E>> } | undefined {
  const [list, setList] = useState<{ readonly Part: FunctionComponent<EarlierListProps<E>> }>();
  useEffect(() => {
    if (!wanted || list) return;
    void Promise.all([import('./EarlierList.tsx'), deskTexts()]).then(
      ([{ EarlierList }]) => setList({ Part: EarlierList }),
      () => undefined,
    );
  }, [wanted]);
  return list;
}
