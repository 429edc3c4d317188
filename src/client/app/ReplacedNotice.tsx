// Says that this window keeps nothing any more, because another one has renewed or removed the database under it. It never
// reloads by itself: there may be words on the screen that somebody wants to copy (rule 41). Drawn by Shell.tsx.
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Notice } from '#ui/Notice.tsx';

export function ReplacedNotice() {
  return (
    <div class="page-notice">
      <Notice kind="careful" live title={t('shell:replaced.title')}>
        <p>{t('shell:replaced.text')}</p>
        <div class="row">
          <Button icon="sync" onPress={() => location.reload()}>
            {t('shell:replaced.again')}
          </Button>
        </div>
      </Notice>
    </div>
  );
}
