// The teller withdraws the consent: says what goes, asks once, then erases. Part of StoryEditScreen.
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { Notice } from '#ui/Notice.tsx';
import { withdrawStory } from './story-actions.ts';

export type WithdrawStoryProps = {
  readonly id: string;
  readonly files: number;
  /** Stores what is typed now: a key pressed a moment ago must not come after the erasure. */
  readonly flush: () => Promise<void>;
};

export function WithdrawStory({ id, files, flush }: WithdrawStoryProps) {
  const device = useDevice();
  const { route } = useLocation();
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string>();
  const close = (): void => setOpen(false);
  const withdraw = async (): Promise<void> => {
    await flush();
    const done = await withdrawStory(device, id);
    if (done.ok) route('/desk/stories?withdrawn=1', true);
    else setProblem(t(`errors:${done.error.code}`));
  };
  return (
    <section class="stack-tight">
      <h2>{t('story-desk:withdraw')}</h2>
      <p>{t('story-desk:withdraw.text')}</p>
      <div>
        <Button kind="danger" icon="remove" onPress={() => setOpen(true)}>
          {t('story-desk:withdraw')}
        </Button>
      </div>
      <Dialog
        open={open}
        title={t('story-desk:withdraw.title')}
        onClose={close}
        actions={
          <>
            <Button kind="primary" onPress={close}>
              {t('story-desk:withdraw.keep')}
            </Button>
            <Button kind="danger" icon="remove" onPress={() => void withdraw()}>
              {t('story-desk:withdraw.yes')}
            </Button>
          </>
        }
      >
        <p>{t('story-desk:withdraw.what')}</p>
        <ul>
          <li>{t('story-desk:withdraw.words')}</li>
          <li>{t('story-desk:withdraw.who')}</li>
          <li>{t('story-desk:withdraw.files', { now: files })}</li>
        </ul>
        <p>{t('story-desk:withdraw.stays')}</p>
        {problem !== undefined && <Notice kind="problem" live title={problem} />}
      </Dialog>
    </section>
  );
}
