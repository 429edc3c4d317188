// The product's name over a strip of belt, at the head of the side bar. The strip is a picture (drawn once by ui/belt for the
// seed "vestnesis"), so that the start screen needs no weaving code.
import { t } from '#i18n/i18n.ts';

import strip from '#ui/belt/belt-strip.svg';

export function Brand() {
  return (
    <a class="product" href="/">
      <span class="product-name">{t('common:product')}</span>
      <img class="product-strip" src={strip} alt="" width="202" height="64" />
    </a>
  );
}
