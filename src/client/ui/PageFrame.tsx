// The frame of every screen: Back in one corner, Help in the other, the title that says where one is.
// Sets the window's title; Shell.tsx moves the focus to the h1 after each navigation.
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';

import { t } from '#i18n/i18n.ts';

import { TextSizeButton } from './TextSizeButton.tsx';
import { Button } from './Button.tsx';
import { HelpButton } from './Help.tsx';
import { Icon } from './Icon.tsx';
import './frame.css';

export type PageFrameProps = {
  readonly title: string;
  /** Where Back leads; none on the five places. */
  readonly back?: string | undefined;
  /** Instead of `back`, for a step inside one address: the browser's own Back does the same there. */
  readonly onBack?: (() => void) | undefined;
  /** Other words than "Atpakaļ". */
  readonly backLabel?: string | undefined;
  /** Under the title: one or two sentences, or a Progress. */
  readonly lead?: ComponentChildren;
  readonly children?: ComponentChildren;
  /** The buttons that end the screen; the primary one last in reading order is first in the eye. */
  readonly actions?: ComponentChildren;
  /** Help for this screen, shown under "call a person". */
  readonly help?: ComponentChildren;
  /** The whole width, for the coordinator's tables. */
  readonly wide?: boolean | undefined;
  /** The language of the title when it is not the screen's. */
  readonly titleLang?: string | undefined;
};

export function PageFrame(props: PageFrameProps) {
  const product = t('common:product');
  useEffect(() => {
    document.title = `${props.title} · ${product}`;
  }, [props.title, product]);
  return (
    <div class={props.wide ? 'page page-wide' : 'page'}>
      <div class="page-tools">
        {props.onBack && (
          <Button class="button-tool" kind="quiet" icon="back" onPress={props.onBack}>
            {props.backLabel ?? t('common:back')}
          </Button>
        )}
        {props.onBack === undefined && props.back !== undefined && (
          <a class="page-back" href={props.back}>
            <Icon name="back" />
            <span>{props.backLabel ?? t('common:back')}</span>
          </a>
        )}
        <span class="page-tools-end">
          <TextSizeButton />
          <HelpButton>{props.help}</HelpButton>
        </span>
      </div>
      <header class="page-head">
        <h1 tabIndex={-1} lang={props.titleLang}>
          {props.title}
        </h1>
        {typeof props.lead === 'string' ? <p class="page-lead">{props.lead}</p> : props.lead}
      </header>
      {props.children}
      {props.actions && <div class="page-actions">{props.actions}</div>}
    </div>
  );
}
