// Questions asked of an expression's tree without working it out. Called by compile.ts, needs.ts and evaluate.ts.
import type { Expression } from './parse.ts';

/** All trees inside a tree, itself included. A loop, not recursion: chains may be long. */
export function* treesOf(tree: Expression): Generator<Expression> {
  const waiting = [tree];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    if (next.is === 'op') waiting.push(next.right, next.left);
    else if (next.is === 'minus') waiting.push(next.of);
    else if (next.is === 'call') waiting.push(...next.args);
    else if (next.is === 'path') {
      if (typeof next.from !== 'string') waiting.push(next.from);
      waiting.push(...next.where, ...next.steps.flatMap((step) => step.where));
    }
  }
}

/** Whether it looks at the value it had before: such a value can't be worked out again from the answers alone. */
export function looksAtItself(tree: Expression): boolean {
  for (const part of treesOf(tree))
    if (part.is === 'here' || (part.is === 'call' && part.name === 'once')) return true;
  return false;
}

/** The question a path names when it is a plain one: `/data/household/age`, `age`. */
export function nameOfPath(path: Expression & { readonly is: 'path' }): string | undefined {
  const plain =
    typeof path.from === 'string' &&
    path.steps.every((step) => step.where.length === 0 && step.name !== '..');
  const last = path.steps.at(-1)?.name;
  return plain && last !== undefined && /^[\p{L}_]/u.test(last) ? last : undefined;
}

const known = new WeakMap<Expression, readonly Expression[]>();

/** What `and` joins, in order; all in one where a place counts, because looking up first would change the places. */
export function termsOf(test: Expression): readonly Expression[] {
  const before = known.get(test);
  if (before !== undefined) return before;
  const terms: Expression[] = [];
  const waiting = [test];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    if (next.is === 'op' && next.op === 'and') waiting.push(next.right, next.left);
    else terms.push(next);
  const counts = terms.some((term) =>
    [...treesOf(term)].some(
      (one) => one.is === 'call' && (one.name === 'position' || one.name === 'last'),
    ),
  );
  const made = counts ? [test] : terms;
  known.set(test, made);
  return made;
}

/** `column = value`, either way round, where the value does not depend on the row. */
export function lookupIn(
  term: Expression,
): { readonly column: string; readonly value: Expression } | undefined {
  if (term.is !== 'op' || term.op !== '=') return undefined;
  for (const [one, value] of [
    [term.left, term.right],
    [term.right, term.left],
  ] as const) {
    const column = one.is === 'path' && one.from === 'here' ? nameOfPath(one) : undefined;
    if (column === undefined || (one as { readonly steps: readonly unknown[] }).steps.length !== 1)
      continue;
    let isFixed = true;
    for (const part of treesOf(value))
      if (part.is === 'here' || (part.is === 'path' && part.from === 'here')) isFixed = false;
    if (isFixed) return { column, value };
  }
  return undefined;
}
