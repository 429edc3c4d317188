// A question that must be answered first: the browser's own <dialog>, so focus and Escape are right.
// A tap outside does nothing: a trembling hand must not close it (rule 10).
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

import { t } from '#i18n/i18n.ts';

import { Button } from './Button.tsx';
import './dialog.css';

export type DialogProps = {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
  /** The answers, safest first. A plain "Aizvērt" when left out. */
  readonly actions?: ComponentChildren;
};

export function Dialog(props: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = box.current;
    if (!dialog || dialog.open === props.open) return;
    // Closing by close() gives the focus back to what opened it; removing the element would lose it.
    if (props.open) dialog.showModal();
    else dialog.close();
  }, [props.open]);
  return (
    <dialog class="dialog" ref={box} aria-labelledby={titleId} onClose={props.onClose}>
      {props.open && (
        <div class="stack">
          <h2 id={titleId}>{props.title}</h2>
          {props.children}
          <div class="dialog-actions">
            {props.actions ?? (
              <Button kind="secondary" icon="close" onPress={props.onClose}>
                {t('common:close')}
              </Button>
            )}
          </div>
        </div>
      )}
    </dialog>
  );
}
