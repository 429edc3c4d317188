// The calm line that a resident sees where staff work: what is behind it, and the way in with a code.
import { t } from '#i18n/i18n.ts';
import { Card } from '#ui/Card.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';

export function StaffOnly() {
  return (
    <Card
      title={t('sessions:staff.title')}
      icon="key"
      actions={
        <LinkButton kind="secondary" href="/enrol">
          {t('sessions:staff.enrol')}
        </LinkButton>
      }
    >
      <p>{t('sessions:staff.text')}</p>
    </Card>
  );
}
