// Prints practice bills for the table: how many, for which exercise, how they look, and the mentor's answers. Route /practice/bills.
import { useState } from 'preact/hooks';
import { dayOf } from '#core/dates.ts';
import { useDevice } from '#device/live.ts';
import { contentWords } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { billKinds, billNumber, readBillNumber, type PrintedBill } from '#practice/printed-bill.ts';
import { formNames } from '#practice/scenario.ts';
import { Button } from '#ui/Button.tsx';
import { Checkbox } from '#ui/Checkbox.tsx';
import { DateField } from '#ui/DateField.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorSummary, type FormError } from '#ui/ErrorSummary.tsx';
import { NumberField } from '#ui/NumberField.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { Select } from '#ui/Select.tsx';
import { TextField } from '#ui/TextField.tsx';
import { AnswerSheet } from './AnswerSheet.tsx';
import { PRACTICE } from './bills-paths.ts';
import { drawnBill, usePrintable } from './bills-queries.ts';
import { PrintedBillPage } from './PrintedBillPage.tsx';
import './bills.css';
import './printed-bills.css';

/** One class; more pages at once only waste paper after a slip of the finger. */
const MOST = 30;
const MIXED = 'mixed';
const EXAMPLE = 'S2-A-H-48291-261123';
const ids = { count: 'bills-count', day: 'bills-day', number: 'bills-number' } as const;

export function BillsScreen() {
  const device = useDevice();
  const walkthroughs = usePrintable();
  const [walkthrough, setWalkthrough] = useState('s2');
  const [form, setForm] = useState(MIXED);
  const [kind, setKind] = useState(MIXED);
  const [count, setCount] = useState<number | null>(3);
  const [day, setDay] = useState(() =>
    dayOf(device.now(), new Date(device.now()).getTimezoneOffset()),
  );
  const [answers, setAnswers] = useState(true);
  const [number, setNumber] = useState('');
  const [bills, setBills] = useState<readonly PrintedBill[]>([]);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const errorAt = (id: string) => errors.find((error) => error.fieldId === id)?.text;

  if (!walkthroughs || walkthroughs.length === 0) {
    return (
      <PageFrame title={t('bills:print.title')} back={PRACTICE}>
        {walkthroughs ? (
          <EmptyState icon="bill" title={t('bill-print:print.empty')}>
            <p>{t('bill-print:print.emptyText')}</p>
          </EmptyState>
        ) : (
          <p class="soft">{t('common:loading')}</p>
        )}
      </PageFrame>
    );
  }
  const chosen = walkthroughs.find((one) => one.slug === walkthrough) ?? walkthroughs[0];

  const prepare = (): void => {
    const found: FormError[] = [];
    if (count === null || !Number.isInteger(count) || count < 1 || count > MOST)
      found.push({ fieldId: ids.count, text: t('bill-print:print.countError', { most: MOST }) });
    if (day === '') found.push({ fieldId: ids.day, text: t('bill-print:print.dayError') });
    setErrors(found);
    if (found.length > 0 || !chosen) return;
    setBills(
      Array.from({ length: count ?? 0 }, (_, i) => ({
        walkthrough: chosen.slug,
        form: formNames.find((one) => one === form) ?? formNames[i % 3] ?? 'a',
        // With both mixed, three times three differ.
        kind:
          billKinds.find((one) => one === kind) ??
          billKinds[(i + Math.floor(i / 3)) % 3] ??
          'house',
        digits: fiveDigits(device.random(4)),
        day,
      })),
    );
  };
  const findAgain = (): void => {
    const bill = readBillNumber(number);
    const known =
      bill &&
      drawnBill(
        walkthroughs.find((one) => one.slug === bill.walkthrough),
        bill,
      );
    setErrors(
      known
        ? []
        : [{ fieldId: ids.number, text: t('bill-print:print.numberError', { example: EXAMPLE }) }],
    );
    if (known) setBills([known.bill]);
  };
  const drawn = bills.flatMap((bill) => {
    const one = drawnBill(
      walkthroughs.find(({ slug }) => slug === bill.walkthrough),
      bill,
    );
    return one ? [one] : [];
  });

  return (
    <PageFrame title={t('bills:print.title')} back={PRACTICE} lead={t('bill-print:print.lead')}>
      <div class="stack no-print">
        <ErrorSummary errors={errors} />
        <form
          class="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            prepare();
          }}
        >
          <NumberField
            id={ids.count}
            label={t('bill-print:print.count')}
            value={count}
            onChange={setCount}
            error={errorAt(ids.count)}
            size={4}
          />
          <Select
            label={t('bill-print:print.walkthrough')}
            value={chosen?.slug ?? ''}
            onChange={setWalkthrough}
            options={walkthroughs.map((one) => ({
              value: one.slug,
              label: contentWords(one.text, 'title'),
            }))}
          />
          <Select
            label={t('bill-print:print.form')}
            value={form}
            onChange={setForm}
            options={[
              { value: MIXED, label: t('bill-print:print.mixed') },
              ...formNames.map((one) => ({
                value: one,
                label: t('bill-print:print.formName', { form: one.toUpperCase() }),
              })),
            ]}
          />
          <Select
            label={t('bill-print:print.kind')}
            value={kind}
            onChange={setKind}
            options={[
              { value: MIXED, label: t('bill-print:print.mixed') },
              ...billKinds.map((one) => ({ value: one, label: t(`bills:kind.${one}`) })),
            ]}
          />
          <DateField
            id={ids.day}
            label={t('bill-print:print.day')}
            hint={t('bill-print:print.dayHint')}
            value={day}
            onChange={setDay}
            error={errorAt(ids.day)}
          />
          <Checkbox label={t('bill-print:print.answers')} checked={answers} onChange={setAnswers} />
          <div>
            <Button kind={bills.length > 0 ? 'secondary' : 'primary'} type="submit">
              {t('bill-print:print.new')}
            </Button>
          </div>
        </form>
        <details class="bills-again">
          <summary>{t('bill-print:print.again')}</summary>
          <form
            class="stack-tight"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              findAgain();
            }}
          >
            <TextField
              id={ids.number}
              label={t('bill-print:print.number')}
              value={number}
              onInput={setNumber}
              error={errorAt(ids.number)}
              autoCapitalize="characters"
              spellCheck={false}
              size={26}
            />
            <div>
              <Button type="submit" icon="search">
                {t('bill-print:print.find')}
              </Button>
            </div>
          </form>
        </details>
        <p role="status">
          {drawn.length > 0 && t('bill-print:print.ready', { count: drawn.length })}
        </p>
        {drawn.length > 0 && (
          <div class="row">
            <PrintButton />
          </div>
        )}
      </div>
      {drawn.length > 0 && (
        <div class="printed-bills">
          {drawn.map((one) => (
            <PrintedBillPage key={billNumber(one.bill)} drawn={one} />
          ))}
          {answers && <AnswerSheet bills={drawn} />}
        </div>
      )}
    </PageFrame>
  );
}

const fiveDigits = (bytes: Uint8Array): string =>
  String(bytes.reduce((sum, byte) => (sum * 256 + byte) % 100_000, 0)).padStart(5, '0');
