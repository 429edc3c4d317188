// What is chosen rather than written in a part: days and links, right answers, the practice screen of a picture. Part of ContentEditScreen.
import { useBySlug, useRecords } from '#device/live.ts';
import { contentWords } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import type { LessonStep } from '#records/lesson.ts';
import { pictureOf } from '#practice-world/picture.ts';
import { readScenario } from '#practice-world/read-scenario.ts';
import { wordsOf } from '#practice-world/words.ts';
import { Button } from '#ui/Button.tsx';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { NumberField } from '#ui/NumberField.tsx';
import { Select } from '#ui/Select.tsx';
import { fieldId, MOST_DAYS } from './content-form.ts';
import type { PathStep, TodoItem } from './content-keys.ts';
import {
  leastChoices,
  MOST_CHOICES,
  movedChoice,
  withChoice,
  withField,
  withoutChoice,
  withRight,
} from './content-parts.ts';
import { partName } from './content-words.ts';
import { targetsOf } from './part-targets.ts';
import { PartFile } from './PartFile.tsx';
import type { ContentPartProps } from './content-props.ts';

export function PartSettings(props: ContentPartProps) {
  if (props.kind !== 'lesson') return <DatedSettings {...props} part={props.part as TodoItem} />;
  const step = props.part as LessonStep;
  if (step.kind === 'do') return <DoSettings {...props} step={step} />;
  if ('media' in step) return <PartFile {...props} step={step} />;
  if ('screen' in step) return <ScreenSettings {...props} step={step} />;
  if (step.kind === 'question' && 'choices' in step)
    return <ChoiceSettings {...props} step={step} />;
  if (step.kind === 'question' && step.type === 'true-false')
    return (
      <ChoiceList
        id={fieldId(`${step.id}.right`)}
        label={t('desk:field.right')}
        compact
        value={String(step.correct)}
        choices={[
          { value: 'true', label: t('lessons:true') },
          { value: 'false', label: t('lessons:false') },
        ]}
        onChange={(value) => props.onChange({ ...step, correct: value === 'true' })}
      />
    );
  return null;
}

type LinkProps = {
  readonly id: string;
  readonly kind: 'lesson' | 'walkthrough';
  readonly value: string;
  readonly error?: string | undefined;
  readonly needed?: boolean;
  readonly onChange: (slug: string) => void;
};

/** A lesson or an exercise by its name. */
function LinkSelect({ id, kind, value, error, needed, onChange }: LinkProps) {
  const rows = useRecords(kind) ?? [];
  const options = rows
    .toSorted((a, b) => a.order - b.order)
    .map((row) => ({ value: row.slug, label: contentWords(row.text, 'title') || row.slug }));
  return (
    <Select
      id={id}
      label={t(`desk:field.${kind}`)}
      empty={needed ? t('common:choose') : t('desk:field.noLink')}
      value={value}
      // What is not on this device stays chosen.
      options={
        value === '' || options.some((one) => one.value === value)
          ? options
          : [...options, { value, label: value }]
      }
      error={error}
      onChange={onChange}
    />
  );
}

type DatedProps = ContentPartProps & { readonly part: TodoItem | PathStep };

function DatedSettings({ kind, part, onChange, errorOf }: DatedProps) {
  const at = (field: string): string => fieldId(`${part.id}.${field}`);
  return (
    <>
      {'kind' in part && (
        <Select
          id={at('kind')}
          label={t('desk:part.kind')}
          value={part.kind}
          options={(['workshop', 'digital', 'meeting'] as const).map((value) => ({
            value,
            label: t(`paths:kind.${value}`),
          }))}
          onChange={(next) => onChange({ ...part, kind: next as PathStep['kind'] })}
        />
      )}
      <NumberField
        id={at('dueDays')}
        label={t(kind === 'path' ? 'desk:field.dueDays.path' : 'desk:field.dueDays')}
        hint={t('desk:field.dueDays.hint', { max: MOST_DAYS })}
        value={part.dueDays ?? null}
        error={errorOf(at('dueDays'))}
        onChange={(days) => onChange({ ...part, dueDays: days ?? 0 })}
      />
      <LinkSelect
        id={at('lesson')}
        kind="lesson"
        value={part.lesson ?? ''}
        onChange={(slug) => onChange(withField(part, 'lesson', slug))}
      />
      <LinkSelect
        id={at('walkthrough')}
        kind="walkthrough"
        value={part.walkthrough ?? ''}
        onChange={(slug) => onChange(withField(part, 'walkthrough', slug))}
      />
    </>
  );
}

type DoProps = ContentPartProps & { readonly step: Extract<LessonStep, { kind: 'do' }> };

function DoSettings({ step, onChange, errorOf }: DoProps) {
  const at = fieldId(`${step.id}.walkthrough`);
  return (
    <>
      <LinkSelect
        id={at}
        kind="walkthrough"
        needed
        value={step.walkthrough}
        error={errorOf(at)}
        onChange={(walkthrough) => onChange({ ...step, walkthrough })}
      />
      <ChoiceList
        id={fieldId(`${step.id}.mode`)}
        label={t('desk:field.mode')}
        compact
        value={step.mode}
        choices={(['shown', 'together', 'alone'] as const).map((value) => ({
          value,
          label: t(`practice:mode.${value}`),
        }))}
        onChange={(mode) => onChange({ ...step, mode: mode as typeof step.mode })}
      />
    </>
  );
}

