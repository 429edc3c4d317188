// Adds an item in one's own words, with a date if one wishes. Called by ListScreen.
import { useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { DateField } from '#ui/DateField.tsx';
import { TextField } from '#ui/TextField.tsx';
import type { ListedItem } from '#device/todo-state.ts';
import { privateWords } from './todo-words.ts';
import { addItem } from './todos-actions.ts';
import type { TodoList } from './todos-queries.ts';

export type AddItemProps = { readonly list: TodoList; readonly items: readonly ListedItem[] };

export function AddItem({ list, items }: AddItemProps) {
  const device = useDevice();
  const [title, setTitle] = useState('');
  const [dueOn, setDueOn] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const add = async (): Promise<void> => {
    if (title.trim() === '') {
      setError(t('todos:add.empty'));
      return;
    }
    const done = await addItem(device, list.id, items, title, dueOn);
    if (done.ok) {
      setTitle('');
      setDueOn('');
    }
    setError(
      done.ok
        ? undefined
        : (privateWords(title) ??
            (done.error.code === 'bad-value'
              ? t('todos:add.long')
              : t(`errors:${done.error.code}`))),
    );
  };
  return (
    <form
      class="todo-add"
      aria-labelledby="todo-add"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <h2 id="todo-add">{t('todos:add.title')}</h2>
      <TextField
        label={t('todos:add.what')}
        hint={t('todos:add.hint')}
        error={error}
        value={title}
        onInput={setTitle}
      />
      <DateField
        label={t('todos:add.until')}
        optional={t('common:optional')}
        value={dueOn}
        onChange={setDueOn}
      />
      <div>
        <Button type="submit" icon="plus">
          {t('common:add')}
        </Button>
      </div>
    </form>
  );
}
