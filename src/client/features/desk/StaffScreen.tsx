// `/desk/people`: everybody who works here, one row each; the way to a new person and to a code for their device.
import type { Row } from '#device/database.ts';
import { useRecords } from '#device/live.ts';
import { compareWords } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { DataTable } from '#ui/DataTable.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { recordPlace } from '#ui/record-place.ts';
import { RecordState } from '#ui/RecordState.tsx';
import { DeskFrame } from './DeskFrame.tsx';

export function StaffScreen() {
  const people = useRecords('person');
  const sites = useRecords('site');
  const siteNames = new Map((sites ?? []).map((row) => [row.id, row.name]));
  const placesOf = (row: Row<'person'>): string =>
    Object.entries(row.sites ?? {})
      .flatMap(([id, on]) => (on ? [siteNames.get(id) ?? ''] : []))
      .filter(Boolean)
      .join(', ');
  return (
    <DeskFrame title={t('desk:part.people')}>
      <div class="row">
        <LinkButton href="/desk/people/new" icon="plus">
          {t('desk:person.new')}
        </LinkButton>
      </div>
      {!people ? (
        <p class="soft">{t('common:loading')}</p>
      ) : (
        <DataTable
          caption={t('desk:staff')}
          rows={people.toSorted((a, b) => compareWords(a.displayName, b.displayName))}
          rowKey={(row) => row.id}
          empty={
            <EmptyState icon="people" title={t('desk:staff.empty')}>
              <p>{t('desk:staff.empty.do')}</p>
            </EmptyState>
          }
          columns={[
            {
              key: 'name',
              label: t('desk:col.name'),
              heading: true,
              sortBy: (row) => row.displayName,
              cell: (row) => <a href={`/desk/people/${row.id}`}>{row.displayName}</a>,
            },
            {
              key: 'role',
              label: t('desk:col.role'),
              sortBy: (row) => t(`desk:role.${row.role}`),
              cell: (row) => t(`desk:role.${row.role}`),
            },
            { key: 'sites', label: t('desk:col.sites'), sortBy: placesOf, cell: placesOf },
            {
              key: 'minor',
              label: t('desk:col.age'),
              sortBy: (row) => Number(row.minor === true),
              cell: (row) => (row.minor === true ? t('desk:minor.yes') : t('desk:minor.no')),
            },
            {
              key: 'active',
              label: t('desk:col.status'),
              sortBy: (row) => Number(row.active !== false),
              cell: (row) => t(row.active === false ? 'desk:active.no' : 'desk:active.yes'),
            },
            {
              key: 'state',
              label: t('desk:col.state'),
              cell: (row) => <RecordState {...recordPlace(row)} />,
            },
          ]}
        />
      )}
    </DeskFrame>
  );
}
