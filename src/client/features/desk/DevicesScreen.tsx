// `/desk/devices`: what each device told of itself last, those that need a look first, and the way to stop trusting one. Needs the network.
import { useState } from 'preact/hooks';
import { useDevice, useRecords } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Asking } from './Asking.tsx';
import { DeskFrame } from './DeskFrame.tsx';
import { type DeskDevice, useDevices } from './desk-queries.ts';
import { byCare, type Cared } from './device-care.ts';
import { DeviceCard } from './DeviceCard.tsx';
import { RevokeDialog } from './RevokeDialog.tsx';

export function DevicesScreen() {
  const { answer, error, busy, again } = useDevices();
  const [revoking, setRevoking] = useState<DeskDevice>();
  const [done, setDone] = useState<string>();
  return (
    <DeskFrame title={t('desk:part.devices')} lead={t('desk:devices.lead')}>
      {done !== undefined && (
        <Notice kind="done" live title={done} onClose={() => setDone(undefined)} />
      )}
      <Asking busy={busy} error={error} onAgain={again} />
      {answer?.length === 0 && (
        <EmptyState icon="tablet" title={t('desk:devices.empty')}>
          <p>{t('desk:devices.empty.do')}</p>
        </EmptyState>
      )}
      {answer && answer.length > 0 && (
        <>
          <div class="row no-print">
            <Button icon="sync" disabled={busy} onPress={again}>
              {t('desk:refresh')}
            </Button>
          </div>
          <Groups devices={answer} onRevoke={setRevoking} />
          <About />
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

type GroupsProps = {
  readonly devices: readonly DeskDevice[];
  readonly onRevoke: (row: DeskDevice) => void;
};

function Groups({ devices, onRevoke }: GroupsProps) {
  const device = useDevice();
  const own = device.identity.value?.device.id;
  const people = useRecords('person');
  const names = new Map((people ?? []).map((row) => [row.id, row.displayName]));
  const now = device.now();
  const all = byCare(devices, now);
  const trusted = all.filter(({ row }) => !row.revoked);
  const groups = [
    { key: 'look', rows: trusted.filter(({ reasons }) => reasons.length > 0) },
    { key: 'fine', rows: trusted.filter(({ reasons }) => reasons.length === 0) },
    { key: 'closed', rows: all.filter(({ row }) => row.revoked) },
  ] as const;
  const card = ({ row, reasons }: Cared<DeskDevice>) => (
    <DeviceCard
      key={row.id}
      row={row}
      reasons={reasons}
      person={names.get(row.personId)}
      now={now}
      onRevoke={row.revoked || row.id === own ? undefined : () => onRevoke(row)}
    />
  );
  return (
    <>
      {groups
        .filter(({ rows }) => rows.length > 0)
        .map(({ key, rows }) => (
          <section key={key} class="stack-tight" aria-labelledby={`devices-${key}`}>
            <h2 id={`devices-${key}`}>{t(`desk:devices.${key}`, { now: rows.length })}</h2>
            <div class="desk-devices">{rows.map(card)}</div>
          </section>
        ))}
    </>
  );
}

function About() {
  return (
    <details class="desk-help no-print">
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
  );
}
