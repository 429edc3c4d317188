// The mentor's page: what the right payment of each printed bill is. Called by BillsScreen.
import { formatDateWithYear, formatList, formatMoney } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { AccountGroups } from '#practice-world/AccountGroups.tsx';
import { billNumber } from '#practice/printed-bill.ts';
import type { DrawnBill } from './bills-queries.ts';

export function AnswerSheet({ bills }: { readonly bills: readonly DrawnBill[] }) {
  return (
    <section class="printed-answers" aria-labelledby="answers-title">
      <h2 id="answers-title">{t('bill-print:answers.title')}</h2>
      <p>{t('bill-print:answers.text')}</p>
      <ul>
        {bills.map(({ bill, facts, words, title }) => (
          <li key={billNumber(bill)}>
            <h3>
              {facts.payee} <span class="printed-seed">{billNumber(bill)}</span>
            </h3>
            <p>{t('bill-print:answers.with', { title, form: bill.form.toUpperCase() })}</p>
            <dl class="printed-facts">
              <div>
                <dt>{words.label('amount')}</dt>
                <dd>{formatMoney(facts.cents)}</dd>
              </div>
              <div>
                <dt>{words.label('account')}</dt>
                <dd>
                  <AccountGroups account={facts.account} />
                </dd>
              </div>
              <div>
                <dt>{words.label('purpose')}</dt>
                <dd>{facts.purpose}</dd>
              </div>
              <div>
                <dt>{words.label('due')}</dt>
                <dd>{formatDateWithYear(facts.due)}</dd>
              </div>
              <div>
                <dt>{t('bill-print:answers.day')}</dt>
                <dd>{formatDateWithYear(bill.day)}</dd>
              </div>
            </dl>
            {facts.differs.length > 0 && (
              <p>
                <strong>
                  {t('bill-print:answers.differs', {
                    what: formatList(facts.differs.map((field) => words.label(field))),
                  })}
                </strong>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
