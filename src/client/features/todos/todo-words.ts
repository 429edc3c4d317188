// To-do lists in words of the present language: due dates, titles, where a record is. Called by the screens of this folder.
import { findPrivateData } from '#core/private-data.ts';
import type { Row } from '#device/database.ts';
import { contentWords } from '#i18n/content-text.ts';
import { formatDate, formatDateWithYear, formatRelativeDays } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import type { Due, ListedItem } from './todo-state.ts';

type Template = Row<'todo-template'>;

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

/** A list's own name; while nobody has renamed it, the template's name in the present language. */
export function listTitle(
  row: Pick<Row<'todo-list'>, 'title'>,
  template: Template | undefined,
): string {
  const names = template
    ? Object.entries(template.text ?? {}).filter(([key]) => /^[a-z]+\.title$/.test(key))
    : [];
  return names.some(([, words]) => words === row.title)
    ? contentWords(template?.text, 'title')
    : row.title;
}

/** An item's own wording, else the template's, else that it came from a template that is not here. */
export const itemTitle = (item: ListedItem, template: Template | undefined): string =>
  item.title ?? (contentWords(template?.text, `${item.id}.title`) || t('todos:item.unknown'));

export const itemHelp = (item: ListedItem, template: Template | undefined): string =>
  item.title === undefined ? contentWords(template?.text, `${item.id}.help`) : '';

/** Why a text may not be kept, naming what was found; undefined when it may. The schemas refuse the same. */
export function privateWords(text: string): string | undefined {
  const [found] = findPrivateData(text);
  return found && t(`private-data:${found.what}`, { found: found.found });
}
