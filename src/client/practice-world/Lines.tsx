// A line with its label and value, and lists of them: on bills, cards and device pages.
import type { LineView } from '#practice/view.ts';
import { AccountGroups } from './AccountGroups.tsx';
import { Tap } from './Tap.tsx';
import { labelOf } from './words.ts';
import { useWorld } from './world.ts';

export type LinesProps = {
  readonly lines: readonly LineView[];
  readonly tappable?: boolean | undefined;
  readonly class?: string | undefined;
};

export function Lines({ lines, tappable = false, class: look = '' }: LinesProps) {
  return (
    <ul class={`lines ${look}`}>
      {lines.map((line) => (
        <li key={line.id} class={`line-${line.label}`}>
          <Tap
            target={line.target}
            class="line"
            tappable={tappable}
            pressed={tappable ? line.picked : undefined}
          >
            <LineWords line={line} />
          </Tap>
        </li>
      ))}
    </ul>
  );
}

/** Label and value, for lines that bring their own buttons. */
export function LineWords({ line }: { readonly line: LineView }) {
  const { words } = useWorld();
  const { value } = line;
  return (
    <>
      <span class="line-label">{labelOf(line.label)}</span>{' '}
      <span class={`line-value value-${value.kind}`}>
        {value.kind === 'account' ? <AccountGroups account={value.account} /> : words.value(value)}
      </span>
    </>
  );
}
