// After comparing: what was noticed, paper and code side by side where it was not, and the exercise with this bill.
// Called by FilledPayment.
import { t } from '#i18n/i18n.ts';
import { AccountGroups } from '#practice-world/AccountGroups.tsx';
import { TrainingStamp } from '#practice-world/Training.tsx';
import type { Payment } from '#practice/epc.ts';
import type { BillFacts, ComparedField, PrintedBill } from '#practice/printed-bill.ts';
import { modes } from '#practice/scenario.ts';
import { Button } from '#ui/Button.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { playPath, PRACTICE } from './bills-paths.ts';
import { labelOf, valueOf } from './payment-fields.tsx';

export type ComparedResultProps = {
  readonly payment: Payment;
  /** Null when the paper is not one that this device can draw again. */
  readonly bill: PrintedBill | null;
  readonly facts: BillFacts | null;
  /** Fields that the person found different. */
  readonly others: readonly ComparedField[];
  /** Fields that are; null when nobody can know. */
  readonly differs: readonly ComparedField[] | null;
  readonly onBack: () => void;
  readonly onAgain: () => void;
};

export function ComparedResult(props: ComparedResultProps) {
  const { payment, bill, facts, others, differs, onBack, onAgain } = props;
  const missed = (differs ?? []).filter((field) => !others.includes(field));
  const imagined = differs ? others.filter((field) => !differs.includes(field)) : [];
  const again = [...missed, ...imagined];
  const title = t(titleOf(props, again.length > 0));
  return (
    <PageFrame title={title} onBack={onBack}>
      <p class="bills-stamp">
        <TrainingStamp />
      </p>
      {again.length > 0 && facts ? (
        <>
          {again.map((field) => (
            <section key={field} class="stack-tight" aria-label={labelOf(field)}>
              <h2>{labelOf(field)}</h2>
              <p>{t(missed.includes(field) ? 'bills:look.differs' : 'bills:look.same')}</p>
              <dl class="compare">
                <dt>{t('bills:look.paper')}</dt>
                <dd>{valueOf(field, facts)}</dd>
                <dt>{t('bills:look.code')}</dt>
                <dd>
                  {field === 'account' ? (
                    <AccountGroups account={payment.account} against={facts.account} />
                  ) : (
                    valueOf(field, payment)
                  )}
                </dd>
              </dl>
            </section>
          ))}
          {missed.length > 0 && <Stop kind="noticed" />}
        </>
      ) : others.length > 0 ? (
        <Stop kind={facts ? 'noticed' : 'doubt'} />
      ) : (
        <Notice kind="done" live title={t('bills:match.title')}>
          <p>{t(bill ? 'bills:match.text' : 'bills:match.free')}</p>
        </Notice>
      )}
      {bill ? <Start bill={bill} /> : null}
      <div class="row bills-ways">
        {!bill && (
          <LinkButton href={PRACTICE} icon="practice">
            {t('bills:all')}
          </LinkButton>
        )}
        <Button icon="code" onPress={onAgain}>
          {t('bills:scan.again')}
        </Button>
      </div>
    </PageFrame>
  );
}

function titleOf({ others, facts }: ComparedResultProps, again: boolean): string {
  if (again) return 'bills:look.title';
  if (others.length === 0) return 'bills:match.title';
  return facts ? 'bills:noticed.title' : 'bills:doubt.title';
}

function Stop({ kind }: { readonly kind: 'noticed' | 'doubt' }) {
  return (
    <Notice kind="careful" live title={t(`bills:${kind}.text`)}>
      <p>{t('bills:rule.call')}</p>
    </Notice>
  );
}

/** A printed bill is played without a surprise: that draws a seed of its own. */
const offered = modes.filter((mode) => mode !== 'surprise');

function Start({ bill }: { readonly bill: PrintedBill }) {
  return (
    <section class="stack-tight" aria-labelledby="bill-start">
      <h2 id="bill-start">{t('bills:start')}</h2>
      <p>{t('bills:start.how')}</p>
      <div class="row bills-ways">
        {offered.map((mode) => (
          <LinkButton
            key={mode}
            href={playPath(bill, mode)}
            kind={mode === 'together' ? 'primary' : 'secondary'}
          >
            {t(`practice:mode.${mode}`)}
          </LinkButton>
        ))}
      </div>
    </section>
  );
}
