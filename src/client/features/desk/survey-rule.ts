// "What fits as an answer" as it is chosen (from, to, how long, a pattern) and as a constraint, both ways. Pure. Called by the survey editor.
import { parseExpression, type Expression } from '#forms/parse.ts';
import {
  operandIn,
  operandText,
  orderOf,
  quoted,
  signOf,
  type Operand,
  type Order,
} from './survey-condition.ts';

export type Rule =
  | { readonly is: 'between'; readonly low: Operand; readonly high: Operand }
  | { readonly is: Exclude<Order, 'equal' | 'unequal'>; readonly value: Operand }
  /** At most so many characters, at most so many choices. */
  | { readonly is: 'longest' | 'most'; readonly value: number }
  | { readonly is: 'pattern'; readonly pattern: string }
  | { readonly is: 'notFuture' | 'notPast' };

const COUNTED = { longest: 'string-length', most: 'count-selected' } as const;

/** The constraint; undefined while a value is missing, or one can't be written. */
export function ruleText(rule: Rule): string | undefined {
  switch (rule.is) {
    case 'between': {
      const [low, high] = [operandText(rule.low), operandText(rule.high)];
      const lacks = [low, high].some((side) => side === undefined || side === "''");
      return lacks ? undefined : `. >= ${low} and . <= ${high}`;
    }
    case 'longest':
    case 'most':
      return Number.isInteger(rule.value) && rule.value >= 0 && rule.value < 1e15
        ? `${COUNTED[rule.is]}(.) <= ${rule.value}`
        : undefined;
    case 'pattern': {
      const pattern = quoted(rule.pattern);
      return pattern === undefined || rule.pattern === '' ? undefined : `regex(., ${pattern})`;
    }
    case 'notFuture':
      return '. <= today()';
    case 'notPast':
      return '. >= today()';
    default: {
      const value = operandText(rule.value);
      return value === undefined || value === "''" ? undefined : `. ${signOf(rule.is)} ${value}`;
    }
  }
}

const isCallOf = (tree: Expression, name: string): boolean =>
  tree.is === 'call' && tree.name === name && tree.args.length === 1 && tree.args[0]?.is === 'here';

function sideIn(tree: Expression): Rule | undefined {
  if (tree.is !== 'op') return undefined;
  const order = orderOf(tree.op);
  if (order === undefined || order === 'equal' || order === 'unequal') return undefined;
  if (tree.left.is === 'here') {
    const { right } = tree;
    if (right.is === 'call' && right.name === 'today' && right.args.length === 0) {
      if (order === 'atMost') return { is: 'notFuture' };
      return order === 'atLeast' ? { is: 'notPast' } : undefined;
    }
    const value = operandIn(right);
    return value === undefined || (value.is === 'text' && value.value === '')
      ? undefined
      : { is: order, value };
  }
  const number = operandIn(tree.right);
  if (order !== 'atMost' || number?.is !== 'number') return undefined;
  for (const is of ['longest', 'most'] as const) {
    const rule = { is, value: number.value };
    if (isCallOf(tree.left, COUNTED[is]) && ruleText(rule) !== undefined) return rule;
  }
  return undefined;
}

/** What the constraint says, when it can be chosen; else undefined. */
export function ruleIn(source: string): Rule | undefined {
  const parsed = parseExpression(source);
  if (!parsed.ok) return undefined;
  const tree = parsed.value;
  if (tree.is === 'call') {
    const [here, pattern] = tree.args;
    return tree.name === 'regex' &&
      tree.args.length === 2 &&
      here?.is === 'here' &&
      pattern?.is === 'text' &&
      pattern.value !== ''
      ? { is: 'pattern', pattern: pattern.value }
      : undefined;
  }
  if (tree.is !== 'op' || tree.op !== 'and') return sideIn(tree);
  const [low, high] = [sideIn(tree.left), sideIn(tree.right)];
  return low?.is === 'atLeast' && high?.is === 'atMost'
    ? { is: 'between', low: low.value, high: high.value }
    : undefined;
}
