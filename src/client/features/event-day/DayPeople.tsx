// Everybody of the day with what they did, each leading to its correction. Part of DayScreen.
import { formatTime } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { List, ListRow } from '#ui/List.tsx';
import { RecordState } from '#ui/RecordState.tsx';
import { recordPlace } from '#ui/record-place.ts';
import { standOf } from './day-math.ts';
import { type DayPart, nameOf } from './day-part.ts';

export function DayPeople({ open }: DayPart) {
  const rows = open.visits.toSorted((a, b) => b.arrivedAt - a.arrivedAt || b.number - a.number);
  if (rows.length === 0) {
    return (
      <EmptyState icon="people" title={t('event-day:people.none')}>
        <p>{t('event-day:people.do')}</p>
      </EmptyState>
    );
  }
  return (
    <List label={t('event-day:view.people')}>
      {rows.map((visit) => (
        <ListRow
          key={visit.id}
          href={`/day/${open.day.id}?view=people&person=${visit.id}`}
          icon="person"
          title={nameOf(visit, open.labels)}
          text={[
            formatTime(visit.arrivedAt),
            t(`event-day:stand.${standOf(visit)}`),
            ...((visit.aloneRuns ?? 0) > 0
              ? [t('event-day:alone', { count: visit.aloneRuns ?? 0 })]
              : []),
            ...(visit.firstPayment === true ? [t('event-day:payment')] : []),
          ].join(' · ')}
          note={<RecordState {...recordPlace(visit)} />}
        />
      ))}
    </List>
  );
}
