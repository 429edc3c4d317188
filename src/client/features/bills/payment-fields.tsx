// A payment's fields as the practice bank shows them, on the code's side and on the paper's. Called by FilledPayment, ComparedResult.
import type { ComponentChildren } from 'preact';
import { formatMoney } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { AccountGroups } from '#practice-world/AccountGroups.tsx';
import { wordsOf } from '#practice-world/words.ts';
import type { Payment } from '#practice/epc.ts';
import type { BillFacts, ComparedField } from '#practice/printed-bill.ts';

/** The words that the practice bank uses. */
export const labelOf = (field: ComparedField): string => wordsOf(undefined, {}).label(field);

/** A field as the bank shows it; the paper's facts look the same. */
export function valueOf(
  field: ComparedField,
  from: Omit<Payment, 'note'> | BillFacts,
): ComponentChildren {
  switch (field) {
    case 'payee':
      return from.payee;
    case 'account':
      return <AccountGroups account={from.account} />;
    case 'amount':
      return from.cents === null ? t('bills:fill.noAmount') : formatMoney(from.cents);
    case 'purpose':
      return from.purpose || t('bills:fill.noPurpose');
  }
}
