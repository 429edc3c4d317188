// Prints the screen as it is; print.css makes it paper.
import { t } from '#i18n/i18n.ts';

import { Button } from './Button.tsx';

export type PrintButtonProps = { readonly label?: string | undefined };

export function PrintButton({ label }: PrintButtonProps) {
  return (
    <Button icon="print" onPress={() => window.print()}>
      {label ?? t('common:print')}
    </Button>
  );
}
