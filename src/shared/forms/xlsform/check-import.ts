// What the schema, the expression parser and the words say about a form that was just read, as issues with their cells. Called by read-xlsform.ts.
import { compile } from '../compile.ts';
import { parseExpression } from '../parse.ts';
import { isGroup, itemsOf, readForm, type Form, type Item } from '../schema.ts';
import { REFERENCE } from './expressions.ts';
import type { Issues, Place, WarningCode } from './issues.ts';
import type { Language } from './languages.ts';
import type { Origins } from './read-survey.ts';

/** The form as the schema takes it, or undefined after saying what it refuses. */
export function checked(
  draft: Form,
  origins: Origins,
  top: Place,
  issues: Issues,
): Form | undefined {
  const read = readForm(draft);
  if (read.ok) return read.value;
  for (const { path, message } of read.error) {
    const { name, part } = itemAt(draft.items, path);
    issues.error(origins.get(name)?.(part) ?? top, 'form-refused', { name, message });
  }
  return undefined;
}

/** `items.0.items.2.default` -> the item's name and the part; a path that is a name already stays. */
function itemAt(
  items: readonly Item[],
  path: string,
): { readonly name: string; readonly part: string } {
  let name = path;
  let part = 'name';
  let inside: readonly Item[] = items;
  const steps = path.split('.');
  for (let at = 0; at + 1 < steps.length && steps[at] === 'items'; at += 2) {
    const item = inside[Number(steps[at + 1])];
    if (item === undefined) break;
    name = item.name;
    part = steps[at + 2] ?? 'name';
    inside = isGroup(item) ? item.items : [];
  }
  return { name, part };
}

const CODES: Readonly<Record<string, WarningCode>> = {
  'unknown-function': 'expression.function',
  'unknown-name': 'expression.name',
  'wrong-count': 'expression.count',
  path: 'expression.path',
  pattern: 'expression.pattern',
  cycle: 'expression.cycle',
};

/** Wrong expressions are left out by the engine, and the question stays: so they are warnings. */
export function checkExpressions(form: Form, origins: Origins, top: Place, issues: Issues): void {
  const warn = (name: string, part: string, code: string, found: string): void =>
    issues.warn(origins.get(name)?.(part) ?? top, CODES[code] ?? 'expression.unreadable', {
      name,
      found,
    });
  for (const { name, part, code, found } of compile(form).problems) warn(name, part, code, found);
  const look = (name: string, part: string, source: string | undefined): void => {
    if (source === undefined) return;
    const parsed = parseExpression(source);
    if (!parsed.ok) warn(name, part, parsed.error.code, parsed.error.found);
  };
  for (const item of itemsOf(form.items))
    if (item.type === 'repeat') look(item.name, 'count', item.count);
    else if (!isGroup(item)) {
      look(item.name, 'choiceFilter', item.choiceFilter);
      look(item.name, 'dynamicDefault', item.dynamicDefault);
    }
  look('', 'instanceName', form.settings?.instanceName);
}

/** Names in sentences that no question has, and languages that lack words others have. */
export function checkWords(
  form: Form,
  words: ReadonlyMap<string, ReadonlyMap<string, string>>,
  languages: readonly Language[],
  origins: Origins,
  top: Place,
  issues: Issues,
): void {
  const names = new Set([...itemsOf(form.items)].map(({ name }) => name));
  const keys = new Set<string>();
  for (const texts of words.values())
    for (const [key, text] of texts) {
      keys.add(key);
      if (!text.includes('${')) continue;
      const place = origins.get(key.slice(0, key.lastIndexOf('.')))?.('name') ?? top;
      for (const [, name = ''] of text.matchAll(REFERENCE))
        if (!names.has(name)) issues.warn(place, 'label.reference', { name });
      const [, open] = /(\$\{.{0,20})/.exec(text.replaceAll(REFERENCE, '')) ?? [];
      if (open !== undefined) issues.warn(place, 'label.reference', { name: open });
    }
  for (const { code, name } of languages) {
    const missing = keys.size - (words.get(code)?.size ?? 0);
    if (missing > 0)
      issues.warn(top, 'language.gaps', { language: name, missing: String(missing) });
  }
}
