// What the code of a practice bill filled in, in the practice bank's look; the person compares each line with the paper, then the
// exercise with this very bill begins (rule 19). Called by ScanScreen.
import { useState } from 'preact/hooks';
import { useBySlug } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { BrandSign } from '#practice-world/BrandSign.tsx';
import { TrainingStamp } from '#practice-world/Training.tsx';
import { brandOf } from '#practice/brands.ts';
import type { Payment } from '#practice/epc.ts';
import {
  comparedFields,
  differing,
  readBillNumber,
  type ComparedField,
} from '#practice/printed-bill.ts';
import { Button } from '#ui/Button.tsx';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { ErrorSummary } from '#ui/ErrorSummary.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { PRACTICE } from './bills-paths.ts';
import { drawnBill } from './bills-queries.ts';
import { ComparedResult } from './ComparedResult.tsx';
import { labelOf, valueOf } from './payment-fields.tsx';

export type FilledPaymentProps = {
  readonly payment: Payment;
  readonly onAgain: () => void;
};

type Says = 'same' | 'other';
const fieldId = (field: ComparedField): string => `filled-${field}`;

export function FilledPayment({ payment, onAgain }: FilledPaymentProps) {
  const bill = readBillNumber(payment.note);
  const walkthrough = useBySlug('walkthrough', bill?.walkthrough ?? '');
  const facts = bill ? (drawnBill(walkthrough, bill)?.facts ?? null) : null;
  const [says, setSays] = useState<Partial<Record<ComparedField, Says>>>({});
  const [missing, setMissing] = useState<readonly ComparedField[]>([]);
  const [checked, setChecked] = useState(false);

  if (walkthrough === undefined) {
    return (
      <PageFrame title={t('bills:fill.title')} back={PRACTICE}>
        <p class="soft">{t('common:loading')}</p>
      </PageFrame>
    );
  }
  const others = comparedFields.filter((field) => says[field] === 'other');
  if (checked) {
    return (
      <ComparedResult
        payment={payment}
        bill={facts ? bill : null}
        facts={facts}
        others={others}
        differs={facts && differing(facts, payment)}
        onBack={() => setChecked(false)}
        onAgain={onAgain}
      />
    );
  }
  const bank = brandOf('berzu-banka');
  return (
    <PageFrame title={t('bills:fill.title')} onBack={onAgain} lead={t('bills:fill.text')}>
      <ErrorSummary
        errors={missing.map((field) => ({
          fieldId: fieldId(field),
          text: t('bills:fill.missing', { what: labelOf(field) }),
        }))}
      />
      <form
        class="paper filled"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const left = comparedFields.filter((field) => !says[field]);
          setMissing(left);
          setChecked(left.length === 0);
        }}
      >
        <header class="paper-head brand brand-birch">
          {bank && <BrandSign sign={bank.sign} />}
          <span class="paper-brand">{bank?.name}</span>
          <TrainingStamp />
        </header>
        <div class="filled-fields">
          <h2>{t('bills:fill.new')}</h2>
          {comparedFields.map((field) => (
            <div key={field} class="filled-field">
              <p class="filled-value">
                <span class="soft">{labelOf(field)}</span>
                <strong>{valueOf(field, payment)}</strong>
              </p>
              <ChoiceList
                id={fieldId(field)}
                label={labelOf(field)}
                compact
                value={says[field] ?? null}
                error={
                  missing.includes(field) && !says[field]
                    ? t('bills:fill.missing', { what: labelOf(field) })
                    : undefined
                }
                onChange={(value) => setSays({ ...says, [field]: value as Says })}
                choices={[
                  { value: 'same', label: t('bills:fill.same') },
                  { value: 'other', label: t('bills:fill.other') },
                ]}
              />
            </div>
          ))}
          <Button kind="primary" type="submit" wide>
            {t('bills:fill.check')}
          </Button>
        </div>
      </form>
    </PageFrame>
  );
}
