// A message that stays until closed: word, icon and colour together (rules 6, 12).
import type { ComponentChildren } from 'preact';

import { t } from '#i18n/i18n.ts';

import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import './feedback.css';

export type NoticeKind = 'info' | 'done' | 'careful' | 'problem';

export type NoticeProps = {
  readonly kind: NoticeKind;
  /** What happened. The word of the kind ("Uzmanību") stands before it by itself. */
  readonly title: string;
  /** What to do now. */
  readonly children?: ComponentChildren;
  readonly onClose?: (() => void) | undefined;
  /** Reads itself aloud when it appears after an action. */
  readonly live?: boolean | undefined;
};

export function Notice(props: NoticeProps) {
  const words = {
    info: t('common:notice.info'),
    done: t('common:notice.done'),
    careful: t('common:notice.careful'),
    problem: t('common:notice.problem'),
  };
  return (
    <div
      class={`notice notice-${props.kind}`}
      role={props.live ? (props.kind === 'problem' ? 'alert' : 'status') : undefined}
    >
      <Icon name={props.kind} class="notice-icon" />
      <div class="notice-words">
        <p class="notice-title">
          <span class="notice-kind">{words[props.kind]}</span> {props.title}
        </p>
        {props.children}
      </div>
      {props.onClose && (
        <Button kind="quiet" icon="close" onPress={props.onClose} about={props.title}>
          {t('common:close')}
        </Button>
      )}
    </div>
  );
}
