// A bounded group of things, and a card that is one big link.
import type { ComponentChildren } from 'preact';

import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import './card.css';

export type CardProps = {
  readonly title?: string | undefined;
  readonly level?: 2 | 3 | undefined;
  readonly icon?: IconName | undefined;
  readonly children?: ComponentChildren;
  /** Buttons and links along the bottom. */
  readonly actions?: ComponentChildren;
  readonly lang?: string | undefined;
};

export function Card(props: CardProps) {
  const Heading = props.level === 3 ? 'h3' : 'h2';
  return (
    <section class="card" lang={props.lang}>
      {props.title && (
        <Heading class="card-title">
          {props.icon && <Icon name={props.icon} />}
          <span>{props.title}</span>
        </Heading>
      )}
      {props.children}
      {props.actions && <div class="row">{props.actions}</div>}
    </section>
  );
}

export type CardLinkProps = {
  readonly href: string;
  readonly title: string;
  readonly icon?: IconName | undefined;
  /** One short line under the title. */
  readonly text?: string | undefined;
  /** A small fact at the foot: "10 min", "Pabeigts". */
  readonly note?: ComponentChildren;
  /** The one thing most people come for: drawn in the primary colour. */
  readonly main?: boolean | undefined;
  readonly lang?: string | undefined;
};

/** The whole card is the link; its title is the link's words. */
export function CardLink(props: CardLinkProps) {
  return (
    <a
      class={props.main ? 'card card-link card-main' : 'card card-link'}
      href={props.href}
      lang={props.lang}
    >
      {props.icon && <Icon name={props.icon} class="card-link-icon" />}
      <span class="card-link-words">
        <span class="card-link-title">{props.title}</span>
        {props.text && <span class="card-link-text">{props.text}</span>}
        {props.note && <span class="card-link-note">{props.note}</span>}
      </span>
      <Icon name="chevron" class="card-link-arrow" />
    </a>
  );
}
