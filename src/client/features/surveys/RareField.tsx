// Draws questions of the types that few forms use: order, scale, time, place, consent, and files by words. Part of QuestionField.tsx.
import { useState } from 'preact/hooks';
import type { AnswerValue } from '#forms/answers.ts';
import { scaleOf } from '#forms/check.ts';
import type { Question } from '#forms/schema.ts';
import { formatNumber } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Checkbox } from '#ui/Checkbox.tsx';
import type { Choice } from '#ui/ChoiceList.tsx';
import { DateField } from '#ui/DateField.tsx';
import { Field, FieldGroup, useFieldParts } from '#ui/Field.tsx';
import { TextArea } from '#ui/TextArea.tsx';
import { TextField } from '#ui/TextField.tsx';

export type RareFieldProps = {
  readonly question: Question;
  readonly field: {
    readonly id: string;
    readonly label: string;
    readonly hint?: string;
    readonly error?: string;
  };
  readonly value: AnswerValue | undefined;
  readonly choices: readonly Choice[];
  readonly onAnswer: (value: AnswerValue, typed?: boolean) => void;
};

export function RareField(props: RareFieldProps) {
  const { question, field, value, onAnswer } = props;
  const words = typeof value === 'string' ? value : '';
  switch (question.type) {
    case 'rank':
      return <Ranking {...props} />;
    case 'range':
      return <Scale {...props} />;
    case 'time':
      return <DateField {...field} type="time" value={words} onChange={(time) => onAnswer(time)} />;
    case 'datetime':
      return <Moment {...props} words={words} />;
    case 'acknowledge':
      return (
        <Checkbox
          {...field}
          checked={words === 'OK'}
          onChange={(checked) => onAnswer(checked ? 'OK' : '')}
        />
      );
    case 'geopoint':
      return <Place {...props} words={words} />;
    default:
      // Pictures and sound of surveys are not taken yet: the answer is not lost for it.
      return (
        <TextArea
          {...field}
          hint={[field.hint, t('surveys:inWords')].filter(Boolean).join(' ')}
          value={words}
          onInput={(typed) => onAnswer(typed.trim() === '' ? '' : typed, true)}
        />
      );
  }
}

/** Up and down by buttons; the order counts once somebody has moved or confirmed it. */
function Ranking({ field, value, choices, onAnswer }: RareFieldProps) {
  const parts = useFieldParts(field);
  const given = typeof value === 'object' ? value : [];
  const order = [
    ...given.flatMap((name) => choices.filter((choice) => choice.value === name)),
    ...choices.filter((choice) => !given.includes(choice.value)),
  ];
  const move = (from: number, to: number): void => {
    const names = order.map((choice) => choice.value);
    names.splice(to, 0, ...names.splice(from, 1));
    onAnswer(names);
  };
  return (
    <FieldGroup field={field} parts={parts}>
      <ol class="survey-rank">
        {order.map((choice, i) => (
          <li key={choice.value} lang={choice.lang}>
            <span>{choice.label}</span>
            <span class="row">
              <Button
                icon="up"
                about={choice.label}
                disabled={i === 0}
                onPress={() => move(i, i - 1)}
              >
                {t('surveys:rank.up')}
              </Button>
              <Button
                icon="down"
                about={choice.label}
                disabled={i === order.length - 1}
                onPress={() => move(i, i + 1)}
              >
                {t('surveys:rank.down')}
              </Button>
            </span>
          </li>
        ))}
      </ol>
      {given.length < order.length && (
        <Button onPress={() => move(0, 0)}>{t('surveys:rank.keep')}</Button>
      )}
    </FieldGroup>
  );
}

/** A slider, and the same by two buttons for fingers that shake. */
function Scale({ question, field, value, onAnswer }: RareFieldProps) {
  const { start, end, step } = scaleOf(question);
  const [least, most] = [Math.min(start, end), Math.max(start, end)];
  const parts = useFieldParts(field);
  const at = typeof value === 'number' ? value : undefined;
  const go = (to: number): void =>
    onAnswer(Math.min(most, Math.max(least, Number(to.toFixed(10)))));
  return (
    <Field field={field} parts={parts}>
      <input
        class="survey-scale"
        id={parts.id}
        type="range"
        min={least}
        max={most}
        step={step}
        value={at ?? least}
        aria-valuetext={at === undefined ? t('surveys:scale.none') : formatNumber(at)}
        aria-describedby={parts.describedBy}
        aria-invalid={parts.invalid}
        onInput={(event) => go(Number(event.currentTarget.value))}
      />
      <div class="row">
        <Button
          icon="minus"
          disabled={at === least}
          onPress={() => go((at ?? least + step) - step)}
        >
          {t('surveys:scale.less')}
        </Button>
        <output class="survey-value" for={parts.id}>
          {at === undefined ? t('surveys:scale.none') : formatNumber(at)}
        </output>
        <Button icon="plus" disabled={at === most} onPress={() => go((at ?? least - step) + step)}>
          {t('surveys:scale.more')}
        </Button>
      </div>
    </Field>
  );
}

type WithWords = RareFieldProps & { readonly words: string };

/** Day and time as two fields; the answer is the local moment, kept when both are there. */
function Moment({ field, words, onAnswer }: WithWords) {
  const [day, setDay] = useState(words.slice(0, 10));
  const [time, setTime] = useState(words.slice(11, 16));
  const say = (nextDay: string, nextTime: string): void => {
    setDay(nextDay);
    setTime(nextTime);
    onAnswer(nextDay === '' || nextTime === '' ? '' : `${nextDay}T${nextTime}:00.000`);
  };
  return (
    <>
      <DateField {...field} value={day} onChange={(next) => say(next, time)} />
      <DateField
        id={`${field.id}-time`}
        label={t('surveys:moment.time')}
        type="time"
        value={time}
        onChange={(next) => say(day, next)}
      />
    </>
  );
}

/** Where the tablet stands, asked only on a tap; or typed. Latitude, longitude, height and accuracy in metres, as ODK writes it. */
function Place({ field, words, onAnswer }: WithWords) {
  const [state, setState] = useState<'asking' | 'refused' | undefined>();
  const take = (): void => {
    setState('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, altitude, accuracy } }) => {
        setState(undefined);
        onAnswer([latitude, longitude, altitude ?? 0, Math.round(accuracy)].join(' '));
      },
      () => setState('refused'),
      { enableHighAccuracy: true, timeout: 20_000 },
    );
  };
  return (
    <>
      <TextField
        {...field}
        digits
        hint={[field.hint, t('surveys:place.hint')].filter(Boolean).join(' ')}
        value={words}
        onInput={(typed) => onAnswer(typed.trim() === '' ? '' : typed, true)}
      />
      <Button disabled={state === 'asking'} onPress={take}>
        {t(state === 'asking' ? 'surveys:place.asking' : 'surveys:place.take')}
      </Button>
      {state === 'refused' && <p role="alert">{t('surveys:place.refused')}</p>}
    </>
  );
}
