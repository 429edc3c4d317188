// Names of weekdays and times of day as the present language writes them. Called by OpeningHours.
import { language } from '#i18n/i18n.ts';
import { languageOf } from '#i18n/languages.ts';

/** "pirmdiena". @param day 0 for Monday to 6 */
export function formatWeekdayName(day: number): string {
  // 1 January 2024 was a Monday.
  const moment = new Date(Date.UTC(2024, 0, 1 + day));
  return new Intl.DateTimeFormat(languageOf(language.value).tag, {
    weekday: 'long',
    timeZone: 'UTC',
  }).format(moment);
}

/** "10.00" in Latvian, "10:00" in the others. @param time `HH:MM` */
export const formatClock = (time: string): string =>
  language.value === 'lv' ? time.replace(':', '.') : time;
