// Works out an expression's value. Called by the engine for every condition, constraint and calculation; never throws.
import { functions, type Surroundings } from './functions.ts';
import type { BinaryOperator, Expression } from './parse.ts';
import { compare, isMany, isProblem, toBoolean, toNumber } from './values.ts';
import type { Outcome, Value } from './values.ts';

/** What an expression sees of the form. */
export type Scope = Surroundings & {
  /** The value of a question by name: '' when unanswered, refused or not relevant; undefined when there is no such question. */
  readonly valueOf: (name: string) => Value | undefined;
  /** The value of the question the expression belongs to. */
  readonly here: Value;
};

export function evaluate(expression: Expression, scope: Scope): Outcome {
  switch (expression.is) {
    case 'number':
    case 'text':
      return expression.value;
    case 'here':
      return scope.here;
    case 'ref':
      return (
        scope.valueOf(expression.name) ?? {
          code: 'unknown-name',
          at: expression.at,
          found: expression.name,
        }
      );
    case 'path':
      return followPath(expression, scope);
    case 'minus': {
      const value = evaluate(expression.of, scope);
      return isProblem(value) ? value : -toNumber(value);
    }
    case 'op':
      return operate(expression.op, expression.left, expression.right, scope);
    case 'call':
      return call(expression, scope);
  }
}

/** The question a path names when it is a plain one (`/data/household/age`, `../age`); repeats and instances will resolve here too. */
export function nameOfPath(path: Expression & { is: 'path' }): string | undefined {
  const plain =
    typeof path.from === 'string' &&
    path.steps.every((step) => step.where.length === 0 && !step.deep);
  const last = path.steps.at(-1)?.name;
  return plain && last !== undefined && /^[\p{L}_]/u.test(last) ? last : undefined;
}

function followPath(path: Expression & { is: 'path' }, scope: Scope): Outcome {
  const name = nameOfPath(path);
  if (name === undefined) return { code: 'path', at: path.at, found: '' };
  return scope.valueOf(name) ?? { code: 'unknown-name', at: path.at, found: name };
}

function operate(
  op: BinaryOperator,
  leftTree: Expression,
  rightTree: Expression,
  scope: Scope,
): Outcome {
  const left = evaluate(leftTree, scope);
  if (isProblem(left)) return left;
  if (op === 'and' || op === 'or') {
    if (toBoolean(left) === (op === 'or')) return op === 'or';
    const right = evaluate(rightTree, scope);
    return isProblem(right) ? right : toBoolean(right);
  }
  const right = evaluate(rightTree, scope);
  return isProblem(right) ? right : combine(op, left, right);
}

function combine(op: Exclude<BinaryOperator, 'and' | 'or'>, left: Value, right: Value): Value {
  switch (op) {
    case '|':
      return [left, right].flatMap((value) => (isMany(value) ? value : [value]));
    case '+':
      return toNumber(left) + toNumber(right);
    case '-':
      return toNumber(left) - toNumber(right);
    case '*':
      return toNumber(left) * toNumber(right);
    case 'div':
      return toNumber(left) / toNumber(right);
    case 'mod':
      return toNumber(left) % toNumber(right);
    default:
      return compare(op, left, right);
  }
}

function call(tree: Expression & { is: 'call' }, scope: Scope): Outcome {
  const known = functions.get(tree.name);
  if (known === undefined) return { code: 'unknown-function', at: tree.at, found: tree.name };
  if (tree.args.length < known.least || tree.args.length > known.most)
    return { code: 'wrong-count', at: tree.at, found: tree.name };
  if ('lazy' in known) return known.lazy(tree.args.map((arg) => () => evaluate(arg, scope)));
  const values: Value[] = [];
  for (const arg of tree.args) {
    const value = evaluate(arg, scope);
    if (isProblem(value)) return value;
    values.push(value);
  }
  const outcome = known.run(values, scope);
  return isProblem(outcome) ? { ...outcome, at: tree.at } : outcome;
}