type ScreenProps = ContentPartProps & { readonly step: Extract<LessonStep, { screen: unknown }> };

/** Which practice screen is shown, and what on it is pointed at or to be found. */
function ScreenSettings({ step, onChange, errorOf }: ScreenProps) {
  const { screen } = step;
  const isQuestion = step.kind === 'question';
  const at = (field: string): string => fieldId(`${step.id}.${field}`);
  const walkthrough = useBySlug('walkthrough', screen.walkthrough);
  const scenario = walkthrough ? readScenario(walkthrough.scenario) : null;
  const picture =
    scenario && walkthrough && screen.step !== ''
      ? pictureOf(scenario, walkthrough.slug, screen.form, screen.step)
      : null;
  const words =
    walkthrough && picture ? wordsOf(walkthrough.text, picture.attempt.world.values) : null;
  const targets = picture && words ? targetsOf(picture.view, words) : [];
  // Older content names a target by its last part.
  const wanted = screen.point ?? '';
  const point =
    targets.find(({ target }) => target === wanted || target.split('.')[1] === wanted)?.target ??
    wanted;
  const write = (next: typeof screen): void => onChange({ ...step, screen: next } as LessonStep);
  return (
    <>
      <LinkSelect
        id={at('walkthrough')}
        kind="walkthrough"
        needed
        value={screen.walkthrough}
        error={errorOf(at('walkthrough'))}
        // Another exercise has other steps and other things to point at.
        onChange={(slug) =>
          write({ walkthrough: slug, form: 'a', step: '', ...(isQuestion ? { point: '' } : {}) })
        }
      />
      {scenario && (
        <Select
          id={at('step')}
          label={t('desk:field.screenStep')}
          empty={t('common:choose')}
          value={screen.step}
          options={scenario.steps.map(({ id }) => ({
            value: id,
            label: contentWords(walkthrough?.text, `${id}.title`) || id,
          }))}
          onChange={(id) => write({ ...screen, step: id, ...(isQuestion ? { point: '' } : {}) })}
        />
      )}
      {targets.length > 0 && (
        <Select
          id={at('point')}
          label={t(isQuestion ? 'desk:field.find' : 'desk:field.point')}
          empty={isQuestion ? t('common:choose') : t('desk:field.noPoint')}
          value={point}
          options={
            point === '' || targets.some(({ target }) => target === point)
              ? targets.map(({ target, label }) => ({ value: target, label }))
              : [
                  ...targets.map(({ target, label }) => ({ value: target, label })),
                  { value: point, label: point },
                ]
          }
          error={errorOf(at('point'))}
          onChange={(target) =>
            write(
              target === '' && !isQuestion
                ? { walkthrough: screen.walkthrough, form: screen.form, step: screen.step }
                : { ...screen, point: target },
            )
          }
        />
      )}
    </>
  );
}

type ChoiceProps = ContentPartProps & { readonly step: Extract<LessonStep, { choices: unknown }> };

/** How many answers there are, which are right, or in which order they belong. */
function ChoiceSettings(props: ChoiceProps) {
  const { kind, step, number, onChange, errorOf } = props;
  const at = fieldId(`${step.id}.right`);
  const name = partName(kind, step, number);
  const named = (id: string): string => t('desk:text.choice', { choice: id });
  const right =
    step.type === 'order'
      ? []
      : step.choices.filter((choice) => choice.correct).map(({ id }) => id);
  const choices = step.choices.map(({ id }) => ({ value: id, label: named(id) }));
  return (
    <div class="stack-tight">
      {step.type === 'one' && (
        <ChoiceList
          id={at}
          label={t('desk:field.right')}
          compact
          value={right[0] ?? null}
          choices={choices}
          error={errorOf(at)}
          onChange={(id) => onChange(withRight(step, [id]))}
        />
      )}
      {step.type === 'several' && (
        <ChoiceList
          id={at}
          label={t('desk:field.rightOnes')}
          compact
          several
          value={right}
          choices={choices}
          error={errorOf(at)}
          onChange={(ids) => onChange(withRight(step, ids))}
        />
      )}
      {step.type === 'order' && <p class="soft">{t('desk:field.order.right')}</p>}
      {step.choices.map(({ id }, i) => (
        <div class="row no-print" key={id}>
          <strong>{named(id)}</strong>
          {step.type === 'order' && i > 0 && (
            <Button
              kind="quiet"
              icon="up"
              about={`${name}, ${named(id)}`}
              onPress={() => onChange(movedChoice(step, i, -1))}
            >
              {t('desk:part.up')}
            </Button>
          )}
          {step.choices.length > leastChoices(step) && (
            <Button
              kind="quiet"
              icon="remove"
              about={`${name}, ${named(id)}`}
              onPress={() => onChange(withoutChoice(step, id))}
            >
              {t('desk:choice.remove')}
            </Button>
          )}
        </div>
      ))}
      {step.choices.length < MOST_CHOICES && (
        <div>
          <Button icon="plus" about={name} onPress={() => onChange(withChoice(step))}>
            {t('desk:choice.add')}
          </Button>
        </div>
      )}
    </div>
  );
}
