// The choices of one step: what each says, whether it is right, which mistake it is, and where it leads. Part of WalkthroughParts.
import { t } from '#i18n/i18n.ts';
import { mistakeCodes } from '#practice/mistakes.ts';
import { formNames, type FormName } from '#practice/scenario.ts';
import { Button } from '#ui/Button.tsx';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { Select } from '#ui/Select.tsx';
import {
  type ChooseStep,
  explains,
  formsOf,
  freshOption,
  hasOwnWords,
  meaningOf,
  type Option,
  scenarioIn,
  type TextKey,
  withChange,
  withForms,
  withMeaning,
} from './walkthrough-form.ts';
import { FEWEST_OPTIONS, MOST_OPTIONS, walkFieldId } from './walkthrough-faults.ts';
import { type EditProps, putScenario, Texts } from './WalkthroughTexts.tsx';
import { detailName, formName, optionName, stepName } from './walkthrough-words.ts';

export type WalkthroughChoicesProps = EditProps & { readonly step: ChooseStep };

export function WalkthroughChoices({ step, ...edit }: WalkthroughChoicesProps) {
  const scenario = scenarioIn(edit.now);
  const at = scenario.steps.findIndex((one) => one.id === step.id);
  const put = (place: readonly (string | number)[], value: unknown): void =>
    putScenario(edit, withChange(scenario, ['steps', at, 'options', ...place], value));
  const id = walkFieldId(`options.${step.id}`);
  const error = edit.errorOf(id);
  return (
    <div class="stack">
      {/* The error about the number of choices leads here. */}
      <h3 id={id} tabIndex={-1}>
        {t('authoring:options')}
      </h3>
      {error !== undefined && <p class="field-error">{error}</p>}
      {step.options.map((option, i) => (
        <OneChoice
          key={option.id}
          {...edit}
          step={step}
          option={option}
          number={i + 1}
          put={(next) => put([i], next)}
          remove={step.options.length > FEWEST_OPTIONS ? () => put([i], undefined) : undefined}
        />
      ))}
      <div>
        <Button
          icon="plus"
          disabled={step.options.length >= MOST_OPTIONS}
          onPress={() => put([step.options.length], { id: freshOption(step) })}
        >
          {t('authoring:option.add')}
        </Button>
      </div>
    </div>
  );
}

type OneChoiceProps = WalkthroughChoicesProps & {
  readonly option: Option;
  readonly number: number;
  readonly put: (option: Option) => void;
  readonly remove: (() => void) | undefined;
};

function OneChoice({ step, option, number, put, remove, ...edit }: OneChoiceProps) {
  const { now } = edit;
  const { steps } = scenarioIn(now);
  const at = (part: string): string => walkFieldId(`option.${step.id}.${option.id}.${part}`);
  const keys: TextKey[] = [
    ...(hasOwnWords(option) ? [{ key: `${step.id}.${option.id}`, needed: true }] : []),
    ...(explains(option) ? [{ key: `${step.id}.${option.id}.why`, needed: true }] : []),
  ];
  return (
    <fieldset class="edit-choice-parts stack-tight">
      <legend>{optionName(number)}</legend>
      {option.value !== undefined && (
        <p class="soft">{t('authoring:option.shows', { name: detailName(now, option.value) })}</p>
      )}
      {option.value === undefined && !hasOwnWords(option) && (
        <p class="soft">
          {t('authoring:option.shows', { name: t(`practice:option.${option.id}`) })}
        </p>
      )}
      {keys.length > 0 && <Texts {...edit} keys={keys} />}
      <div class="edit-languages">
        <Select
          id={at('means')}
          label={t('authoring:option.means')}
          value={meaningOf(option)}
          options={[
            { value: 'right', label: t('authoring:means.right') },
            { value: 'wrong', label: t('authoring:means.wrong') },
            ...mistakeCodes.map((code) => ({
              value: code,
              label: `${code} ${t(`practice:mistake.${code}`)}`,
            })),
          ]}
          onChange={(meaning) => put(withMeaning(option, meaning))}
        />
        <Select
          id={at('to')}
          label={t('authoring:option.to')}
          value={option.to ?? ''}
          empty={t(option.correct ? 'authoring:to.next' : 'authoring:to.stays')}
          options={steps
            .filter((one) => one.id !== step.id)
            .map((one) => ({ value: one.id, label: stepName(now, one.id) }))}
          onChange={(to) => put(withChange(option, ['to'], to === '' ? undefined : to))}
        />
        <ChoiceList
          id={at('forms')}
          label={t('authoring:option.forms')}
          compact
          several
          value={formsOf(option)}
          choices={formNames.map((value) => ({ value, label: formName(value) }))}
          error={edit.errorOf(at('forms'))}
          onChange={(forms) =>
            put(
              withForms(
                option,
                formNames.filter((form: FormName) => forms.includes(form)),
              ),
            )
          }
        />
      </div>
      {remove && (
        <div>
          <Button kind="quiet" icon="remove" about={optionName(number)} onPress={remove}>
            {t('authoring:option.remove')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
