// Cuts an expression of the ODK XPath dialect into tokens. Called by parse.ts alone.
import { fail, ok, type Result } from '#core/result.ts';
import type { ExpressionProblem } from './problems.ts';

export type Token = {
  /** `ref` is `${name}`; `name` also covers function names; `op` is an operator or a bracket; `end` closes the list. */
  readonly is: 'number' | 'text' | 'ref' | 'name' | 'op' | 'end';
  readonly text: string;
  /** Offset of the token's first character in the expression. */
  readonly at: number;
};

/** Longer than any expression people write (the longest in the field's test forms is below 3,000). */
const MAX_LENGTH = 20_000;

const SPACE = /\s+/y;
const NUMBER = /\d+(?:\.\d*)?|\.\d+/y;
const TEXT = /'[^']*'|"[^"]*"/y;
const REF = /\$\{\s*([\p{L}_][\p{L}\p{N}_.-]*)\s*\}/uy;
const NAME = /[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{N}_.-]*)?/uy;
const SIGN = /!=|<=|>=|\/\/|\.\.|::|[-+*=<>/()[\],|@.]/y;
const WORD_OPERATORS = new Set(['and', 'or', 'div', 'mod']);

/** XPath 1.0, 3.7: after an operand, `*` multiplies and `and`, `or`, `div`, `mod` are operators; elsewhere they are names. */
function endsOperand(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.is === 'op')
    return token.text === ')' || token.text === ']' || token.text === '.' || token.text === '..';
  return true;
}

export function tokensOf(source: string): Result<readonly Token[], ExpressionProblem> {
  if (source.length > MAX_LENGTH) return fail({ code: 'too-long', at: MAX_LENGTH, found: '' });
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  while (at < source.length) {
    const space = take(SPACE);
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const before = tokens.at(-1);
    let found: RegExpExecArray | null;
    if ((found = take(NUMBER)) !== null) tokens.push({ is: 'number', text: found[0], at });
    else if ((found = take(TEXT)) !== null)
      tokens.push({ is: 'text', text: found[0].slice(1, -1), at });
    else if ((found = take(REF)) !== null) tokens.push({ is: 'ref', text: found[1] ?? '', at });
    else if ((found = take(NAME)) !== null) {
      const operator = WORD_OPERATORS.has(found[0]) && endsOperand(before);
      tokens.push({ is: operator ? 'op' : 'name', text: found[0], at });
    } else if ((found = take(SIGN)) !== null) {
      const anyName = found[0] === '*' && !endsOperand(before);
      tokens.push({ is: anyName ? 'name' : 'op', text: found[0], at });
    } else {
      const sign = source[at] ?? '';
      const unclosed = sign === "'" || sign === '"' || sign === '$';
      return fail({ code: unclosed ? 'unclosed' : 'unexpected', at, found: sign });
    }
    at += found[0].length;
  }
  tokens.push({ is: 'end', text: '', at: source.length });
  return ok(tokens);
}
