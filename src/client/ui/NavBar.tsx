// The places in one bar, icon and word: below on phones, beside on tablets (800 px and wider).
import type { ComponentChildren } from 'preact';

import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import './frame.css';

export type NavItem = {
  readonly href: string;
  readonly icon: IconName;
  readonly label: string;
  readonly current: boolean;
};

export type NavBarProps = {
  readonly label: string;
  readonly items: readonly NavItem[];
  /** Above the places where the bar stands at the side: the product's name. */
  readonly brand?: ComponentChildren;
  /** Below the places at the side: the state of sync, settings. */
  readonly foot?: ComponentChildren;
};

export function NavBar({ label, items, brand, foot }: NavBarProps) {
  return (
    <header class="nav-bar">
      {brand && <div class="nav-brand">{brand}</div>}
      <nav aria-label={label}>
        <ul class="nav-items">
          {items.map((item) => (
            <li key={item.href}>
              <a class="nav-item" href={item.href} aria-current={item.current ? 'page' : undefined}>
                <Icon name={item.icon} class="nav-icon" />
                <span class="nav-word">{item.label}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {foot && <div class="nav-foot">{foot}</div>}
    </header>
  );
}
