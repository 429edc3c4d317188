// The list on paper: boxes to tick with a pencil, dates, help in large type, a code that leads to the lessons. Called by ListScreen.
import { t } from '#i18n/i18n.ts';
import { QrCode } from '#ui/QrCode.tsx';
import { dueOf, type ListedItem } from '#device/todo-state.ts';
import { dueWords, itemHelp, itemTitle, type ListSource } from './todo-words.ts';
import type { TodoList } from './todos-queries.ts';

export type ListPaperProps = {
  readonly list: TodoList;
  readonly items: readonly ListedItem[];
  readonly source: ListSource | undefined;
  readonly today: string;
};

export function ListPaper({ list, items, source, today }: ListPaperProps) {
  return (
    <div class="only-print">
      <ol class="todo-paper">
        {items.map((item) => {
          const due = dueLine(item, today);
          const note = list.notes?.[item.id];
          return (
            <li key={item.id} class={item.done ? 'todo-paper-done' : undefined}>
              <strong>{itemTitle(item, source)}</strong>
              {due !== '' && <span class="todo-paper-due">{due}</span>}
              {itemHelp(item, source) !== '' && <span>{itemHelp(item, source)}</span>}
              {note !== undefined && <em>{note}</em>}
            </li>
          );
        })}
      </ol>
      <div class="todo-paper-foot">
        <QrCode value={`${location.origin}/learn`} label={`${location.host}/learn`} size={100} />
        <p>{t('todos:paper.code')}</p>
      </div>
    </div>
  );
}

function dueLine(item: ListedItem, today: string): string {
  if (item.done) return t('todos:paper.done');
  const due = dueOf(item.dueOn, today);
  if (due.kind === 'none') return '';
  return due.kind === 'past' ? dueWords(due) : t('todos:due.line', { due: dueWords(due) });
}
