// Compares what a person typed with what the bill says and names the difference. Called by attempt.ts and guard.ts; pure.
import { checkAccount, classifySlip } from '#core/iban.ts';
import { parseMoney, plainMoney } from '#core/money.ts';
import { plainValue, type Value, type World } from './details.ts';
import { inForm, type FormName, type Slip, type StepOf } from './scenario.ts';
import type { MistakeCode } from './mistakes.ts';

export interface Verdict {
  readonly slip: Slip;
  /** The declared mistake, or null when the scenario does not score this slip. */
  readonly code: MistakeCode | null;
  /** True when a real bank's own field would stop it; otherwise only a careful person can notice. */
  readonly stopped: boolean;
  /** For the slip `like`: the detail that was taken by mistake, for example last month's sum. */
  readonly like?: string;
}

/** Letters and digits alone, without marks on letters: a Latvian keyboard is not at hand on every tablet. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\d]/gu, '');

const digitsIn = (text: string): string => text.replaceAll(/\D/g, '');

/** Null when the text is right. */
export function judge(
  step: StepOf<'type'>,
  text: string,
  world: World,
  form: FormName,
): Verdict | null {
  const expected = world.values[step.is];
  if (expected === undefined) throw new Error(`Unknown detail ${step.is}`);
  const found = differ(step, text, expected, world, form);
  if (found === null) return null;
  const declared = step.mistakes?.find(
    (mistake) =>
      mistake.when === found.slip && mistake.like === found.like && inForm(mistake, form),
  );
  return { ...found, code: declared?.code ?? null };
}

function differ(
  step: StepOf<'type'>,
  text: string,
  expected: Value,
  world: World,
  form: FormName,
): Omit<Verdict, 'code'> | null {
  const right = plainValue(expected);
  switch (step.check) {
    case 'account': {
      const slip = classifySlip(right, text);
      return slip === null ? null : { slip, stopped: !checkAccount(text).ok };
    }
    case 'money': {
      const sum = parseMoney(text);
      if (!sum.ok) return { slip: sum.error === 'empty' ? 'empty' : 'unreadable', stopped: true };
      const cents = Number(right);
      if (sum.value === cents) return null;
      const like = step.mistakes?.find((mistake) => {
        const other = mistake.like === undefined ? undefined : world.values[mistake.like];
        return inForm(mistake, form) && other?.kind === 'money' && other.cents === sum.value;
      })?.like;
      if (like !== undefined) return { slip: 'like', stopped: false, like };
      const shifted = [10, 100, 1000].some(
        (factor) => sum.value * factor === cents || sum.value === cents * factor,
      );
      return { slip: shifted ? 'shift' : 'wrong', stopped: false };
    }
    case 'name': {
      const given = plain(text);
      if (given === '') return { slip: 'empty', stopped: true };
      return slipsBetween(plain(right), given) <= 2 ? null : { slip: 'wrong', stopped: false };
    }
    case 'contains': {
      if (digitRuns(text).includes(right)) return null;
      return { slip: digitsIn(text) === '' ? 'missing' : 'wrong', stopped: false };
    }
    case 'digits':
    case 'pin': {
      const given = text.replaceAll(/\s/g, '');
      if (given === right) return null;
      return { slip: given === '' ? 'empty' : 'wrong', stopped: true };
    }
  }
}

/** Digit groups in a text; groups parted by one space or dash also count as one ("471 23 45"). */
function digitRuns(text: string): string[] {
  return [...(text.match(/\d+/g) ?? []), ...(text.match(/\d+(?:[ -]\d+)*/g) ?? []).map(digitsIn)];
}

/** Levenshtein distance: two typing slips in a name are forgiven, as a clerk would. */
function slipsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The right text as a careful person would type it. */
export function rightText(step: StepOf<'type'>, world: World): string {
  const expected = world.values[step.is];
  if (expected === undefined) throw new Error(`Unknown detail ${step.is}`);
  return expected.kind === 'money' ? plainMoney(expected.cents) : plainValue(expected);
}
