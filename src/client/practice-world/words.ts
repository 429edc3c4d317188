// Turns the engine's text keys and values into words of the present language. Called by everything drawn here.
import { formatAccount } from '#core/iban.ts';
import { contentText } from '#i18n/content-text.ts';
import { formatDate, formatMoney, formatMonth } from '#i18n/format.ts';
import { hasText, t } from '#i18n/i18n.ts';
import type { Value } from '#practice/details.ts';
import { withoutPrefix } from '#practice/surprise.ts';
import type { Say } from '#practice/view.ts';

/** A walkthrough record's `text` field. */
export type ScenarioTexts = Readonly<Record<string, string>> | undefined;
export type Values = Readonly<Record<string, Value>>;

export interface Words {
  /** The scenario's own text of a key with its {{details}} filled in; '' when it has none. */
  readonly own: (key: string, more?: Values) => string;
  /** What the engine wants to say; '' when there is nothing to say. */
  readonly say: (say: Say | null, more?: Values) => string;
  readonly value: (value: Value) => string;
  /** Words of a line's label: the scenario's own, else the shared ones. */
  readonly label: (label: string) => string;
}

export function wordsOf(texts: ScenarioTexts, values: Values): Words {
  const fill = (text: string, more: Values = {}): string =>
    text.replaceAll(/\{\{([\w-]+)\}\}/g, (whole, name: string) => {
      const found = more[name] ?? values[name];
      return found ? value(found) : whole;
    });
  const own = (key: string, more?: Values): string => fill(contentText(texts, key).words, more);
  const value = (one: Value): string => (one.kind === 'text' ? own(one.key) : valueWords(one));
  const say = (what: Say | null, more?: Values): string => {
    const found = what?.own.map((key) => own(key, more)).find((text) => text !== '');
    if (found !== undefined) return found;
    const shared = what?.shared ? sharedKey(what.shared) : undefined;
    if (!shared) return '';
    const all = Object.entries({ ...values, ...more });
    return t(shared, Object.fromEntries(all.map(([name, one]) => [name, value(one)])));
  };
  const label = (name: string): string =>
    own(`label.${name}`) || labelOf(withoutPrefix(name)) || name;
  return { own, say, value, label };
}

/** The nearest shared text: `slip.money.like-paid` falls back to `slip.money.like`. */
function sharedKey(key: string): string | undefined {
  return [key, key.replace(/-[^-]*$/, ''), key.replace(/-.*$/, '')]
    .map((one) => `practice:${one}`)
    .find(hasText);
}

/** A value as people write it here. */
export function valueWords(value: Value): string {
  switch (value.kind) {
    case 'money':
      return formatMoney(value.cents);
    case 'account':
      return formatAccount(value.account);
    case 'day':
      return formatDate(value.day);
    case 'month':
      return formatMonth(value.month);
    case 'digits':
      return value.digits;
    case 'name':
      return value.name;
    case 'phone':
      return value.digits.replace(/^(\d\d)(\d{3})/, '$1 $2 ');
    case 'address':
      return value.address;
    case 'typed':
      return value.text;
    // Drawn, or said in the scenario's own words (wordsOf).
    case 'qr':
    case 'text':
      return '';
  }
}

/** The shared words of a label, '' when there are none. */
const labelOf = (label: string): string =>
  hasText(`practice:label.${label}`) ? t(`practice:label.${label}`) : '';
