// A button that opens the system's own way to choose a file or to take a picture. Used by parcels and by pictures of places.
import type { ComponentChildren } from 'preact';

import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { buttonClass, type ButtonKind } from './Button.tsx';
import './file-button.css';

export type FileButtonProps = {
  readonly children: ComponentChildren;
  readonly onFile: (file: File) => void;
  readonly icon: IconName;
  readonly kind?: ButtonKind | undefined;
  readonly id?: string | undefined;
  /** What the system offers: `image/*`. Only a hint, so what comes is looked at all the same. */
  readonly accept?: string | undefined;
  /** Opens the camera at the back at once, where there is one. */
  readonly camera?: boolean | undefined;
  readonly invalid?: boolean | undefined;
  readonly describedBy?: string | undefined;
};

export function FileButton(props: FileButtonProps) {
  return (
    <label class={buttonClass(props.kind ?? 'secondary', false, 'file-button')}>
      <Icon name={props.icon} />
      <span>{props.children}</span>
      <input
        id={props.id}
        type="file"
        accept={props.accept}
        capture={props.camera ? 'environment' : undefined}
        aria-invalid={props.invalid ? true : undefined}
        aria-describedby={props.describedBy}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) props.onFile(file);
          // The same file once more must be heard of again.
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}
