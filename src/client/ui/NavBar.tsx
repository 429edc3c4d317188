// The places in one bar, icon and word: below on phones, beside on tablets (800 px and wider).
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

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

/** Below, the bar says how high it is (one or two lines of words), so that nothing in focus hides under it (rule 30). */
function useHeightOfBar() {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = bar.current;
    if (!element) return undefined;
    const { style } = document.documentElement;
    const watch = new ResizeObserver(() => {
      const below = element.offsetWidth >= document.documentElement.clientWidth;
      style.setProperty('--nav-block', below ? `${element.offsetHeight}px` : '0px');
    });
    watch.observe(element);
    return () => {
      watch.disconnect();
      style.removeProperty('--nav-block');
    };
  }, []);
  return bar;
}

export function NavBar({ label, items, brand, foot }: NavBarProps) {
  const bar = useHeightOfBar();
  return (
    <header class="nav-bar" ref={bar}>
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
