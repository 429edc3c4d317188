// How a page that needs the server tells that it is asking, or that there is no network. Used by the desk's pages.
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Notice } from '#ui/Notice.tsx';

export type AskingProps = {
  readonly busy: boolean;
  readonly error: string | undefined;
  readonly onAgain: () => void;
};

export function Asking({ busy, error, onAgain }: AskingProps) {
  if (busy)
    return (
      <p class="soft" role="status">
        {t('desk:asking')}
      </p>
    );
  if (error === undefined) return null;
  return (
    <Notice kind="info" live title={error === 'offline' ? t('desk:offline') : t(`errors:${error}`)}>
      {error === 'offline' && <p>{t('desk:offline.do')}</p>}
      <div>
        <Button icon="sync" onPress={onAgain}>
          {t('desk:again')}
        </Button>
      </div>
    </Notice>
  );
}
