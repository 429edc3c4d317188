// "Show when" as it is chosen (question, comparison, value; all of them or any) and as an expression, both ways. What can't be chosen
// is no condition here and stays text. Pure. Called by the survey editor.
import { parseExpression, type BinaryOperator, type Expression } from '#forms/parse.ts';

export type Operand =
  | { readonly is: 'text'; readonly value: string }
  | { readonly is: 'number'; readonly value: number }
  /** `2026-03-25` */
  | { readonly is: 'day'; readonly value: string };

export const orders = ['equal', 'unequal', 'below', 'atMost', 'above', 'atLeast'] as const;
export type Order = (typeof orders)[number];

export type Test =
  | { readonly name: string; readonly compare: Order; readonly value: Operand }
  /** Among the choices of a question that takes several. */
  | { readonly name: string; readonly compare: 'chosen' | 'notChosen'; readonly value: string }
  | { readonly name: string; readonly compare: 'answered' | 'unanswered' };
export type Compare = Test['compare'];

/** At least one test; `and`: all of them hold, `or`: at least one. */
export type Condition = { readonly join: 'and' | 'or'; readonly tests: readonly Test[] };

const SIGN: Readonly<Record<Order, BinaryOperator>> = {
  equal: '=',
  unequal: '!=',
  below: '<',
  atMost: '<=',
  above: '>',
  atLeast: '>=',
};
export const orderOf = (sign: BinaryOperator): Order | undefined =>
  orders.find((order) => SIGN[order] === sign);
export const signOf = (order: Order): BinaryOperator => SIGN[order];

/** Undefined when it holds both kinds of quotes: the language has no way to write that. */
export function quoted(text: string): string | undefined {
  if (!text.includes("'")) return `'${text}'`;
  return text.includes('"') ? undefined : `"${text}"`;
}

/** Undefined for what would not be read back as the same (`1e21`, nothing at all). */
export function operandText(operand: Operand): string | undefined {
  switch (operand.is) {
    case 'text':
      return quoted(operand.value);
    case 'day':
      return /^\d{4}-\d\d-\d\d$/.test(operand.value) ? `date('${operand.value}')` : undefined;
    case 'number': {
      const text = String(Math.abs(operand.value));
      if (!/^\d+(?:\.\d+)?$/.test(text)) return undefined;
      return operand.value < 0 ? `-${text}` : text;
    }
  }
}

export function operandIn(tree: Expression): Operand | undefined {
  if (tree.is === 'text') return tree;
  const number = tree.is === 'minus' ? tree.of : tree;
  if (number.is === 'number') {
    const value = tree.is === 'minus' ? -number.value : number.value;
    const operand = { is: 'number', value } as const;
    return Object.is(value, -0) || operandText(operand) === undefined ? undefined : operand;
  }
  const [day] = tree.is === 'call' && tree.name === 'date' ? tree.args : [];
  if (tree.is !== 'call' || tree.args.length !== 1 || day?.is !== 'text') return undefined;
  const operand = { is: 'day', value: day.value } as const;
  return operandText(operand) === undefined ? undefined : operand;
}

function testText(test: Test): string | undefined {
  const ref = `\${${test.name}}`;
  switch (test.compare) {
    case 'answered':
      return `${ref} != ''`;
    case 'unanswered':
      return `${ref} = ''`;
    case 'chosen':
    case 'notChosen': {
      const choice = quoted(test.value);
      if (choice === undefined || test.value === '') return undefined;
      return test.compare === 'chosen'
        ? `selected(${ref}, ${choice})`
        : `not(selected(${ref}, ${choice}))`;
    }
    default: {
      const value = operandText(test.value);
      return value === undefined || value === "''"
        ? undefined
        : `${ref} ${SIGN[test.compare]} ${value}`;
    }
  }
}

/** The expression; undefined while a value is missing, or one can't be written. */
export function conditionText({ join, tests }: Condition): string | undefined {
  const parts = tests.map(testText);
  return parts.length === 0 || parts.includes(undefined) ? undefined : parts.join(` ${join} `);
}

function chosenIn(tree: Expression): Extract<Test, { value: string }> | undefined {
  if (tree.is !== 'call') return undefined;
  const [one, two] = tree.args;
  if (tree.name === 'not' && tree.args.length === 1 && one?.is === 'call') {
    const inner = chosenIn(one);
    return inner?.compare === 'chosen' ? { ...inner, compare: 'notChosen' } : undefined;
  }
  if (tree.name !== 'selected' || tree.args.length !== 2) return undefined;
  if (one?.is !== 'ref' || two?.is !== 'text' || two.value === '') return undefined;
  return { name: one.name, compare: 'chosen', value: two.value };
}

function testIn(tree: Expression): Test | undefined {
  if (tree.is !== 'op') return chosenIn(tree);
  const compare = orderOf(tree.op);
  if (compare === undefined || tree.left.is !== 'ref') return undefined;
  const { name } = tree.left;
  const value = operandIn(tree.right);
  if (value === undefined) return undefined;
  if (value.is !== 'text' || value.value !== '') return { name, compare, value };
  if (compare === 'equal') return { name, compare: 'unanswered' };
  return compare === 'unequal' ? { name, compare: 'answered' } : undefined;
}

/** A chain of one operator grouped to the left, as its parts in order. */
function chainOf(tree: Expression, op: 'and' | 'or'): readonly Expression[] {
  const parts: Expression[] = [];
  let rest = tree;
  while (rest.is === 'op' && rest.op === op) {
    parts.unshift(rest.right);
    rest = rest.left;
  }
  return [rest, ...parts];
}

/** What the expression says, when it can be chosen; else undefined. */
export function conditionIn(source: string): Condition | undefined {
  const parsed = parseExpression(source);
  if (!parsed.ok) return undefined;
  const join = parsed.value.is === 'op' && parsed.value.op === 'or' ? 'or' : 'and';
  const tests = chainOf(parsed.value, join).map(testIn);
  return tests.every((test) => test !== undefined) ? { join, tests } : undefined;
}
