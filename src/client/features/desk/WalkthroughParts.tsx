// The parts of an own practice, each opened when wanted: words, companies, amounts, papers, and every step with its choices.
// Part of WalkthroughEditScreen.
import type { ComponentChildren } from 'preact';
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { Button } from '#ui/Button.tsx';
import { DateField } from '#ui/DateField.tsx';
import { NumberField } from '#ui/NumberField.tsx';
import { type Registers, textRegister, wordsIn } from './content-draft.ts';
import { WalkthroughBrands, WalkthroughDetails } from './WalkthroughDetails.tsx';
import { WalkthroughChoices } from './WalkthroughChoices.tsx';
import {
  headTexts,
  paperTexts,
  scenarioIn,
  stepTexts,
  type TextKey,
  withChange,
} from './walkthrough-form.ts';
import { walkFieldId, type Part } from './walkthrough-faults.ts';
import { type EditProps, putScenario, Texts } from './WalkthroughTexts.tsx';
import { stepName } from './walkthrough-words.ts';

export type WalkthroughPartsProps = EditProps & {
  readonly open: ReadonlySet<string>;
  readonly onOpen: (part: Part, on: boolean) => void;
};

export function WalkthroughParts({ open, onOpen, ...edit }: WalkthroughPartsProps) {
  const { now } = edit;
  const scenario = scenarioIn(now);
  const section = (
    part: Part,
    id: string,
    title: string,
    keys: readonly TextKey[],
    children: () => ComponentChildren,
  ) => (
    <Section
      key={part}
      id={walkFieldId(id)}
      title={title}
      lacking={lackingIn(now, keys)}
      open={open.has(part)}
      onOpen={(on) => onOpen(part, on)}
    >
      {children}
    </Section>
  );
  return (
    <>
      {section('head', 'head', t('authoring:part.head'), headTexts, () => (
        <Head {...edit} />
      ))}
      {section('brands', 'brands', t('authoring:part.brands'), [], () => (
        <WalkthroughBrands {...edit} />
      ))}
      {section('details', 'details', t('authoring:part.details'), [], () => (
        <WalkthroughDetails {...edit} />
      ))}
      {section('papers', 'papers', t('authoring:part.papers'), paperTexts(now), () => (
        <Texts {...edit} keys={paperTexts(now)} />
      ))}
      {scenario.steps.map((step) =>
        section(
          `step ${step.id}`,
          `step.${step.id}`,
          stepName(now, step.id),
          stepTexts(now, step),
          () => (
            <>
              {step.forms && (
                <p class="soft">
                  {t('authoring:onlyIn', { forms: step.forms.join(', ').toUpperCase() })}
                </p>
              )}
              <Texts {...edit} keys={stepTexts(now, step)} />
              {step.kind === 'choose' && <WalkthroughChoices {...edit} step={step} />}
            </>
          ),
        ),
      )}
    </>
  );
}

/** Languages in which a needed text is missing, as words. */
function lackingIn(now: Registers, keys: readonly TextKey[]): string[] {
  return languages
    .filter(({ code }) =>
      keys.some(({ key, needed }) => needed && wordsIn(now, textRegister(code, key)).trim() === ''),
    )
    .map(({ ownName }) => ownName);
}

type SectionProps = {
  readonly id: string;
  readonly title: string;
  readonly lacking: readonly string[];
  readonly open: boolean;
  readonly onOpen: (on: boolean) => void;
  /** Drawn only when open: a whole practice has hundreds of fields. */
  readonly children: () => ComponentChildren;
};

function Section({ id, title, lacking, open, onOpen, children }: SectionProps) {
  return (
    <section class="edit-step">
      <div class="row row-apart">
        <h2>{title}</h2>
        <div class="edit-marks">
          {lacking.length > 0 && (
            <span class="mark-missing">
              {t('authoring:lacking', { languages: lacking.join(', ') })}
            </span>
          )}
          <Button
            id={id}
            icon={open ? 'up' : 'down'}
            expanded={open}
            about={title}
            onPress={() => onOpen(!open)}
          >
            {t(open ? 'authoring:close' : 'authoring:open')}
          </Button>
        </div>
      </div>
      {open && children()}
    </section>
  );
}

function Head(edit: EditProps) {
  const { now, errorOf } = edit;
  const scenario = scenarioIn(now);
  return (
    <>
      <Texts {...edit} keys={headTexts} />
      <div class="edit-languages">
        <NumberField
          id={walkFieldId('minutes')}
          label={t('authoring:minutes')}
          hint={t('authoring:minutes.hint')}
          value={scenario.minutes}
          error={errorOf(walkFieldId('minutes'))}
          onChange={(minutes) => putScenario(edit, withChange(scenario, ['minutes'], minutes))}
        />
        <DateField
          id={walkFieldId('clock')}
          label={t('authoring:clock')}
          hint={t('authoring:clock.hint')}
          value={scenario.clock}
          error={errorOf(walkFieldId('clock'))}
          onChange={(clock) => putScenario(edit, withChange(scenario, ['clock'], clock))}
        />
      </div>
    </>
  );
}
