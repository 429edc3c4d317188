// Earlier values of one text in every language, from the server's history, each with a way back into the draft. Part of the lesson editor.
import { useRecords } from '#device/live.ts';
import { formatDateTime } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { Asking } from './Asking.tsx';
import { type HistoryEntry, useHistory } from './desk-queries.ts';
import { partName } from './EditStep.tsx';
import { registerOf, type TextKey } from './lesson-texts.ts';

export type FieldHistoryProps = {
  readonly lessonId: string;
  readonly textKey: TextKey | undefined;
  readonly onClose: () => void;
  readonly onRestore: (register: string, words: string) => void;
};

export function FieldHistory({ lessonId, textKey, onClose, onRestore }: FieldHistoryProps) {
  return (
    <Dialog
      open={textKey !== undefined}
      title={textKey ? t('desk:history.title', { text: partName(textKey) }) : ''}
      onClose={onClose}
    >
      {textKey && <Entries lessonId={lessonId} textKey={textKey} onRestore={onRestore} />}
    </Dialog>
  );
}

type EntriesProps = {
  readonly lessonId: string;
  readonly textKey: TextKey;
  readonly onRestore: FieldHistoryProps['onRestore'];
};

function Entries({ lessonId, textKey, onRestore }: EntriesProps) {
  const { answer, error, busy, again } = useHistory(lessonId);
  const people = useRecords('person');
  const nameOf = (entry: HistoryEntry): string =>
    people?.find((row) => row.id === entry.person)?.displayName ?? t('desk:history.someone');
  const entries = (answer ?? []).toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <>
      <Asking busy={busy} error={error} onAgain={again} />
      {answer &&
        languages.map(({ code, ownName }) => {
          const register = registerOf(code, textKey.key);
          const own = entries.filter(
            (entry) => entry.field === register && typeof entry.value === 'string',
          );
          return (
            <section key={code} class="stack-tight">
              <h3>{ownName}</h3>
              {own.length === 0 && <p class="soft">{t('desk:history.none')}</p>}
              {own.map((entry) => (
                <div key={`${entry.at}-${String(entry.value)}`} class="edit-choice stack-tight">
                  <p lang={code}>{String(entry.value)}</p>
                  <p class="small soft">
                    {t('desk:history.until', {
                      at: formatDateTime(new Date(entry.at)),
                      name: nameOf(entry),
                    })}
                  </p>
                  <div>
                    <Button
                      icon="undo"
                      about={String(entry.value)}
                      onPress={() => onRestore(register, String(entry.value))}
                    >
                      {t('desk:history.restore')}
                    </Button>
                  </div>
                </div>
              ))}
            </section>
          );
        })}
    </>
  );
}
