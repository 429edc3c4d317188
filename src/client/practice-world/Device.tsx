// The drawn phone in the app that a step happens in: its head with the invented brand, its lines, and the one thing to do.
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Icon } from '#ui/Icon.tsx';
import type { OptionView, View } from '#practice/view.ts';
import { BrandSign } from './BrandSign.tsx';
import { CheckLines } from './CheckLines.tsx';
import { DeviceField } from './DeviceField.tsx';
import { Lines } from './Lines.tsx';
import { PointTag, Tap } from './Tap.tsx';
import { TrainingStamp } from './Training.tsx';
import { labelOf } from './words.ts';
import { useWorld } from './world.ts';

export type DeviceProps = {
  readonly view: View;
  readonly error: string | undefined;
  /** What the big button does; it stands on the device, as in a real app. */
  readonly onPrimary: (() => void) | undefined;
};

export function Device({ view, error, onPrimary }: DeviceProps) {
  const { words, act } = useWorld();
  const title = words.own(`${view.step}.title`);
  const checking = view.kind === 'check';
  return (
    <section
      class={`phone phone-${view.place}`}
      aria-label={act ? t(`practice:device.${view.place}`) : undefined}
    >
      <header class={`phone-head brand brand-${view.brand?.sign ?? 'none'}`}>
        {view.brand && <BrandSign sign={view.brand.sign} />}
        <span class="phone-brand">{view.brand?.name}</span>
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
        {!view.field && view.look !== 'menu' && <h2 class="phone-title">{title}</h2>}
        {checking ? (
          <CheckLines lines={view.lines} />
        ) : (
          view.lines.length > 0 && <Lines lines={view.lines} class="code-lines" />
        )}
        {view.look && <Options look={view.look} options={view.options} step={view.step} />}
        {view.field && (
          <DeviceField
            field={view.field}
            label={view.field.check === 'pin' ? labelOf(view.field.is) : title}
            error={error}
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

function Options({
  look,
  options,
  step,
}: {
  readonly look: NonNullable<View['look']>;
  readonly options: readonly OptionView[];
  readonly step: string;
}) {
  const { words } = useWorld();
  return (
    <ul class={`options options-${look}`}>
      {options.map((option) => (
        <li key={option.id}>
          <Tap
            target={option.target}
            class="option"
            pressed={look === 'menu' ? undefined : option.picked}
          >
            <span class="option-words">
              {option.value ? words.value(option.value) : words.own(`${step}.${option.id}`)}
            </span>
            {look === 'menu' && <Icon name="chevron" />}
          </Tap>
        </li>
      ))}
    </ul>
  );
}
