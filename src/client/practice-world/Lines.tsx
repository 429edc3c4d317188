// A line with its label and value, and lists of them: on bills, cards and device pages.
import { withoutPrefix } from '#practice/surprise.ts';
import type { LineView } from '#practice/view.ts';
import type { Value } from '#practice/details.ts';
import { t } from '#i18n/i18n.ts';
import { QrCode } from '#ui/QrCode.tsx';
import { Address } from './AddressBar.tsx';
import { AccountGroups } from './AccountGroups.tsx';
import { Tap } from './Tap.tsx';
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
        <li key={line.id} class={`line-${withoutPrefix(line.label)}`}>
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
  return (
    <>
      <span class="line-label">{words.label(line.label)}</span>{' '}
      <span class={`line-value value-${line.value.kind}`}>
        <Drawn value={line.value} />
      </span>
    </>
  );
}

/** A value as it looks: most are words, an account stands in groups, an address says whose it is. */
function Drawn({ value }: { readonly value: Value }) {
  const { words } = useWorld();
  switch (value.kind) {
    case 'account':
      return <AccountGroups account={value.account} />;
    case 'address':
      return <Address text={value.address} />;
    case 'qr':
      return <QrCode value={value.code} label={t('practice:qr')} bare size={150} />;
    default:
      return <>{words.value(value)}</>;
  }
}
