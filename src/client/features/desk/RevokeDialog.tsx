// Confirms by content: the device's own name is typed before it is revoked or wiped, and what would be lost is said first. Part of DevicesScreen.
import { useEffect, useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { Notice } from '#ui/Notice.tsx';
import { TextField } from '#ui/TextField.tsx';
import { revoke } from './desk-actions.ts';
import type { DeskDevice } from './desk-queries.ts';

export type Revoking = { readonly row: DeskDevice; readonly wipe: boolean };

export type RevokeDialogProps = {
  readonly revoking: Revoking | undefined;
  readonly onClose: () => void;
  readonly onDone: (words: string) => void;
};

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

export function RevokeDialog({ revoking, onClose, onDone }: RevokeDialogProps) {
  const device = useDevice();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    setTyped('');
    setProblem(undefined);
  }, [revoking]);
  if (!revoking) return <Dialog open={false} title="" onClose={onClose} />;
  const { row, wipe } = revoking;
  const act = async (): Promise<void> => {
    const done = await revoke(device, row.id, wipe);
    if (done.ok) onDone(t(wipe ? 'desk:wipe.done' : 'desk:revoke.done', { name: row.name }));
    else setProblem(done.code === 'offline' ? t('desk:offline') : t(`errors:${done.code}`));
  };
  return (
    <Dialog
      open
      title={t(wipe ? 'desk:wipe.title' : 'desk:revoke.title', { name: row.name })}
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" onPress={onClose}>
            {t('desk:revoke.keep')}
          </Button>
          <Button kind="danger" disabled={!same(typed, row.name)} onPress={() => void act()}>
            {t(wipe ? 'desk:wipe.yes' : 'desk:revoke.yes')}
          </Button>
        </>
      }
    >
      <p>{t(wipe ? 'desk:wipe.text' : 'desk:revoke.text')}</p>
      {(row.unsent ?? 0) > 0 && <Notice kind="careful" title={t('desk:revoke.unsent', { now: row.unsent ?? 0 })}>{wipe && <p>{t('desk:wipe.lost')}</p>}</Notice>}
      <TextField label={t('desk:revoke.proof', { name: row.name })} value={typed} onInput={setTyped} spellCheck={false} />
      {problem !== undefined && <Notice kind="problem" live title={problem} />}
    </Dialog>
  );
}
