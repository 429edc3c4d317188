// A code for one person's device: large to read aloud, as a link, as a QR, with its last day. Needs the network. Part of PersonScreen.
import { useState } from 'preact/hooks';
import type { Row } from '#device/database.ts';
import { useDevice } from '#device/live.ts';
import { formatDateTime } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Card } from '#ui/Card.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { QrCode } from '#ui/QrCode.tsx';
import { invite } from './desk-actions.ts';
import type { Invite } from './desk-queries.ts';

export function InvitePanel({ person }: { readonly person: Row<'person'> }) {
  const device = useDevice();
  const [made, setMade] = useState<Invite>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const ask = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const answer = await invite(device, person.id);
    setBusy(false);
    if (answer.ok) setMade(answer.value);
    else setError(answer.code);
  };
  const problem =
    error === 'offline'
      ? t('desk:offline')
      : error === 'not-found'
        ? t('desk:invite.notYet')
        : error === undefined
          ? undefined
          : t(`errors:${error}`);
  return (
    <Card title={t('desk:invite')} icon="key">
      <p class="no-print">{t('desk:invite.text')}</p>
      {problem !== undefined && (
        <Notice kind="info" live title={problem}>
          {error === 'offline' && <p>{t('desk:offline.do')}</p>}
        </Notice>
      )}
      {made && (
        <div class="desk-invite" role="status">
          <div class="stack-tight">
            <p>{t('desk:invite.for', { name: person.displayName })}</p>
            <p class="desk-code digits">{made.code}</p>
            <p class="desk-link">
              <a href={made.url}>{made.url}</a>
            </p>
            <p>{t('desk:invite.until', { until: formatDateTime(new Date(made.expiresAt)) })}</p>
            <p class="soft">{t('desk:invite.once')}</p>
          </div>
          <QrCode value={made.url} label={t('desk:invite.qr')} size={200} />
        </div>
      )}
      <div class="row no-print">
        <Button
          kind={made ? 'secondary' : 'primary'}
          icon="key"
          disabled={busy}
          onPress={() => void ask()}
        >
          {t(busy ? 'desk:asking' : made ? 'desk:invite.another' : 'desk:invite.make')}
        </Button>
        {made && <PrintButton />}
      </div>
    </Card>
  );
}
