// Earlier words of one text in every language, each with a way back into the draft. Part of ContentEditScreen.
import { useEarlierValues } from '#device/earlier-values.ts';
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { EarlierValues } from '#ui/EarlierValues.tsx';
import { textRegister } from './content-draft.ts';
import type { AuthoredKind, TextKey } from './content-keys.ts';
import { textName } from './content-words.ts';

export type FieldHistoryProps = {
  readonly kind: AuthoredKind;
  readonly id: string;
  readonly textKey: TextKey | undefined;
  readonly onClose: () => void;
  readonly onRestore: (register: string, words: string) => void;
};

export function FieldHistory({ textKey, onClose, ...props }: FieldHistoryProps) {
  return (
    <Dialog
      open={textKey !== undefined}
      title={textKey ? t('desk:history.title', { text: textName(textKey) }) : ''}
      onClose={onClose}
    >
      {textKey && <OneText {...props} textKey={textKey} />}
    </Dialog>
  );
}

type OneTextProps = Omit<FieldHistoryProps, 'textKey' | 'onClose'> & { readonly textKey: TextKey };

function OneText({ kind, id, textKey, onRestore }: OneTextProps) {
  const earlier = useEarlierValues(kind, id);
  const nameOf = (field: string): string | undefined =>
    languages.find(({ code }) => textRegister(code, textKey.key) === field)?.ownName;
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
