// Confirms by content: the device's own name is typed before it is revoked (and wiped, when asked), and what would be
// lost is said first. Part of DevicesScreen.
import { useEffect, useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Checkbox } from '#ui/Checkbox.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { Notice } from '#ui/Notice.tsx';
import { TextField } from '#ui/TextField.tsx';
import { revoke } from './desk-actions.ts';
import type { DeskDevice } from './desk-queries.ts';

export type RevokeDialogProps = {
  /** The device asked about; the dialog is closed without one. */
  readonly row: DeskDevice | undefined;
  readonly onClose: () => void;
  readonly onDone: (words: string) => void;
};

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

export function RevokeDialog({ row, onClose, onDone }: RevokeDialogProps) {
  const device = useDevice();
  const [typed, setTyped] = useState('');
  const [wipe, setWipe] = useState(false);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    setTyped('');
    setWipe(false);
    setProblem(undefined);
  }, [row]);
  const act = async (one: DeskDevice): Promise<void> => {
    const done = await revoke(device, one.id, wipe);
    if (done.ok) {
      const words = t('desk:revoke.done', { name: one.name });
      onDone(wipe ? `${words} ${t('desk:wipe.done')}` : words);
    } else setProblem(done.code === 'offline' ? t('desk:offline') : t(`errors:${done.code}`));
  };
  const unsent = row?.unsent ?? 0;
  return (
    <Dialog
      open={row !== undefined}
      title={row ? t('desk:revoke.title', { name: row.name }) : ''}
      onClose={onClose}
      actions={
        row && (
          <>
            <Button kind="primary" onPress={onClose}>
              {t('desk:revoke.keep')}
            </Button>
            <Button kind="danger" disabled={!same(typed, row.name)} onPress={() => void act(row)}>
              {t('desk:revoke.yes')}
            </Button>
          </>
        )
      }
    >
      {row && (
        <>
          <p>{t('desk:revoke.text')}</p>
          <Checkbox
            label={t('desk:wipe')}
            hint={t('desk:wipe.text')}
            checked={wipe}
            onChange={setWipe}
          />
          {unsent > 0 && (
            <Notice kind="careful" title={t('desk:revoke.unsent', { now: unsent })}>
              {wipe && <p>{t('desk:wipe.lost')}</p>}
            </Notice>
          )}
          <TextField
            label={t('desk:revoke.proof', { name: row.name })}
            value={typed}
            onInput={setTyped}
            spellCheck={false}
          />
          {problem !== undefined && <Notice kind="problem" live title={problem} />}
        </>
      )}
    </Dialog>
  );
}
