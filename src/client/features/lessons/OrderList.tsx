// Put in order by tapping, first to last: no dragging (rule 10). A tap on one that has its place takes it and all behind it out again.
import { t } from '#i18n/i18n.ts';
import { usePress } from '#ui/use-press.ts';
import type { Given } from './lesson-answers.ts';

export type OrderListProps = {
  readonly choices: readonly {
    readonly id: string;
    readonly words: string;
    readonly lang: string;
  }[];
  readonly given: Given;
  readonly onChange: (given: Given) => void;
};

export function OrderList({ choices, given, onChange }: OrderListProps) {
  return (
    <fieldset class="lesson-order">
      <legend>{t('lessons:order.label')}</legend>
      {choices.map(({ id, words, lang }) => (
        <OrderButton
          key={id}
          words={words}
          lang={lang}
          place={given.indexOf(id) + 1}
          onPress={() =>
            onChange(given.includes(id) ? given.slice(0, given.indexOf(id)) : [...given, id])
          }
        />
      ))}
    </fieldset>
  );
}

type OrderButtonProps = {
  readonly words: string;
  readonly lang: string;
  /** Counted from 1; 0 has none yet. */
  readonly place: number;
  readonly onPress: () => void;
};

function OrderButton({ words, lang, place, onPress }: OrderButtonProps) {
  const press = usePress(onPress);
  return (
    <button
      type="button"
      class="choice lesson-order-choice"
      aria-pressed={place > 0}
      onClick={press}
    >
      <span class="lesson-order-place digits">
        {place > 0 ? (
          <>
            <span class="visually-hidden">{t('lessons:order.place')} </span>
            {place}
          </>
        ) : null}
      </span>
      <span class="choice-words" lang={lang}>
        {words}
      </span>
    </button>
  );
}
