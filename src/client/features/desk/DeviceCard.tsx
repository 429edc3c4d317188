// One device as it last told of itself, in words; first what somebody should do about it. Part of DevicesScreen.
import {
  formatBytes,
  formatDate,
  formatNumber,
  formatRelativeDays,
  formatTime,
} from '#i18n/format.ts';
import { language, t } from '#i18n/i18n.ts';
import { languageOf } from '#i18n/languages.ts';
import { Button } from '#ui/Button.tsx';
import { Icon } from '#ui/Icon.tsx';
import type { DeskDevice } from './desk-queries.ts';
import { clockIsRight, type Reason, storageShare } from './device-care.ts';

export type DeviceCardProps = {
  readonly row: DeskDevice;
  readonly reasons: readonly Reason[];
  /** Who holds it. */
  readonly person: string | undefined;
  readonly now: number;
  /** None for the device in hand and for those already revoked. */
  readonly onRevoke: (() => void) | undefined;
};

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const percent = (share: number): string =>
  new Intl.NumberFormat(languageOf(language.value).tag, {
    style: 'percent',
    maximumFractionDigits: 0,
  }).format(share);

/** "šodien, 14.05", "pirms 5 dienām (17. novembrī)". */
function seenWords(lastSeen: string | null | undefined, now: number): string {
  if (lastSeen == null) return t('desk:seen.never');
  const at = new Date(lastSeen);
  const midnight = (ms: number): number => new Date(ms).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(at.getTime()) - midnight(now)) / DAY_MS);
  return days > -2
    ? `${formatRelativeDays(Math.min(days, 0))}, ${formatTime(at)}`
    : `${formatRelativeDays(days)} (${formatDate(at)})`;
}

/** "12 minūtes", "3 stundas", "4 dienas". */
function lengthWords(ms: number): string {
  const [unit, size] =
    ms < 120 * MINUTE_MS
      ? (['minute', MINUTE_MS] as const)
      : ms < 2 * DAY_MS
        ? (['hour', 60 * MINUTE_MS] as const)
        : (['day', DAY_MS] as const);
  return new Intl.NumberFormat(languageOf(language.value).tag, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 0,
  }).format(ms / size);
}

/** Added to the device's clock the offset gives the server's: above nothing, the device is behind. */
const clockWords = (row: DeskDevice): string =>
  row.clockOffsetMs == null
    ? t('desk:untold')
    : clockIsRight(row)
      ? t('desk:clock.right')
      : t(row.clockOffsetMs > 0 ? 'desk:clock.behind' : 'desk:clock.ahead', {
          length: lengthWords(Math.abs(row.clockOffsetMs)),
        });

function reasonWords(reason: Reason, row: DeskDevice): string {
  switch (reason) {
    case 'refused':
      return t('desk:care.refused', { now: formatNumber(row.rejected ?? 0) });
    case 'stuck':
      return t('desk:care.stuck', { now: formatNumber(row.unsent ?? 0) });
    case 'full':
      return t('desk:care.full', { share: percent(storageShare(row) ?? 1) });
    case 'never':
      return t('desk:care.never');
    case 'silent':
      return t('desk:care.silent');
    case 'clock':
      return t('desk:care.clock', { how: clockWords(row) });
    case 'unequal':
      return t('desk:care.unequal');
    case 'old':
      return t('desk:care.old');
  }
}

const counted = (count: number | null | undefined): string =>
  count == null
    ? t('desk:untold')
    : count === 0
      ? t('desk:count.none')
      : t('desk:count.records', { count });

export function DeviceCard({ row, reasons, person, now, onRevoke }: DeviceCardProps) {
  const share = storageShare(row);
  const facts = [
    { key: 'seen', words: seenWords(row.lastSeen, now) },
    {
      key: 'unsent',
      words: counted(row.unsent),
      more: row.unsentMedia ? t('desk:count.media', { count: row.unsentMedia }) : undefined,
    },
    { key: 'refused', words: counted(row.rejected) },
    { key: 'mismatches', words: proofWords(row) },
    {
      key: 'storage',
      words:
        row.storageUsed == null
          ? t('desk:untold')
          : share === undefined || row.storageQuota == null
            ? formatBytes(row.storageUsed)
            : t('desk:storage.of', {
                used: formatBytes(row.storageUsed),
                share: percent(share),
              }),
      more: row.persisted === false ? t('desk:storage.loose') : undefined,
    },
    { key: 'clock', words: clockWords(row) },
    { key: 'version', words: row.version ?? t('desk:untold') },
  ] as const;
  return (
    <article class="desk-device" aria-label={row.name}>
      <header class="desk-device-head">
        <h3>
          <Icon name="tablet" /> {row.name}
        </h3>
        {person !== undefined && <p class="soft">{person}</p>}
        {row.revoked && (
          <p class="desk-careful">{t(row.wipe ? 'desk:device.wiped' : 'desk:device.revoked')}</p>
        )}
      </header>
      {reasons.length > 0 && (
        <ul class="desk-reasons">
          {reasons.map((reason) => (
            <li key={reason}>
              <Icon name="careful" />
              <span>{reasonWords(reason, row)}</span>
            </li>
          ))}
        </ul>
      )}
      <dl class="desk-facts">
        {facts.map((fact) => (
          <div key={fact.key}>
            <dt>{t(`desk:col.${fact.key}`)}</dt>
            <dd>
              {fact.words}
              {'more' in fact && fact.more !== undefined && (
                <span class="desk-fact-more">{fact.more}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {onRevoke && (
        <div class="no-print">
          <Button kind="danger" about={row.name} onPress={onRevoke}>
            {t('desk:revoke')}
          </Button>
        </div>
      )}
    </article>
  );
}

/** Whether both sides held the same at the last exchange, and how often they once differed. */
function proofWords({ equal, digestMismatches }: DeskDevice): string {
  const words =
    equal == null ? t('desk:untold') : t(equal ? 'desk:equal.yes' : 'desk:equal.notYet');
  const mended = digestMismatches ?? 0;
  return mended > 0 ? `${words}. ${t('desk:equal.mended', { count: mended })}` : words;
}
