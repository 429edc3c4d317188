// Anything in the practice world that can be tapped: a line of a bill, an option, a menu entry. In pictures it is only drawn.
import type { ComponentChildren } from 'preact';
import { t } from '#i18n/i18n.ts';
import { Icon } from '#ui/Icon.tsx';
import { usePress } from '#ui/use-press.ts';
import { useWorld } from './world.ts';

export type TapProps = {
  readonly target: string;
  readonly children: ComponentChildren;
  readonly class?: string | undefined;
  /** Chosen or not; leave out for what acts at once. */
  readonly pressed?: boolean | undefined;
  /** False draws it without a button: a line that is not asked for now. */
  readonly tappable?: boolean | undefined;
};

export function Tap({ target, children, class: look = '', pressed, tappable = true }: TapProps) {
  const { act, point, find } = useWorld();
  const press = usePress(() => (find ? find(target) : act?.({ do: 'pick', target })));
  const inside = (
    <>
      {point === target && <PointTag />}
      {children}
      {pressed && <Icon name="check" class="tap-mark" />}
    </>
  );
  const name = `${look}${point === target ? ' pointed' : ''}`;
  if (!find && !(act && tappable)) return <div class={name}>{inside}</div>;
  return (
    <button
      type="button"
      class={`tap ${name}`}
      aria-pressed={pressed}
      data-target={target}
      onClick={press}
    >
      {inside}
    </button>
  );
}

/** The arrow with its word: here. */
export function PointTag() {
  return (
    <span class="point-tag">
      <Icon name="down" />
      {t('practice:point')}
    </span>
  );
}
