// Opening hours day by day in words; as written when they are not of a known form. Called by PlaceScreen.
import { t } from '#i18n/i18n.ts';
import { formatClock, formatWeekdayName } from './hours-words.ts';
import { weekOf } from './opening-hours.ts';

export type OpeningHoursProps = { readonly hours: string };

export function OpeningHours({ hours }: OpeningHoursProps) {
  const week = weekOf(hours);
  if (!week) return <p>{hours}</p>;
  return (
    <table class="place-hours">
      <tbody>
        {week.map((ranges, day) => (
          <tr key={day}>
            <th scope="row">{formatWeekdayName(day)}</th>
            <td class="digits">
              {ranges.length === 0
                ? t('places:closed')
                : ranges
                    .map(({ from, to }) => `${formatClock(from)}–${formatClock(to)}`)
                    .join(', ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
