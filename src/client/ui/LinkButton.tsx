// A link that looks like a button: for the one next step of a screen that is another screen.
import type { ComponentChildren } from 'preact';

import { buttonClass, type ButtonKind } from './Button.tsx';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export type LinkButtonProps = {
  readonly href: string;
  readonly children: ComponentChildren;
  readonly kind?: ButtonKind | undefined;
  readonly icon?: IconName | undefined;
  readonly iconAfter?: IconName | undefined;
  readonly wide?: boolean | undefined;
  /** Gives the file a name and saves it instead of opening it. */
  readonly download?: string | undefined;
  readonly id?: string | undefined;
};

export function LinkButton(props: LinkButtonProps) {
  return (
    <a
      href={props.href}
      id={props.id}
      download={props.download}
      class={buttonClass(props.kind ?? 'primary', props.wide)}
    >
      {props.icon && <Icon name={props.icon} />}
      <span>{props.children}</span>
      {props.iconAfter && <Icon name={props.iconAfter} />}
    </a>
  );
}
