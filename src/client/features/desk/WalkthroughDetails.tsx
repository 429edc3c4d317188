// The companies of an own practice and the ranges that its amounts, numbers and days are drawn from, form by form. Part of WalkthroughParts.
import { t } from '#i18n/i18n.ts';
import { formNames, type FormName } from '#practice/scenario.ts';
import { NumberField } from '#ui/NumberField.tsx';
import { Select } from '#ui/Select.tsx';
import { TextArea } from '#ui/TextArea.tsx';
import {
  brandedActors,
  brandIn,
  brandsLike,
  detailIn,
  isSettable,
  scenarioIn,
  settableDetails,
  withBrand,
  withDetail,
} from './walkthrough-form.ts';
import { detailFieldId, walkFieldId } from './walkthrough-faults.ts';
import { type EditProps, putScenario } from './WalkthroughTexts.tsx';
import { detailName, formName } from './walkthrough-words.ts';

export function WalkthroughBrands(edit: EditProps) {
  const scenario = scenarioIn(edit.now);
  const actors = brandedActors(scenario);
  if (actors.length === 0) return <p class="soft">{t('authoring:brands.none')}</p>;
  return (
    <>
      <p class="soft">{t('authoring:brands.hint')}</p>
      {actors.map((actor, i) => (
        <div class="edit-languages" key={actor}>
          {formNames.map((form) => {
            const id = walkFieldId(`brand.${actor}.${form}`);
            return (
              <Select
                key={form}
                id={id}
                label={`${actorName(scenario.actors[actor]?.kind, i + 1)}, ${formName(form)}`}
                value={brandIn(scenario, actor, form) ?? ''}
                options={brandsLike(scenario.actors[actor]?.brand).map((brand) => ({
                  value: brand.id,
                  label: brand.name,
                }))}
                error={edit.errorOf(id)}
                onChange={(brand) => putScenario(edit, withBrand(scenario, actor, form, brand))}
              />
            );
          })}
        </div>
      ))}
    </>
  );
}

const actorName = (kind: string | undefined, number: number): string =>
  `${number}. ${t(`authoring:actor.${kind ?? 'issuer'}`)}`;

export function WalkthroughDetails(edit: EditProps) {
  const scenario = scenarioIn(edit.now);
  const ids = settableDetails(scenario);
  if (ids.length === 0) return <p class="soft">{t('authoring:details.none')}</p>;
  return (
    <>
      <p class="soft">{t('authoring:details.hint')}</p>
      {ids.map((id) => (
        <div class="stack-tight" key={id}>
          <h3>{detailName(edit.now, id)}</h3>
          <div class="edit-languages">
            {formNames.map((form) => (
              <OneForm key={form} {...edit} id={id} form={form} />
            ))}
          </div>
        </div>
      ))}
    </>
  );
}

type OneFormProps = EditProps & { readonly id: string; readonly form: FormName };

function OneForm({ id, form, ...edit }: OneFormProps) {
  const scenario = scenarioIn(edit.now);
  const detail = detailIn(scenario, id, form);
  if (!detail || !isSettable(detail.make))
    return <p class="soft">{t('authoring:detail.follows', { form: formName(form) })}</p>;
  const put = (field: string, value: unknown): void =>
    putScenario(edit, withDetail(scenario, id, form, { ...detail, [field]: value }));
  const field = (name: string) => ({
    id: detailFieldId(id, form, name),
    label: `${t(`authoring:detail.${name}`)}, ${formName(form)}`,
    error: edit.errorOf(detailFieldId(id, form, name)),
  });
  /** A number that may be left out stays as its author left it until something is typed. */
  const number = (name: string, value: number | undefined) =>
    value === undefined ? null : (
      <NumberField
        {...field(name)}
        value={value}
        decimals={name === 'percent'}
        onChange={(next) => put(name, next)}
      />
    );
  switch (detail.make) {
    case 'money':
      return (
        <div class="edit-cell">
          {(['min', 'max'] as const).map((name) => (
            <NumberField
              key={name}
              {...field(name)}
              decimals
              value={euros(detail[name])}
              onChange={(next) => put(name, next === null ? null : Math.round(next * 100))}
            />
          ))}
        </div>
      );
    case 'share':
      return <div class="edit-cell">{number('percent', detail.percent)}</div>;
    case 'digits':
      return <div class="edit-cell">{number('length', detail.length)}</div>;
    case 'day':
      return (
        <div class="edit-cell">
          {number('months', detail.months)}
          {number('days', detail.days)}
          {number('day', detail.day)}
        </div>
      );
    case 'month':
      return <div class="edit-cell">{number('months', detail.months)}</div>;
    case 'address':
      return (
        <div class="edit-cell">
          <TextArea
            {...field('one')}
            hint={t('authoring:detail.one.hint')}
            rows={2}
            value={detail.one.join('\n')}
            onInput={(words) =>
              put(
                'one',
                words
                  .split('\n')
                  .map((one) => one.trim())
                  .filter(Boolean),
              )
            }
          />
        </div>
      );
    default:
      return null;
  }
}

/** Null while it is being typed: the draft keeps it so. */
const euros = (cents: number | null): number | null => (cents === null ? null : cents / 100);
