// One drawn icon, hidden from screen readers because a word always stands beside it. Used everywhere.
import type { IconName } from './icons.ts';
import { drawn } from './start-icons.ts';

export type IconProps = { readonly name: IconName; readonly class?: string | undefined };

export function Icon({ name, class: more }: IconProps) {
  return (
    <svg
      class={more ? `icon ${more}` : 'icon'}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={drawn[name]} />
    </svg>
  );
}
