// Rows of one kind of thing. A row is a link, or words with buttons at its end.
import type { ComponentChildren } from 'preact';

import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import './card.css';

export type ListProps = {
  readonly children: ComponentChildren;
  /** What the rows are, for a screen reader. */
  readonly label?: string | undefined;
};

export function List({ children, label }: ListProps) {
  return (
    <ul class="list" aria-label={label}>
      {children}
    </ul>
  );
}

export type ListRowProps = {
  readonly title: string;
  readonly href?: string | undefined;
  readonly icon?: IconName | undefined;
  readonly text?: string | undefined;
  /** Where the record is, a date: small, at the foot of the row. */
  readonly note?: ComponentChildren;
  /** Buttons at the row's end. */
  readonly actions?: ComponentChildren;
  readonly lang?: string | undefined;
};

export function ListRow(props: ListRowProps) {
  const words = (
    <>
      {props.icon && <Icon name={props.icon} class="list-icon" />}
      <span class="list-words">
        <span class="list-title">{props.title}</span>
        {props.text && <span class="list-text">{props.text}</span>}
        {props.note && <span class="list-note">{props.note}</span>}
      </span>
    </>
  );
  return (
    <li class="list-row" lang={props.lang}>
      {props.href === undefined ? (
        <div class="list-main">{words}</div>
      ) : (
        <a class="list-main" href={props.href}>
          {words}
          <Icon name="chevron" />
        </a>
      )}
      {props.actions && <div class="list-actions">{props.actions}</div>}
    </li>
  );
}
