// One practice bill on one A4 page, black and white, as one of three companies prints it. Called by BillsScreen.
import type { ComponentChildren } from 'preact';
import { formatDateWithYear, formatMoney, formatNumber } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { AccountGroups } from '#practice-world/AccountGroups.tsx';
import { BrandSign } from '#practice-world/BrandSign.tsx';
import { billNumber, type BillKind } from '#practice/printed-bill.ts';
import { QrCode } from '#ui/QrCode.tsx';
import type { DrawnBill } from './bills-queries.ts';

type Part = { readonly drawn: DrawnBill };

const layouts: Readonly<Record<BillKind, (part: Part) => ComponentChildren>> = {
  house: House,
  utility: Utility,
  telecom: Telecom,
};

export function PrintedBillPage({ drawn }: Part) {
  const { bill, facts } = drawn;
  const Layout = layouts[bill.kind];
  const number = billNumber(bill);
  return (
    <article class={`printed printed-${bill.kind}`} aria-label={`${facts.payee}, ${number}`}>
      <p class="printed-training">{t('common:training')}</p>
      <Layout drawn={drawn} />
      <footer class="printed-foot">
        <span>{t('bill-print:bill.training')}</span>
        <span>{t('bill-print:bill.number', { number })}</span>
      </footer>
    </article>
  );
}

/** A table of services; the part to pay is torn off below. */
function House({ drawn }: Part) {
  return (
    <>
      <header class="printed-head">
        <Company drawn={drawn} />
        <h2>{t('bill-print:bill.title')}</h2>
      </header>
      <Facts drawn={drawn} ids={['payer', 'payer-code', 'bill-number', 'period', 'paid']} />
      <Services drawn={drawn} />
      <section class="printed-slip">
        <h3>{t('bill-print:bill.slip')}</h3>
        <Facts drawn={drawn} ids={['payee', 'account', 'payer-code', 'total', 'due']} />
        <Code drawn={drawn} />
      </section>
    </>
  );
}

/** Sum and due date in a box at the top, then the meter; account and code at the foot. */
function Utility({ drawn }: Part) {
  const [before, now] = drawn.facts.meter;
  return (
    <>
      <header class="printed-head">
        <h2>{t('bill-print:bill.title')}</h2>
        <Company drawn={drawn} />
      </header>
      <div class="printed-top">
        <Facts drawn={drawn} ids={['payer', 'payer-code', 'bill-number', 'period', 'paid']} />
        <Facts drawn={drawn} ids={['total', 'due']} class="printed-box" />
      </div>
      <table class="printed-meter">
        <thead>
          <tr>
            <th scope="col">{t('bill-print:bill.meter.before')}</th>
            <th scope="col">{t('bill-print:bill.meter.now')}</th>
            <th scope="col">{t('bill-print:bill.meter.used')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>{formatNumber(before)}</td>
            <td>{formatNumber(now)}</td>
            <td>{formatNumber(now - before)}</td>
          </tr>
        </tbody>
      </table>
      <Services drawn={drawn} />
      <div class="printed-pay">
        <Code drawn={drawn} />
        <Facts drawn={drawn} ids={['payee', 'account', 'payer-code']} />
      </div>
    </>
  );
}

/** A letter: the sum stands in the middle, what it is for comes after how to pay. */
function Telecom({ drawn }: Part) {
  return (
    <>
      <header class="printed-head">
        <Company drawn={drawn} />
      </header>
      <p class="printed-hello">{t('bill-print:bill.hello', { payer: drawn.facts.payer })}</p>
      <p>{t('bill-print:bill.thanks')}</p>
      <h2>{t('bill-print:bill.title')}</h2>
      <div class="printed-pay">
        <Facts drawn={drawn} ids={['total', 'due', 'account', 'payee', 'payer-code']} />
        <Code drawn={drawn} />
      </div>
      <Facts drawn={drawn} ids={['bill-number', 'period', 'paid']} class="printed-small" />
      <Services drawn={drawn} />
    </>
  );
}

function Company({ drawn: { facts } }: Part) {
  return (
    <p class="printed-company">
      <BrandSign sign={facts.brand.sign} />
      <span>{facts.payee}</span>
    </p>
  );
}

function Code({ drawn: { facts } }: Part) {
  return (
    <div class="printed-code">
      <QrCode value={facts.code} label={t('bill-print:bill.code')} bare size={170} />
      <p>{t('bill-print:bill.scan')}</p>
    </div>
  );
}

type FactsProps = Part & { readonly ids: readonly string[]; readonly class?: string };

/** Lines of the bill by their ids; what this exercise's bill does not have is left out. */
function Facts({ drawn, ids, class: look = '' }: FactsProps) {
  const { bill, facts, words } = drawn;
  const labels: Readonly<Record<string, string>> = {
    payer: t('bill-print:bill.payer'),
    total: t(`bill-print:label.${bill.kind}.total`),
    due: t(`bill-print:label.${bill.kind}.due`),
  };
  const own: Readonly<Record<string, ComponentChildren>> = {
    payer: facts.payer,
    payee: facts.payee,
    account: <AccountGroups account={facts.account} />,
    total: <strong>{formatMoney(facts.cents)}</strong>,
    due: <strong>{formatDateWithYear(facts.due)}</strong>,
  };
  return (
    <dl class={`printed-facts ${look}`}>
      {ids.map((id) => {
        const value = facts.values[id];
        const shown = own[id] ?? (value && words.value(value));
        return (
          shown && (
            <div key={id} class={`printed-fact-${id}`}>
              <dt>{labels[id] ?? words.label(id)}</dt>
              <dd>{shown}</dd>
            </div>
          )
        );
      })}
    </dl>
  );
}

/** Sums with a place of their own: no part of what is added up. */
const NOT_ROWS = new Set(['total', 'paid']);

/** What the money is for: three rows, then the sums that the exercise knows, in its own order. */
function Services({ drawn: { bill, facts, words } }: Part) {
  const sums = Object.entries(facts.values).filter(
    ([id, { kind }]) => kind === 'money' && !NOT_ROWS.has(id),
  );
  return (
    <table class="printed-services">
      <thead>
        <tr>
          <th scope="col">{t('bill-print:bill.service')}</th>
          <th scope="col">{t('bill-print:bill.sum')}</th>
        </tr>
      </thead>
      <tbody>
        {([1, 2, 3] as const).map((row) => (
          <tr key={row}>
            <td>{t(`bill-print:row.${bill.kind}.${row}`)}</td>
            <td>{formatMoney(facts.parts[row - 1] ?? 0)}</td>
          </tr>
        ))}
        {sums.map(([id, value]) => (
          <tr key={id} class="printed-sum">
            <td>{words.label(id)}</td>
            <td>{words.value(value)}</td>
          </tr>
        ))}
        <tr class="printed-total">
          <th scope="row">{t(`bill-print:label.${bill.kind}.total`)}</th>
          <td>{formatMoney(facts.cents)}</td>
        </tr>
      </tbody>
    </table>
  );
}
