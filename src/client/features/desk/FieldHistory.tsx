// Earlier words of one text in every language, each with a way back into the draft. Part of the lesson editor.
import { useEarlierValues } from '#device/earlier-values.ts';
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { EarlierValues } from '#ui/EarlierValues.tsx';
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
      {textKey && <OneText lessonId={lessonId} textKey={textKey} onRestore={onRestore} />}
    </Dialog>
  );
}

type OneTextProps = {
  readonly lessonId: string;
  readonly textKey: TextKey;
  readonly onRestore: FieldHistoryProps['onRestore'];
};

function OneText({ lessonId, textKey, onRestore }: OneTextProps) {
  const earlier = useEarlierValues('lesson', lessonId);
  const nameOf = (field: string): string | undefined =>
    languages.find(({ code }) => registerOf(code, textKey.key) === field)?.ownName;
  return (
    <EarlierValues
      {...earlier}
      open
      entries={earlier.entries?.filter(
        ({ field, value }) => nameOf(field) !== undefined && typeof value === 'string',
      )}
      nameOf={nameOf}
      restoreWords={t('desk:history.restore')}
      onRestore={({ field, value }) => {
        if (typeof value === 'string') onRestore(field, value);
        return Promise.resolve({ ok: true });
      }}
    />
  );
}
