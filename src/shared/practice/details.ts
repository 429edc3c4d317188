// Makes the details of one attempt (sums, accounts, dates, codes) from its seed, so that practice is never the same twice
// and every attempt can be replayed. Called by attempt.ts; pure.
import { addDays } from '#core/dates.ts';
import { makePracticeAccount, withCheckDigits } from '#core/iban.ts';
import { randomFrom, type Random } from '#core/random.ts';
import { brandOf, type Brand } from './brands.ts';
import { paymentCode } from './epc.ts';
import { makePerson, withSecondName } from './people.ts';
import type { Detail, FormName, Scenario } from './scenario.ts';

/** Something shown on a line. `month` is `2026-10`, `day` is `2026-10-25`; screens write both in the learner's language. */
export type Value =
  | { readonly kind: 'money'; readonly cents: number }
  | { readonly kind: 'account'; readonly account: string }
  | { readonly kind: 'digits'; readonly digits: string }
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'month'; readonly month: string }
  | { readonly kind: 'name'; readonly name: string }
  /** 8 digits. */
  | { readonly kind: 'phone'; readonly digits: string }
  | { readonly kind: 'address'; readonly address: string }
  /** Text of an EPC069-12 code. */
  | { readonly kind: 'qr'; readonly code: string }
  /** The scenario's own words, by text key. */
  | { readonly kind: 'text'; readonly key: string }
  /** What the learner typed, as typed. */
  | { readonly kind: 'typed'; readonly text: string };

export interface World {
  readonly values: Readonly<Record<string, Value>>;
  readonly brands: Readonly<Record<string, Brand>>;
}

/** Everything that the form and the seed decide. Throws only on a scenario that check-scenario.ts refuses. */
export function makeWorld(scenario: Scenario, form: FormName, seed: string): World {
  const changes = scenario.forms[form];
  const recipes: Record<string, Detail> = { ...scenario.details, ...changes.details };
  const values: Record<string, Value> = {};
  const brands: Record<string, Brand> = {};

  for (const [id, actor] of Object.entries(scenario.actors)) {
    const wanted = changes.actors?.[id] ?? actor.brand;
    if (wanted === undefined) continue;
    const brand = brandOf(wanted);
    if (!brand) throw new Error(`the actor "${id}" has an unknown brand`);
    brands[id] = brand;
    values[id] = { kind: 'name', name: brand.name };
  }

  const underway = new Set<string>();
  const make = (id: string): Value => {
    const made = values[id];
    if (made !== undefined) return made;
    const recipe = recipes[id];
    if (recipe === undefined) throw new Error(`there is no detail "${id}"`);
    if (underway.has(id)) throw new Error(`the detail "${id}" is made from itself`);
    underway.add(id);
    // Each detail has its own stream of chance: adding one detail to a scenario leaves all others as they were.
    const random = randomFrom(`${seed}/${form}/${id}`);
    const fresh = makeDetail(id, recipe, random, scenario.clock, { make, brands });
    values[id] = fresh;
    return fresh;
  };
  for (const id of Object.keys(recipes)) make(id);
  for (const [id, { called }] of Object.entries(scenario.actors)) {
    if (called !== undefined && values[id] === undefined) values[id] = make(called);
  }
  return { values, brands };
}

interface Others {
  readonly make: (id: string) => Value;
  readonly brands: Readonly<Record<string, Brand>>;
}

