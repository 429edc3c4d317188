// The product's name over a strip of its belt, at the head of the side bar.
import { t } from '#i18n/i18n.ts';
import { LazyBelt } from '#ui/belt/LazyBelt.tsx';
import type { SignName } from '#ui/belt/signs.ts';

const signs: readonly SignName[] = ['saule', 'auseklis', 'jumis'];

export function Brand() {
  return (
    <a class="product" href="/">
      <span class="product-name">{t('common:product')}</span>
      <LazyBelt ornament seed="vestnesis" rows={signs.map((sign) => ({ sign, done: true }))} />
    </a>
  );
}
