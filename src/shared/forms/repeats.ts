// Instances of repeats that people add and take away: an instance exists when its register `<repeat>/<id>` holds its number in order.
// Called by the survey screens and the tests. An instance taken away keeps its answers and can be brought back.
import { fail, ok, type Result } from '#core/result.ts';
import { valueOf } from './answers.ts';
import { todayOf } from './clock.ts';
import { keep, type AnswerProblem, type FormState } from './engine.ts';
import { INSTANCE_ID, itemAt, itemOfKey, type Found } from './keys.ts';
import { idsIn } from './tree.ts';

/** Keys of a repeat's instances in order: `people/a1`. Empty for unknown keys and when the repeat is not relevant. */
export function instancesOf(state: FormState, repeatKey: string): readonly string[] {
  const found = itemAt(state.compiled, state.cells, repeatKey);
  if (found?.node.item.type !== 'repeat') return [];
  return idsIn(state.cells, found.node, found.frame).map((id) => `${repeatKey}/${id}`);
}

/** One more instance, after the others. The caller makes the id: 1 to 8 letters and digits, new here. */
export function addInstance(
  state: FormState,
  repeatKey: string,
  id: string,
): Result<FormState, AnswerProblem> {
  const found = byHand(state, repeatKey);
  if (!found.ok) return found;
  const key = `${repeatKey}/${id}`;
  if (!INSTANCE_ID.test(id) || state.answers[key] !== undefined)
    return fail({ code: 'instance-id', name: key });
  return ok(put(state, key, found.value, Math.max(0, ...numbersOf(state, repeatKey)) + 1));
}

/** Takes an instance away; its answers wait for `restoreInstance`. */
export function removeInstance(state: FormState, key: string): Result<FormState, AnswerProblem> {
  const repeatKey = key.slice(0, key.lastIndexOf('/'));
  const found = byHand(state, repeatKey);
  if (!found.ok) return found;
  if (valueOf(state.answers[key]) === undefined)
    return fail({ code: 'unknown-question', name: key });
  return ok(keep(state, key, found.value, { refused: true, at: todayOf(state.clock) }));
}

/** Brings it back, at the first number in order that is free (its own, when it was the only one taken away) or at `number`. */
export function restoreInstance(
  state: FormState,
  key: string,
  number?: number,
): Result<FormState, AnswerProblem> {
  const repeatKey = key.slice(0, key.lastIndexOf('/'));
  const found = byHand(state, repeatKey);
  if (!found.ok) return found;
  const register = state.answers[key];
  if (
    register === undefined ||
    valueOf(register) !== undefined ||
    itemOfKey(state.compiled, key) === undefined
  )
    return fail({ code: 'unknown-question', name: key });
  const taken = new Set(numbersOf(state, repeatKey));
  let free = 1;
  while (taken.has(free)) free += 1;
  return ok(put(state, key, found.value, number ?? free));
}

function byHand(state: FormState, repeatKey: string): Result<Found, AnswerProblem> {
  const found = itemAt(state.compiled, state.cells, repeatKey);
  if (found?.node.item.type !== 'repeat' || found.node.item.count !== undefined)
    return fail({ code: 'no-instances-here', name: repeatKey });
  return ok(found);
}

const put = (state: FormState, key: string, repeat: Found, number: number): FormState =>
  keep(state, key, repeat, { value: number, at: todayOf(state.clock) });

/** Numbers in order of the instances there are. */
function numbersOf(state: FormState, repeatKey: string): readonly number[] {
  return instancesOf(state, repeatKey).map((key) => Number(valueOf(state.answers[key])));
}
