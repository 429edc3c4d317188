// What a list says while it is empty: what will be here and what to do (look.md, "Honest states").
import type { ComponentChildren } from 'preact';

import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import './feedback.css';

export type EmptyStateProps = {
  readonly title: string;
  readonly icon?: IconName | undefined;
  /** What to do. */
  readonly children?: ComponentChildren;
  /** One button or link. */
  readonly action?: ComponentChildren;
};

export function EmptyState(props: EmptyStateProps) {
  return (
    <div class="empty-state">
      {props.icon && <Icon name={props.icon} class="empty-icon" />}
      <p class="empty-title">{props.title}</p>
      {props.children}
      {props.action}
    </div>
  );
}
