// The "Palīdzība" button in the same corner of every screen (rule 27). First of all a person here;
// then what this screen adds. The app sets who that person is from the device's place.
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

import { t } from '#i18n/i18n.ts';

import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';

/** Whom to call at this place. Null while nobody is known: then the nearest helper is meant. */
export type HelpContact = {
  readonly name: string;
  readonly place?: string | undefined;
  /** As people write it: "63 012 345". */
  readonly phone?: string | undefined;
};

export const helpContact = signal<HelpContact | null>(null);

export type HelpButtonProps = {
  /** Help for this screen, under the person. */
  readonly children?: ComponentChildren;
};

export function HelpButton({ children }: HelpButtonProps) {
  const [open, setOpen] = useState(false);
  const who = helpContact.value;
  return (
    <>
      <Button class="button-tool" kind="quiet" icon="help" onPress={() => setOpen(true)}>
        {t('common:help.button')}
      </Button>
      <Dialog open={open} title={t('common:help.title')} onClose={() => setOpen(false)}>
        <p>{who ? t('common:help.person', { name: who.name }) : t('common:help.nearby')}</p>
        {who?.place && <p>{t('common:help.place', { place: who.place })}</p>}
        {who?.phone && (
          <p>
            <a class="button button-secondary" href={`tel:${who.phone.replace(/[^+\d]/g, '')}`}>
              {t('common:help.call', { phone: who.phone })}
            </a>
          </p>
        )}
        <p>{t('common:help.calm')}</p>
        {children}
      </Dialog>
    </>
  );
}
