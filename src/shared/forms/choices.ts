// Which choices a question offers now: its list or table after the choice filter, shuffled when the form says so. Called by the
// answer screens and check.ts.
import { numberFrom, seedOf, shuffled } from './chance.ts';
import type { FormState } from './engine.ts';
import { evaluate, rowsWhere } from './evaluate.ts';
import { itemAt, type Found } from './keys.ts';
import { parseExpression } from './parse.ts';
import type { Row } from './rows.ts';
import { isGroup, isSelect, type Question } from './schema.ts';
import { scopeFor } from './settle.ts';
import { isProblem, toText } from './values.ts';

/** `label` only when the choices came as a table; words of other choices stand under `choiceKey(question, name)`. */
export type Offered = { readonly name: string; readonly label: string | undefined };

type Asked = Found & { readonly item: Question };

function selectAt(state: FormState, key: string): Asked | undefined {
  const found = itemAt(state.compiled, state.cells, key);
  if (found === undefined || isGroup(found.node.item) || !isSelect(found.node.item))
    return undefined;
  return { ...found, item: found.node.item };
}

const offers = new WeakMap<Row, Offered>();
function offerOf(row: Row, { item }: Asked, isTable: boolean): Offered {
  const known = offers.get(row);
  if (known !== undefined) return known;
  const { value = 'name', label = 'label' } = item.parameters ?? {};
  const made = isTable
    ? { name: row(value) ?? '', label: row(label) }
    : { name: row('name') ?? '', label: undefined };
  if (!isTable) offers.set(row, made);
  return made;
}

const isTable = (state: FormState, { item }: Asked): boolean =>
  typeof item.choices === 'string' && !Object.hasOwn(state.compiled.form.lists ?? {}, item.choices);

/** In the order of the list. Empty for what is no choice question. A filter that can't be worked out hides nothing. */
export function choicesFor(state: FormState, key: string): readonly Offered[] {
  const asked = selectAt(state, key);
  if (asked === undefined) return [];
  const { node, frame, item } = asked;
  const rows = state.library.ofQuestion(item);
  let left = rows.all;
  if (node.choiceFilter !== undefined) {
    const kept = rowsWhere(rows, node.choiceFilter, scopeFor(state, node, frame, ''));
    if (!isProblem(kept)) left = kept;
  }
  const fromTable = isTable(state, asked);
  const all = left.map((row) => offerOf(row, asked, fromTable));
  return item.parameters?.['randomize'] === 'true'
    ? shuffled(all, seedFor(state, key, asked))
    : all;
}

/** The form's own seed (a number or an expression), else one that stays for this question of this answering. */
function seedFor(state: FormState, key: string, { node, frame, item }: Asked): number {
  const own = item.parameters?.['seed'];
  const parsed = own === undefined ? undefined : parseExpression(own);
  const outcome =
    parsed?.ok === true ? evaluate(parsed.value, scopeFor(state, node, frame, '')) : undefined;
  const seed = outcome === undefined || isProblem(outcome) ? '' : toText(outcome);
  return seedOf(seed === '' ? String(numberFrom(`${state.lent.seed} ${key}`)) + key : seed);
}

/** Whether a choice stands in the question's list at all, and whether it is offered now. */
export function standingOf(
  state: FormState,
  key: string,
  name: string,
): 'offered' | 'filtered' | 'unknown' {
  const asked = selectAt(state, key);
  if (asked === undefined) return 'unknown';
  const { node, frame, item } = asked;
  const rows = state.library.ofQuestion(item);
  const column = isTable(state, asked) ? (item.parameters?.['value'] ?? 'name') : 'name';
  const same = rows.where(column, name);
  if (same.length === 0) return 'unknown';
  if (node.choiceFilter === undefined) return 'offered';
  const scope = scopeFor(state, node, frame, '');
  return same.some((row) => {
    const kept = rowsWhere(
      rows,
      node.choiceFilter as NonNullable<typeof node.choiceFilter>,
      scope,
      [row],
    );
    return isProblem(kept) || kept.length > 0;
  })
    ? 'offered'
    : 'filtered';
}
