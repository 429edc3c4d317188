// The product's name over a strip of its belt, at the head of the side bar.
import { useEffect, useState } from 'preact/hooks';

import { t } from '#i18n/i18n.ts';
import type { Belt } from '#ui/belt/Belt.tsx';
import type { SignName } from '#ui/belt/signs.ts';

const signs: readonly SignName[] = ['saule', 'auseklis', 'jumis'];

export function Brand() {
  // An ornament, and phones do not show it: it comes after everything else.
  const [Woven, setWoven] = useState<{ readonly Belt: typeof Belt } | null>(null);
  useEffect(() => {
    void import('#ui/belt/Belt.tsx').then(setWoven, () => undefined);
  }, []);
  return (
    <a class="brand" href="/">
      <span class="brand-name">{t('common:product')}</span>
      {Woven && (
        <Woven.Belt ornament seed="vestnesis" rows={signs.map((sign) => ({ sign, done: true }))} />
      )}
    </a>
  );
}
