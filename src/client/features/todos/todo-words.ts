// To-do lists in words of the present language: due dates, titles, where a record is. Called by the screens of this folder.
import { findPrivateData } from '#core/private-data.ts';
import type { Row } from '#device/database.ts';
import { contentWords } from '#i18n/content-text.ts';
import { formatDate, formatDateWithYear, formatRelativeDays } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import type { Due, ListedItem } from '#device/todo-state.ts';

/** What a list was made from; its texts are the items' words. */
export type ListSource = Pick<Row<'todo-template'> | Row<'path'>, 'text'>;

/**
 * "šodien", "līdz 25. martam", "termiņš bija 25. marts, pirms 3 dienām"; empty without a date.
 * The month after "until" bends in Latvian and Russian, which Intl does not do alone, so each month has a text of its own.
 */
export function dueWords(due: Due): string {
  switch (due.kind) {
    case 'none':
      return '';
    case 'today':
      return t('todos:due.today');
    case 'tomorrow':
      return t('todos:due.tomorrow');
    case 'until': {
      const [year, month, day] = due.day.split('-').map(Number) as [number, number, number];
      const date = t(`todos:month.${month}`, { day });
      return due.otherYear
        ? t('todos:due.untilYear', { date, year })
        : t('todos:due.until', { date });
    }
    case 'past': {
      const date = due.otherYear ? formatDateWithYear(due.day) : formatDate(due.day);
      return t('todos:due.past', { date, ago: formatRelativeDays(-due.days) });
    }
  }
}

/** A list's own name; while nobody has renamed it, its template's or path's name in the present language. */
export function listTitle(
  row: Pick<Row<'todo-list'>, 'title'>,
  source: ListSource | undefined,
): string {
  const names = source
    ? Object.entries(source.text ?? {}).filter(([key]) => /^[a-z]+\.title$/.test(key))
    : [];
  return names.some(([, words]) => words === row.title)
    ? contentWords(source?.text, 'title')
    : row.title;
}

/** An item's own wording, else that of its template or path, else that it came from one that is not here. */
export const itemTitle = (item: ListedItem, source: ListSource | undefined): string =>
  item.title ?? (contentWords(source?.text, `${item.id}.title`) || t('todos:item.unknown'));

export const itemHelp = (item: ListedItem, source: ListSource | undefined): string =>
  item.title === undefined
    ? contentWords(source?.text, `${item.id}.help`) || contentWords(source?.text, `${item.id}.body`)
    : '';

/** Why a text may not be kept, naming what was found; undefined when it may. The schemas refuse the same. */
export function privateWords(text: string): string | undefined {
  const [found] = findPrivateData(text);
  return found && t(`private-data:${found.what}`, { found: found.found });
}
