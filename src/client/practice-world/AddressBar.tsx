// The browser's bar with the page's address: the two last parts of the name stand out, since they say whose page it is.
// Used by Papers (a page beside) and Device (a page on the shared screen).
import { t } from '#i18n/i18n.ts';
import { Icon } from '#ui/Icon.tsx';
import type { Brand } from '#practice/brands.ts';
import type { LineView, PaperView } from '#practice/view.ts';
import { PointTag, Tap } from './Tap.tsx';
import { useWorld } from './world.ts';

export const ADDRESS = 'address';

export type AddressBarProps = {
  readonly paper: PaperView | undefined;
  readonly brand: Brand | null;
};

export function AddressBar({ paper, brand }: AddressBarProps) {
  const line = paper?.lines.find((one) => one.id === ADDRESS);
  return (
    <div class="browser-bar">
      <Icon name="lock" />
      {line ? (
        <AddressLine line={line} tappable={paper?.tappable === true} />
      ) : (
        <span class="browser-address">
          <Address text={addressOf(brand?.name ?? 'lapa')} />
        </span>
      )}
    </div>
  );
}

function AddressLine({ line, tappable }: { readonly line: LineView; readonly tappable: boolean }) {
  const { point } = useWorld();
  const text = line.value.kind === 'address' ? line.value.address : '';
  const words = (
    <>
      <span class="visually-hidden">{t('practice:address')} </span>
      <Address text={text} />
    </>
  );
  if (tappable)
    return (
      <Tap target={line.target} class="browser-address address-tap" pressed={line.picked}>
        {words}
      </Tap>
    );
  return (
    <span class={`browser-address${point === line.target ? ' pointed' : ''}`}>
      {point === line.target && <PointTag />}
      {words}
    </span>
  );
}

/** "pakalpojumu-logs.<b>ieeja.example</b>/lapa". */
export function Address({ text }: { readonly text: string }) {
  const slash = text.indexOf('/');
  const host = slash === -1 ? text : text.slice(0, slash);
  const parts = host.split('.');
  const whose = parts.slice(-2).join('.');
  return (
    <span class="address" lang="lv">
      {host.slice(0, host.length - whose.length)}
      <strong>{whose}</strong>
      {/* A narrow card breaks the line before the page's name, never inside it. */}
      {slash !== -1 && <wbr />}
      {slash === -1 ? '' : text.slice(slash)}
    </span>
  );
}

/** The address ends in .example, which no real site can have (RFC 2606). */
const addressOf = (name: string): string =>
  `${name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')}.example`;
