// Bill and field side by side, the difference marked: shown when the app tells what differs. Used by the notice of the player.
import { classifySlip } from '#core/iban.ts';
import { t } from '#i18n/i18n.ts';
import type { NoticeView } from '#practice/view.ts';
import { AccountGroups } from './AccountGroups.tsx';
import { valueWords } from './words.ts';

export type CompareProps = { readonly compare: NonNullable<NoticeView['compare']> };

export function Compare({ compare: { check, expected, typed } }: CompareProps) {
  const source = check === 'digits' ? t('practice:compare.card') : t('practice:compare.bill');
  const account = check === 'account' && expected.kind === 'account' ? expected.account : null;
  return (
    <dl class="compare">
      <dt>{source}</dt>
      <dd>
        {account === null ? (
          valueWords(expected)
        ) : (
          <AccountGroups
            account={account}
            against={classifySlip(account, typed) === null ? undefined : typed}
          />
        )}
      </dd>
      <dt>{t('practice:compare.typed')}</dt>
      <dd>{account === null ? typed : <AccountGroups account={typed} against={account} />}</dd>
    </dl>
  );
}
