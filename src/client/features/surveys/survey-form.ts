// From records to the survey engine: a survey's form, a response's answers, the moment. No screen, no writing. Called by queries, screens and actions.
import { dayOf } from '#core/dates.ts';
import type { Result } from '#core/result.ts';
import type { Device } from '#device/device.ts';
import type { Row } from '#device/database.ts';
import { readAnswer, type Answer } from '#forms/answers.ts';
import type { Clock } from '#forms/clock.ts';
import { resultOf, type FormState } from '#forms/engine.ts';
import { stageOf, type Outlook, type Validity } from '#forms/plan.ts';
import { readForm, type Form, type SchemaProblem } from '#forms/schema.ts';

const read = new WeakMap<object, Result<Form, readonly SchemaProblem[]>>();

/** The checked form of a survey record; each row's form is checked once. */
export function formOf(
  survey: Pick<Row<'survey'>, 'form'>,
): Result<Form, readonly SchemaProblem[]> {
  const { form } = survey;
  if (typeof form !== 'object' || form === null) return readForm(form);
  const known = read.get(form) ?? readForm(form);
  read.set(form, known);
  return known;
}

/** The answers in a response record; emptied and unknown registers are left out. */
export function answersOf(response: {
  readonly answers?: Row<'response'>['answers'] | undefined;
}): Record<string, Answer> {
  const answers: Record<string, Answer> = {};
  for (const [name, register] of Object.entries(response.answers ?? {})) {
    const one = readAnswer(register);
    if (one !== undefined) answers[name] = one;
  }
  return answers;
}

/** The device's moment, with the time zone of that day. */
export function clockOf(device: Pick<Device, 'now'>): Clock {
  const ms = device.now();
  return { ms, zoneOffsetMinutes: new Date(ms).getTimezoneOffset() };
}

export const validityOf = (survey: Pick<Row<'survey'>, 'validDays'>, clock: Clock): Validity => ({
  validDays: survey.validDays,
  today: dayOf(clock.ms, clock.zoneOffsetMinutes),
});

/** What the answers come to, for surveys with a plan. */
export const outlookOf = (
  survey: Pick<Row<'survey'>, 'validDays'>,
  state: FormState,
): Outlook | undefined =>
  stageOf(state.compiled.form, resultOf(state), validityOf(survey, state.clock));
