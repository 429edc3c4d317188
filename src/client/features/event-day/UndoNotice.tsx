// What the last tap did, with its way back; stays until closed. Used by the day's screens.
import { hasText, t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Notice } from '#ui/Notice.tsx';
import type { Refusal } from './day-actions.ts';
import type { Undo } from './use-undo.ts';

/** A nickname that holds what may not be stored says so; all else by its code. */
function refusalWords(refusal: Refusal): string {
  const found = /private-data:([\w-]+)/.exec(refusal.message)?.[1];
  const key = `private-data:${found ?? ''}`;
  return found !== undefined && hasText(key) ? t(key) : t(`errors:${refusal.code}`);
}

export function UndoNotice({ undo }: { readonly undo: Undo }) {
  return (
    <>
      {undo.refusal && <Notice kind="problem" live title={refusalWords(undo.refusal)} />}
      {undo.done && (
        <Notice kind="done" live title={undo.done.words} onClose={undo.close}>
          <div>
            <Button icon="undo" onPress={() => void undo.back()}>
              {t('common:undo')}
            </Button>
          </div>
        </Notice>
      )}
    </>
  );
}