function makeDetail(
  id: string,
  recipe: Detail,
  random: Random,
  clock: string,
  { make: other, brands }: Others,
): Value {
  switch (recipe.make) {
    case 'money':
      return differing(recipe.unlike, other, () => ({
        kind: 'money',
        cents: spreadCents(random, recipe.min, recipe.max),
      }));
    case 'sum': {
      const total = (ids: readonly string[]): number =>
        ids.reduce((sum, id) => sum + centsOf(other(id)), 0);
      return { kind: 'money', cents: total(recipe.of) - total(recipe.minus ?? []) };
    }
    case 'share':
      return {
        kind: 'money',
        cents: Math.round((centsOf(other(recipe.of)) * recipe.percent) / 100),
      };
    case 'account':
      return {
        kind: 'account',
        account:
          recipe.near === undefined
            ? makePracticeAccount(random, recipe.bank)
            : accountNear(accountOf(other(recipe.near)), random),
      };
    case 'digits':
      return differing(recipe.unlike, other, () => ({
        kind: 'digits',
        digits: random.digits(recipe.length, recipe.first),
      }));
    case 'near':
      return { kind: 'digits', digits: nearTo(digitsOf(other(recipe.to)), recipe.by, random) };
    case 'day':
      return { kind: 'day', day: dayFrom(clock, recipe) };
    case 'month':
      return {
        kind: 'month',
        month: dayFrom(clock, { months: recipe.months, day: 1 }).slice(0, 7),
      };
    case 'phone':
      return differing(recipe.unlike, other, () => ({
        kind: 'phone',
        digits: `0${random.digits(7, '123456789')}`,
      }));
    case 'person': {
      const { second, full } = recipe;
      return differing(recipe.unlike, other, () => ({
        kind: 'name',
        name:
          second === undefined
            ? makePerson(random, full === true)
            : withSecondName(plainValue(other(second)), random),
      }));
    }
    case 'registered': {
      const brand = brands[recipe.of];
      if (!brand) throw new Error(`"registered" needs an actor with a brand, not "${recipe.of}"`);
      return { kind: 'name', name: brand.registered ?? brand.name };
    }
    case 'address':
      return { kind: 'address', address: random.pick(recipe.one) };
    case 'text':
      return { kind: 'text', key: `value.${id}` };
    case 'qr':
      return {
        kind: 'qr',
        code: paymentCode({
          payee: plainValue(other(recipe.payee)),
          account: accountOf(other(recipe.account)),
          cents: centsOf(other(recipe.amount)),
          purpose: recipe.purpose === undefined ? '' : plainValue(other(recipe.purpose)),
        }),
      };
  }
}

/** Same bank, same last 4 digits; what is between them differs, and the check digits fit. */
function accountNear(account: string, random: Random): string {
  for (let i = 0; i < 100; i += 1) {
    const other = withCheckDigits(account.slice(4, 11) + random.digits(6) + account.slice(17));
    if (other !== account) return other;
  }
  throw new Error('no other account found');
}

/** Draws until the value is unlike the named ones. */
function differing(
  unlike: readonly string[] | undefined,
  other: (id: string) => Value,
  draw: () => Value,
): Value {
  const taken = (unlike ?? []).map((id) => plainValue(other(id)));
  for (let i = 0; i < 1000; i += 1) {
    const value = draw();
    if (!taken.includes(plainValue(value))) return value;
  }
  throw new Error('no value is unlike the others; widen a range');
}

/** Sums whose cents end in neither 0 nor a repeat of the euros, so that a shifted comma is always another sum. */
function spreadCents(random: Random, min: number, max: number): number {
  for (let i = 0; i < 50; i += 1) {
    const cents = random.int(min, max);
    if (cents % 10 !== 0) return cents;
  }
  return random.int(min, max);
}

function nearTo(digits: string, by: 'digit' | 'swap', random: Random): string {
  const pairs = [...digits].flatMap((digit, i) => (i > 0 && digit !== digits[i - 1] ? [i] : []));
  if (by === 'swap' && pairs.length > 0) {
    const i = random.pick(pairs);
    return digits.slice(0, i - 1) + digits.charAt(i) + digits.charAt(i - 1) + digits.slice(i + 1);
  }
  const i = random.int(0, digits.length - 1);
  const changed = (Number(digits.charAt(i)) + random.int(1, 9)) % 10;
  return digits.slice(0, i) + String(changed) + digits.slice(i + 1);
}

function dayFrom(
  clock: string,
  by: { months?: number | undefined; days?: number | undefined; day?: number | undefined },
): string {
  const [year, month, day] = clock.split('-').map(Number) as [number, number, number];
  const months = year * 12 + (month - 1) + (by.months ?? 0);
  const two = (n: number): string => String(n).padStart(2, '0');
  // Moving by months keeps to days that every month has.
  const start = `${Math.floor(months / 12)}-${two((months % 12) + 1)}-${two(by.day ?? (by.months ? Math.min(day, 28) : day))}`;
  return addDays(start, by.days ?? 0);
}

function centsOf(value: Value): number {
  if (value.kind !== 'money') throw new Error('a sum can only add money');
  return value.cents;
}

function accountOf(value: Value): string {
  if (value.kind !== 'account') throw new Error('an account is needed there');
  return value.account;
}

function digitsOf(value: Value): string {
  if (value.kind !== 'digits') throw new Error('"near" needs a detail made of digits');
  return value.digits;
}

/** A value as one text without language, for comparing. */
export function plainValue(value: Value): string {
  switch (value.kind) {
    case 'money':
      return String(value.cents);
    case 'account':
      return value.account;
    case 'digits':
      return value.digits;
    case 'day':
      return value.day;
    case 'month':
      return value.month;
    case 'name':
      return value.name;
    case 'phone':
      return value.digits;
    case 'address':
      return value.address;
    case 'qr':
      return value.code;
    case 'text':
      return value.key;
    case 'typed':
      return value.text;
  }
}
