// What the parts of the content editor are given. Read by ContentFields and what it shows.
import type { Registers } from './content-draft.ts';
import type { AuthoredKind, Part, TextKey } from './content-keys.ts';

export type ContentFieldsProps = {
  readonly kind: AuthoredKind;
  /** Everything as it would be once published. */
  readonly now: Registers;
  /** What of it is not published. */
  readonly drafted: Registers;
  /** There is a public record, so that single changes can be dropped. */
  readonly published: boolean;
  readonly set: (registers: Registers) => void;
  readonly drop: (...registers: readonly string[]) => void;
  readonly errorOf: (fieldId: string) => string | undefined;
  readonly onHistory: (key: TextKey) => void;
};

export type ContentPartProps = ContentFieldsProps & {
  readonly part: Part;
  /** Counted from 1. */
  readonly number: number;
  readonly onChange: (part: Part) => void;
  readonly onMoveUp: (() => void) | undefined;
  readonly onMoveDown: (() => void) | undefined;
  readonly onCopy: (() => void) | undefined;
  readonly onRemove: () => void;
};
