// Reads an expression of the ODK XPath dialect (XPath 1.0 plus `${name}`) into a tree. Called by compile.ts; never throws.
import { fail, ok, type Result } from '#core/result.ts';
import type { ExpressionProblem } from './problems.ts';
import { tokensOf, type Token } from './tokens.ts';

export type BinaryOperator =
  | 'or'
  | 'and'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | 'div'
  | 'mod'
  | '|';

/** One step of a path: a name, `*`, `.` or `..`, with its predicates; `deep` when `//` stood before it. */
export type Step = {
  readonly name: string;
  readonly deep: boolean;
  readonly where: readonly Expression[];
};

export type Expression =
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'text'; readonly value: string }
  | { readonly is: 'ref'; readonly name: string; readonly at: number }
  | { readonly is: 'here' }
  | {
      readonly is: 'path';
      readonly from: 'root' | 'here' | Expression;
      readonly where: readonly Expression[];
      readonly steps: readonly Step[];
      readonly at: number;
    }
  | {
      readonly is: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      readonly at: number;
    }
  | {
      readonly is: 'op';
      readonly op: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly is: 'minus'; readonly of: Expression };

// XPath 1.0, 3.4 and 3.5: loosest first; all binary operators group to the left. Unary minus binds tighter than `*`.
const STRENGTH: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  '=': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  div: 6,
  mod: 6,
  '|': 8,
};
const UNARY = 7;
/** Brackets inside brackets, and operators in one chain: bounds that keep the call stack safe on every browser. */
const MAX_NESTING = 150;
const MAX_CHAIN = 1500;

/** Carries a problem out of the nested readers; never leaves this file. */
class Stop extends Error {
  readonly problem: ExpressionProblem;
  constructor(problem: ExpressionProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

class Reader {
  private index = 0;
  private nesting = 0;
  private chain = 0;
  private readonly tokens: readonly Token[];
  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  private get token(): Token {
    return this.tokens[this.index] as Token;
  }
  atEnd(): boolean {
    return this.token.is === 'end';
  }
  private next(): Token {
    const token = this.token;
    if (token.is !== 'end') this.index += 1;
    return token;
  }
  private isOp(text: string): boolean {
    return this.token.is === 'op' && this.token.text === text;
  }
  private takeOp(text: string): boolean {
    if (!this.isOp(text)) return false;
    this.index += 1;
    return true;
  }
  stop(code: ExpressionProblem['code'], token = this.token): never {
    throw new Stop({ code, at: token.at, found: token.text });
  }
  private close(sign: string): void {
    if (!this.takeOp(sign)) this.stop(this.token.is === 'end' ? 'unclosed' : 'unexpected');
  }

  binary(weakest: number): Expression {
    this.nesting += 1;
    if (this.nesting > MAX_NESTING) this.stop('too-deep');
    let left = this.unary();
    for (;;) {
      const strength = this.token.is === 'op' ? STRENGTH[this.token.text] : undefined;
      if (strength === undefined || strength < weakest) break;
      this.chain += 1;
      if (this.chain > MAX_CHAIN) this.stop('too-deep');
      const op = this.next().text as BinaryOperator;
      left = { is: 'op', op, left, right: this.binary(strength + 1) };
    }
    this.nesting -= 1;
    return left;
  }

  private unary(): Expression {
    if (!this.takeOp('-')) return this.path();
    return { is: 'minus', of: this.binary(UNARY) };
  }

  private path(): Expression {
    const start = this.token;
    if (this.isOp('/') || this.isOp('//')) return this.steps('root', [], start.at);
    if (this.isOp('.') || this.isOp('..') || this.isOp('@')) return this.relative(start.at);
    if (start.is === 'name') {
      const after = this.tokens[this.index + 1];
      const called = after?.is === 'op' && after.text === '(' && start.text !== '*';
      if (!called) return this.relative(start.at);
    }
    const from = this.primary();
    const where = this.predicates();
    if (where.length === 0 && !this.isOp('/') && !this.isOp('//')) return from;
    return this.steps(from, where, start.at);
  }

  /** A path that begins with a step: `.`, `../age`, `age`. A lone `.` is the question itself. */
  private relative(at: number): Expression {
    const first = this.step(false);
    if (first.name === '.' && first.where.length === 0 && !this.isOp('/') && !this.isOp('//'))
      return { is: 'here' };
    const rest = this.steps('here', [], at);
    return rest.is === 'path' ? { ...rest, steps: [first, ...rest.steps] } : rest;
  }

  private steps(
    from: 'root' | 'here' | Expression,
    where: readonly Expression[],
    at: number,
  ): Expression {
    const steps: Step[] = [];
    while (this.isOp('/') || this.isOp('//')) {
      const deep = this.next().text === '//';
      steps.push(this.step(deep));
    }
    return { is: 'path', from, where, steps, at };
  }

  private step(deep: boolean): Step {
    const attribute = this.takeOp('@');
    const token = this.next();
    const dots = token.is === 'op' && (token.text === '.' || token.text === '..');
    if (token.is !== 'name' && token.is !== 'ref' && !dots) this.stop('unexpected', token);
    return { name: attribute ? `@${token.text}` : token.text, deep, where: this.predicates() };
  }

  private predicates(): readonly Expression[] {
    const all: Expression[] = [];
    while (this.takeOp('[')) {
      all.push(this.binary(1));
      this.close(']');
    }
    return all;
  }

  private primary(): Expression {
    const token = this.next();
    if (token.is === 'number') return { is: 'number', value: Number(token.text) };
    if (token.is === 'text') return { is: 'text', value: token.text };
    if (token.is === 'ref') return { is: 'ref', name: token.text, at: token.at };
    if (token.is === 'name') {
      this.close('(');
      return { is: 'call', name: token.text, args: this.argumentList(), at: token.at };
    }
    if (token.is === 'op' && token.text === '(') {
      const inner = this.binary(1);
      this.close(')');
      return inner;
    }
    return this.stop(token.is === 'end' ? 'unclosed' : 'unexpected', token);
  }

  private argumentList(): readonly Expression[] {
    const args: Expression[] = [];
    if (this.takeOp(')')) return args;
    do args.push(this.binary(1));
    while (this.takeOp(','));
    this.close(')');
    return args;
  }
}

/** The tree of an expression, or the first thing that is wrong with it and where. Functions and names are checked by compile.ts. */
export function parseExpression(source: string): Result<Expression, ExpressionProblem> {
  const tokens = tokensOf(source);
  if (!tokens.ok) return tokens;
  const reader = new Reader(tokens.value);
  if (reader.atEnd()) return fail({ code: 'empty', at: 0, found: '' });
  try {
    const tree = reader.binary(1);
    return reader.atEnd() ? ok(tree) : reader.stop('unexpected');
  } catch (thrown) {
    if (thrown instanceof Stop) return fail(thrown.problem);
    throw thrown;
  }
}
