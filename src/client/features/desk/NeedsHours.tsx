// Hours that the offers take against hours that there are, and one sentence of what is missing. Part of NeedsScreen.
import type { Hours, HoursLine, Planning } from '#forms/needs/hours.ts';
import { contentWords } from '#i18n/content-text.ts';
import { formatNumber } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { useRecords } from '#device/live.ts';
import { DataTable } from '#ui/DataTable.tsx';
import { Notice } from '#ui/Notice.tsx';

type Props = { readonly hours: Hours | undefined; readonly planning: Planning };

const inHours = (minutes: number): string => formatNumber(minutes / 60, 1);

export function NeedsHours({ hours, planning }: Props) {
  const lessons = useRecords('lesson') ?? [];
  const nameOf = ({ offer }: HoursLine): string => {
    if (offer === undefined) return t('needs:others');
    const lesson = lessons.find(({ slug }) => slug === offer.lesson);
    return lesson === undefined
      ? t(`offers:offer.${offer.id}.title`)
      : t('offers:offer.lesson.title', { title: contentWords(lesson.text, 'title') });
  };
  const wayOf = ({ offer }: HoursLine): string =>
    offer === undefined ? '–' : t(`offers:way.${offer.way}`);
  if (hours === undefined)
    return (
      <section class="stack">
        <h2>{t('needs:hours')}</h2>
        <p>{t('needs:hours.few')}</p>
      </section>
    );
  return (
    <section class="stack">
      <h2>{t('needs:hours')}</h2>
      <dl class="desk-counts">
        {(
          [
            ['alone', inHours(hours.alone)],
            ['group', inHours(hours.group)],
            ['needed', inHours(hours.minutes)],
            ['month', planning.hours === undefined ? '–' : formatNumber(planning.hours)],
          ] as const
        ).map(([name, value]) => (
          <div key={name} class="desk-count">
            <dt>{t(`needs:sum.${name}`)}</dt>
            <dd class="digits">{value}</dd>
          </div>
        ))}
      </dl>
      <Gap minutes={hours.minutes} available={planning.hours} />
      <DataTable
        caption={t('needs:hours.caption')}
        rows={hours.lines}
        rowKey={({ offer }) => offer?.id ?? ''}
        columns={[
          {
            key: 'offer',
            label: t('needs:col.offer'),
            heading: true,
            sortBy: nameOf,
            cell: nameOf,
          },
          { key: 'way', label: t('needs:col.way'), sortBy: wayOf, cell: wayOf },
          {
            key: 'people',
            label: t('needs:col.people'),
            numeric: true,
            sortBy: ({ count }) => count,
            cell: ({ count }) => formatNumber(count),
          },
          {
            key: 'hours',
            label: t('needs:col.hours'),
            numeric: true,
            sortBy: ({ minutes }) => minutes,
            cell: ({ minutes }) => inHours(minutes),
          },
        ]}
      />
      <p class="soft">{t('needs:hours.why', { group: formatNumber(planning.group) })}</p>
    </section>
  );
}

type GapProps = { readonly minutes: number; readonly available: number | undefined };

function Gap({ minutes, available }: GapProps) {
  const needed = inHours(minutes);
  if (available === undefined)
    return (
      <div class="no-print">
        <Notice kind="info" title={t('needs:gap.unknown')} />
      </div>
    );
  const hours = formatNumber(available);
  if (available * 60 >= minutes)
    return <Notice kind="done" title={t('needs:gap.enough', { needed, hours })} />;
  return (
    <Notice
      kind="careful"
      title={
        available === 0
          ? t('needs:gap.none', { needed })
          : t('needs:gap.missing', {
              needed,
              hours,
              missing: inHours(minutes - available * 60),
              count: Math.ceil(minutes / 60 / available),
            })
      }
    />
  );
}
