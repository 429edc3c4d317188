// The return rate in words of the present language. Called by the screens of this folder.
import { t } from '#i18n/i18n.ts';
import type { ReturnRate } from './path-rate.ts';

/** "Sākuši 4 · atgriezušies 2 no 3"; before the next date nothing is said of coming back. */
export const rateWords = ({ began, expected, returned }: ReturnRate): string =>
  [
    t('paths:began', { count: began }),
    expected > 0 ? t('paths:returned', { count: returned, of: expected }) : t('paths:notYet'),
  ].join(' · ');
