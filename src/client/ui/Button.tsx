// The one button. One primary per screen (rule 14). Used by every feature.
import type { ComponentChildren } from 'preact';

import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { usePress } from './use-press.ts';
import './button.css';

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';

export type ButtonProps = {
  readonly children: ComponentChildren;
  readonly onPress?: ((event: MouseEvent) => void) | undefined;
  readonly kind?: ButtonKind | undefined;
  readonly icon?: IconName | undefined;
  /** Draws the icon after the words: for "next". */
  readonly iconAfter?: IconName | undefined;
  readonly type?: 'button' | 'submit' | undefined;
  readonly disabled?: boolean | undefined;
  /** As wide as its place: the main action on a phone. */
  readonly wide?: boolean | undefined;
  /** Says "pressed" of a switch; leave out for an ordinary button. */
  readonly pressed?: boolean | undefined;
  readonly expanded?: boolean | undefined;
  /** More words for a screen reader when the visible ones repeat down a list ("Dzēst" + "Anna"). */
  readonly about?: string | undefined;
  readonly lang?: string | undefined;
  readonly id?: string | undefined;
  readonly class?: string | undefined;
};

/** The class names of a button's look, shared with LinkButton. */
export function buttonClass(kind: ButtonKind, wide?: boolean, more?: string): string {
  return `button button-${kind}${wide ? ' button-wide' : ''}${more ? ` ${more}` : ''}`;
}

export function Button(props: ButtonProps) {
  const press = usePress(props.onPress);
  return (
    <button
      type={props.type ?? 'button'}
      id={props.id}
      class={buttonClass(props.kind ?? 'secondary', props.wide, props.class)}
      disabled={props.disabled}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      lang={props.lang}
      onClick={press}
    >
      {props.icon && <Icon name={props.icon} />}
      <span>
        {props.children}
        {props.about && <span class="visually-hidden">: {props.about}</span>}
      </span>
      {props.iconAfter && <Icon name={props.iconAfter} />}
    </button>
  );
}
