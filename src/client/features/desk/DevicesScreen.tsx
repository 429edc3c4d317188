// `/desk/devices`: what each tablet told of itself last, and the way to stop trusting one. Asks the server: needs the network.
import { useState } from 'preact/hooks';
import { useDevice, useRecords } from '#device/live.ts';
import { formatBytes, formatNumber, formatShortDate, formatTime } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { DataTable } from '#ui/DataTable.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Asking } from './Asking.tsx';
import { DeskFrame } from './DeskFrame.tsx';
import { type DeskDevice, useDevices } from './desk-queries.ts';
import { RevokeDialog } from './RevokeDialog.tsx';

const NONE = '–';
const orNone = <T,>(value: T | null | undefined, words: (value: T) => string): string =>
  value == null ? NONE : words(value);

export function DevicesScreen() {
  const { answer, error, busy, again } = useDevices();
  const own = useDevice().identity.value?.device.id;
  const people = useRecords('person');
  const names = new Map((people ?? []).map((row) => [row.id, row.displayName]));
  const [revoking, setRevoking] = useState<DeskDevice>();
  const [done, setDone] = useState<string>();
  const state = (row: DeskDevice): string =>
    row.revoked
      ? t(row.wipe ? 'desk:device.wiped' : 'desk:device.revoked')
      : t('desk:device.trusted');
  return (
    <DeskFrame title={t('desk:part.devices')} lead={t('desk:devices.lead')}>
      {done !== undefined && (
        <Notice kind="done" live title={done} onClose={() => setDone(undefined)} />
      )}
      <Asking busy={busy} error={error} onAgain={again} />
      {answer && (
        <>
          <div class="row">
            <Button icon="sync" disabled={busy} onPress={again}>
              {t('desk:refresh')}
            </Button>
          </div>
          <div class="desk-dense">
            <DataTable
              caption={t('desk:devices')}
              rows={answer}
              rowKey={(row) => row.id}
              empty={
                <EmptyState icon="tablet" title={t('desk:devices.empty')}>
                  <p>{t('desk:devices.empty.do')}</p>
                </EmptyState>
              }
              columns={[
                {
                  key: 'name',
                  label: t('desk:col.device'),
                  heading: true,
                  sortBy: (row) => row.name,
                  cell: (row) => row.name,
                },
                {
                  key: 'person',
                  label: t('desk:col.person'),
                  sortBy: (row) => names.get(row.personId) ?? '',
                  cell: (row) => names.get(row.personId) ?? NONE,
                },
                {
                  key: 'seen',
                  label: t('desk:col.seen'),
                  sortBy: (row) => row.lastSeen ?? '',
                  cell: (row) =>
                    orNone(
                      row.lastSeen,
                      (at) => `${formatShortDate(new Date(at))} ${formatTime(new Date(at))}`,
                    ),
                },
                {
                  key: 'unsent',
                  label: t('desk:col.unsent'),
                  numeric: true,
                  sortBy: (row) => row.unsent ?? -1,
                  cell: (row) => orNone(row.unsent, formatNumber),
                },
                {
                  key: 'refused',
                  label: t('desk:col.refused'),
                  numeric: true,
                  sortBy: (row) => row.rejected ?? -1,
                  cell: (row) => orNone(row.rejected, formatNumber),
                },
                {
                  key: 'storage',
                  label: t('desk:col.storage'),
                  numeric: true,
                  sortBy: (row) => row.storageUsed ?? -1,
                  cell: (row) => <Storage row={row} />,
                },
                {
                  key: 'version',
                  label: t('desk:col.version'),
                  sortBy: (row) => row.version ?? '',
                  cell: (row) => row.version ?? NONE,
                },
                {
                  key: 'clock',
                  label: t('desk:col.clock'),
                  numeric: true,
                  sortBy: (row) => row.clockOffsetMs ?? 0,
                  cell: (row) =>
                    orNone(row.clockOffsetMs, (ms) =>
                      t('desk:seconds', { seconds: formatNumber(ms / 1000, 0) }),
                    ),
                },
                {
                  key: 'proof',
                  label: t('desk:col.mismatches'),
                  numeric: true,
                  sortBy: (row) => row.digestMismatches ?? -1,
                  cell: (row) => <Proof row={row} />,
                },
                { key: 'state', label: t('desk:col.status'), sortBy: state, cell: state },
                {
                  key: 'act',
                  label: t('desk:col.act'),
                  cell: (row) =>
                    row.revoked || row.id === own ? (
                      ''
                    ) : (
                      <Button kind="danger" about={row.name} onPress={() => setRevoking(row)}>
                        {t('desk:revoke')}
                      </Button>
                    ),
                },
              ]}
            />
          </div>
          <details class="desk-help">
            <summary>{t('desk:devices.words')}</summary>
            <dl class="stack-tight">
              {(['unsent', 'refused', 'storage', 'clock', 'mismatches'] as const).map((key) => (
                <div key={key}>
                  <dt>
                    <strong>{t(`desk:col.${key}`)}</strong>
                  </dt>
                  <dd>{t(`desk:about.${key}`)}</dd>
                </div>
              ))}
            </dl>
          </details>
        </>
      )}
      <RevokeDialog
        row={revoking}
        onClose={() => setRevoking(undefined)}
        onDone={(words) => {
          setRevoking(undefined);
          setDone(words);
          again();
        }}
      />
    </DeskFrame>
  );
}

/** Whether both sides held the same at the last exchange, and how often they once differed. */
function Proof({ row }: { readonly row: DeskDevice }) {
  if (row.equal == null) return <>{orNone(row.digestMismatches, formatNumber)}</>;
  return (
    <>
      {t(row.equal ? 'desk:equal.yes' : 'desk:equal.notYet')}
      {(row.digestMismatches ?? 0) > 0 && ` (${formatNumber(row.digestMismatches ?? 0)})`}
    </>
  );
}

/** From here on a tablet should be looked at: photos and recordings come on top of records. */
const NEARLY_FULL = 0.8;

function Storage({ row }: { readonly row: DeskDevice }) {
  if (row.storageUsed == null) return <>{NONE}</>;
  const full = row.storageQuota != null && row.storageUsed > NEARLY_FULL * row.storageQuota;
  return (
    <>
      {formatBytes(row.storageUsed)}
      {full && <span class="desk-careful">{t('desk:storage.full')}</span>}
      {row.persisted === false && <span class="desk-careful">{t('desk:storage.loose')}</span>}
    </>
  );
}
