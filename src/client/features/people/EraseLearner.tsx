// Erasing a learner: says what goes, asks for the number of the code, then takes everything away. Part of LearnerScreen.
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Row } from '#device/database.ts';
import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { Notice } from '#ui/Notice.tsx';
import { TextField } from '#ui/TextField.tsx';
import { eraseLearner } from './people-actions.ts';
import type { LearnerRecords } from './people-queries.ts';

/** What must be typed: the last part of the code. It stands in the question, so that it is read and not just clicked. */
export const proofOf = (code: string): string => code.split(/[ -]/).at(-1) ?? code;

export function EraseLearner({
  row,
  records,
}: {
  readonly row: Row<'learner'>;
  readonly records: LearnerRecords;
}) {
  const device = useDevice();
  const { route } = useLocation();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const right = typed.trim() === proofOf(row.code);
  const close = (): void => {
    setOpen(false);
    setTyped('');
  };
  const erase = async (): Promise<void> => {
    const done = await eraseLearner(device, row.id);
    if (done.ok) route('/learners?erased=1', true);
    else setProblem(t(`errors:${done.error.code}`));
  };
  return (
    <div>
      <Button kind="danger" icon="remove" onPress={() => setOpen(true)}>
        {t('people:erase')}
      </Button>
      <Dialog
        open={open}
        title={t('people:erase.title', { code: row.code })}
        onClose={close}
        actions={
          <>
            <Button kind="primary" onPress={close}>
              {t('people:erase.keep')}
            </Button>
            <Button kind="danger" icon="remove" disabled={!right} onPress={() => void erase()}>
              {t('people:erase.yes')}
            </Button>
          </>
        }
      >
        <p>{t('people:erase.what')}</p>
        <ul>
          <li>{t('people:erase.lessons', { now: records.progress.length })}</li>
          <li>{t('people:erase.attempts', { now: records.attempts.length })}</li>
          <li>{t('people:erase.lists', { now: records.lists.length })}</li>
          <li>{t('people:erase.answers', { now: records.responses.length })}</li>
        </ul>
        <p>{t('people:erase.stays')}</p>
        <TextField
          label={t('people:erase.proof', { number: proofOf(row.code) })}
          value={typed}
          onInput={setTyped}
          digits
          inputMode="numeric"
          size={6}
        />
        {problem !== undefined && <Notice kind="problem" live title={problem} />}
      </Dialog>
    </div>
  );
}
