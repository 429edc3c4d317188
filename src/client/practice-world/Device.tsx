// The drawn phone, or the computer's browser, in which a step happens: its head with the invented brand, what it shows, and
// the one thing to do.
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Icon } from '#ui/Icon.tsx';
import type { IconName } from '#ui/icons.ts';
import { actsAtOnce, type ActorKind } from '#practice/scenario.ts';
import type { View } from '#practice/view.ts';
import { AddressBar } from './AddressBar.tsx';
import { BrandSign } from './BrandSign.tsx';
import { CheckLines } from './CheckLines.tsx';
import { DeviceField } from './DeviceField.tsx';
import { Lines } from './Lines.tsx';
import { Options } from './Options.tsx';
import { PaperBody } from './PaperBody.tsx';
import { PointTag } from './Tap.tsx';
import { TrainingStamp } from './Training.tsx';
import { useWorld } from './world.ts';

export type DeviceProps = {
  readonly view: View;
  readonly error: string | undefined;
  /** What the big button does; it stands on the device, as in a real app. */
  readonly onPrimary: (() => void) | undefined;
};

/** Calls, messages and contacts are the phone's own: they look the same whoever is at the other end. */
const phonesOwn: Readonly<Partial<Record<ActorKind, IconName>>> = {
  caller: 'phone',
  sender: 'message',
  contact: 'person',
};

export function Device({ view, error, onPrimary }: DeviceProps) {
  const { words, act } = useWorld();
  const title = words.own(`${view.step}.title`);
  const checking = view.kind === 'check';
  const inside = view.papers.filter((paper) => paper.inside);
  const own = view.place === 'table' ? undefined : phonesOwn[view.place];
  const computer = view.device === 'computer';
  // What is shown speaks for itself; the title stands above the picture already.
  const titled =
    !view.field && inside.length === 0 && (view.look === null || !actsAtOnce(view.look));
  return (
    <section
      class={`${computer ? 'paper browser computer' : 'phone'} phone-${view.place}`}
      aria-label={act ? t(`practice:device.${view.place}`) : undefined}
    >
      {computer && (
        <AddressBar paper={inside.find((one) => one.kind === 'page')} brand={view.brand} />
      )}
      <header class={`phone-head brand brand-${own ? 'none' : (view.brand?.sign ?? 'none')}`}>
        {own ? <Icon name={own} /> : view.brand && <BrandSign sign={view.brand.sign} />}
        <span class="phone-brand">
          {(own && view.place !== 'sender') || !view.name
            ? t(`practice:device.${view.place}`)
            : words.value(view.name)}
        </span>
        <TrainingStamp />
      </header>
      <form
        class="phone-page"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onPrimary?.();
        }}
      >
        {titled && <h2 class="phone-title">{title}</h2>}
        {inside.map((paper) => (
          <PaperBody key={paper.id} paper={paper} />
        ))}
        {checking ? (
          <CheckLines step={view.step} lines={view.lines} />
        ) : (
          view.lines.length > 0 && <Lines lines={view.lines} class="code-lines" />
        )}
        <Options view={view} />
        {view.field && (
          <DeviceField
            field={view.field}
            label={view.field.check === 'pin' ? words.label(view.field.is) : title}
            error={error}
            step={view.step}
          />
        )}
        <PrimaryButton view={view} onPrimary={onPrimary} />
      </form>
    </section>
  );
}

/** The big button, on the device or under the paper. */
export function PrimaryButton({ view, onPrimary }: Pick<DeviceProps, 'view' | 'onPrimary'>) {
  const { words, act, point } = useWorld();
  if (view.primary === null) return null;
  const own = words.own(`${view.step}.next`);
  const label = view.primary === 'follow' ? t('practice:follow') : own || t('common:next');
  const pointed = point === 'next';
  return (
    <div class={pointed ? 'phone-primary pointed' : 'phone-primary'}>
      {pointed && <PointTag />}
      {act ? (
        <Button kind="primary" wide type={onPrimary ? 'submit' : 'button'} iconAfter="forward">
          {label}
        </Button>
      ) : (
        <span class="drawn-button">{label}</span>
      )}
    </div>
  );
}
