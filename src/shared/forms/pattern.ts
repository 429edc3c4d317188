// Regular expressions for `regex()`, matched in time proportional to text x pattern (Thompson's construction, Pike's simulation
// without captures). The browser's own engine can hang for minutes on a pattern somebody typed into a form; this one can't.
import { fail, ok, type Result } from '#core/result.ts';

type Test = (char: string) => boolean;
type Node =
  | { readonly is: 'char'; readonly test: Test }
  | { readonly is: 'edge'; readonly edge: 'start' | 'end' | 'word' | 'inside' }
  | { readonly is: 'all'; readonly of: readonly Node[] }
  | { readonly is: 'any'; readonly of: readonly Node[] }
  | { readonly is: 'repeat'; readonly of: Node; readonly least: number; readonly most: number };

type Instruction =
  | { readonly is: 'char'; readonly test: Test }
  | { readonly is: 'edge'; readonly edge: 'start' | 'end' | 'word' | 'inside' }
  | { readonly is: 'split'; a: number; b: number }
  | { readonly is: 'jump'; to: number }
  | { readonly is: 'match' };

export type Pattern = { readonly matches: (text: string) => boolean };

const MAX_PROGRAM = 4000;
const MAX_NESTING = 60;

class Broken extends Error {}

const isDigit: Test = (c) => c >= '0' && c <= '9';
const isWord: Test = (c) => /^\w$/.test(c);
const isSpace: Test = (c) => /^\s$/.test(c);
const not =
  (test: Test): Test =>
  (c) =>
    !test(c);
const CLASSES: Readonly<Record<string, Test>> = {
  d: isDigit,
  D: not(isDigit),
  w: isWord,
  W: not(isWord),
  s: isSpace,
  S: not(isSpace),
};
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' };

class PatternReader {
  private at = 0;
  private nesting = 0;
  private readonly chars: readonly string[];
  constructor(source: string) {
    this.chars = Array.from(source);
  }

  read(): Node {
    const node = this.alternatives();
    if (this.at < this.chars.length) throw new Broken();
    return node;
  }

  private take(char: string): boolean {
    if (this.chars[this.at] !== char) return false;
    this.at += 1;
    return true;
  }

  private alternatives(): Node {
    this.nesting += 1;
    if (this.nesting > MAX_NESTING) throw new Broken();
    const branches: Node[] = [this.sequence()];
    while (this.take('|')) branches.push(this.sequence());
    this.nesting -= 1;
    return { is: 'any', of: branches };
  }

  private sequence(): Node {
    const parts: Node[] = [];
    for (;;) {
      const next = this.chars[this.at];
      if (next === undefined || next === '|' || next === ')') return { is: 'all', of: parts };
      parts.push(this.repeated(this.atom()));
    }
  }

  private repeated(atom: Node): Node {
    const bounds = this.bounds();
    if (bounds === undefined) return atom;
    this.take('?');
    if (this.bounds() !== undefined) throw new Broken();
    return { is: 'repeat', of: atom, ...bounds };
  }

  private bounds(): { least: number; most: number } | undefined {
    if (this.take('*')) return { least: 0, most: Infinity };
    if (this.take('+')) return { least: 1, most: Infinity };
    if (this.take('?')) return { least: 0, most: 1 };
    const written = /^\{(\d{1,5})(?:(,)(\d{0,5}))?\}/.exec(
      this.chars.slice(this.at, this.at + 14).join(''),
    );
    if (written === null) return undefined;
    this.at += written[0].length;
    const least = Number(written[1]);
    const most =
      written[2] === undefined ? least : written[3] === '' ? Infinity : Number(written[3]);
    if (most < least) throw new Broken();
    return { least, most };
  }

  private atom(): Node {
    const char = this.chars[this.at] as string;
    this.at += 1;
    if (char === '(') {
      if (this.take('?') && !this.take(':')) throw new Broken();
      const inner = this.alternatives();
      if (!this.take(')')) throw new Broken();
      return inner;
    }
    if (char === '[') return { is: 'char', test: this.set() };
    if (char === '.') return { is: 'char', test: (c) => c !== '\n' && c !== '\r' };
    if (char === '^') return { is: 'edge', edge: 'start' };
    if (char === '$') return { is: 'edge', edge: 'end' };
    if (char === '*' || char === '+' || char === '?') throw new Broken();
    if (char !== '\\') return { is: 'char', test: (c) => c === char };
    const next = this.chars[this.at];
    if (next === 'b' || next === 'B') {
      this.at += 1;
      return { is: 'edge', edge: next === 'b' ? 'word' : 'inside' };
    }
    const escaped = this.escape();
    return { is: 'char', test: typeof escaped === 'string' ? (c) => c === escaped : escaped };
  }

  /** After a backslash: a class, or the one character that is meant. */
  private escape(): Test | string {
    const char = this.chars[this.at];
    this.at += 1;
    if (char === undefined) throw new Broken();
    const known = CLASSES[char];
    if (known !== undefined) return known;
    if (char === 'p' || char === 'P') return this.property(char === 'P');
    if (char === 'u' || char === 'x') return this.code(char === 'u' ? 4 : 2);
    if (char in CONTROLS) return CONTROLS[char] as string;
    if (/^[a-zA-Z0-9]$/.test(char)) throw new Broken();
    return char;
  }

  private property(negated: boolean): Test {
    const written = /^(?:\{(\w+)\}|([A-Z]))/.exec(this.chars.slice(this.at, this.at + 40).join(''));
    if (written === null) throw new Broken();
    this.at += written[0].length;
    try {
      const one = new RegExp(`^\\p{${written[1] ?? written[2]}}$`, 'u');
      return (c) => one.test(c) !== negated;
    } catch {
      throw new Broken();
    }
  }

  private code(digits: number): string {
    const hex = this.chars.slice(this.at, this.at + digits).join('');
    if (hex.length !== digits || !/^[0-9a-f]+$/i.test(hex)) throw new Broken();
    this.at += digits;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }

  private set(): Test {
    const negated = this.take('^');
    const tests: Test[] = [];
    for (let first = true; ; first = false) {
      if (this.at >= this.chars.length) throw new Broken();
      if (this.take(']')) {
        if (first && !negated) return () => false;
        break;
      }
      const low = this.setItem();
      const ranged = this.chars[this.at] === '-' && (this.chars[this.at + 1] ?? ']') !== ']';
      if (typeof low !== 'string' || !ranged) {
        tests.push(typeof low === 'string' ? (c) => c === low : low);
        continue;
      }
      this.at += 1;
      const high = this.setItem();
      if (typeof high !== 'string') throw new Broken();
      const [from, to] = [low.codePointAt(0) as number, high.codePointAt(0) as number];
      if (to < from) throw new Broken();
      tests.push((c) => (c.codePointAt(0) as number) >= from && (c.codePointAt(0) as number) <= to);
    }
    return (c) => tests.some((test) => test(c)) !== negated;
  }

  private setItem(): Test | string {
    const char = this.chars[this.at] as string;
    this.at += 1;
    if (char !== '\\') return char;
    if (this.take('b')) return '\b';
    return this.escape();
  }
}

/** Writes the instructions of a node. The bound on the program is what keeps `(a{999}){999}` from eating the memory. */
function write(node: Node, program: Instruction[]): void {
  if (program.length > MAX_PROGRAM) throw new Broken();
  if (node.is === 'char' || node.is === 'edge') program.push(node);
  else if (node.is === 'all') for (const part of node.of) write(part, program);
  else if (node.is === 'any') writeAny(node.of, program);
  else writeRepeat(node, program);
}

function writeAny(branches: readonly Node[], program: Instruction[]): void {
  const ends: { is: 'jump'; to: number }[] = [];
  branches.forEach((branch, i) => {
    if (i === branches.length - 1) return write(branch, program);
    const split = { is: 'split' as const, a: program.length + 1, b: 0 };
    program.push(split);
    write(branch, program);
    const end = { is: 'jump' as const, to: 0 };
    program.push(end);
    ends.push(end);
    split.b = program.length;
  });
  for (const end of ends) end.to = program.length;
}

function writeRepeat(node: Node & { is: 'repeat' }, program: Instruction[]): void {
  for (let i = 0; i < node.least; i += 1) {
    const before = program.length;
    write(node.of, program);
    // Nothing repeated is nothing: without this, `((){9999}){9999}` would turn here a hundred million times.
    if (program.length === before) return;
  }
  if (node.most === Infinity) {
    const start = program.length;
    const split = { is: 'split' as const, a: start + 1, b: 0 };
    program.push(split);
    write(node.of, program);
    program.push({ is: 'jump', to: start });
    split.b = program.length;
    return;
  }
  const splits: { is: 'split'; a: number; b: number }[] = [];
  for (let i = node.least; i < node.most; i += 1) {
    const split = { is: 'split' as const, a: program.length + 1, b: 0 };
    program.push(split);
    splits.push(split);
    write(node.of, program);
  }
  for (const split of splits) split.b = program.length;
}

function run(program: readonly Instruction[], text: string): boolean {
  const chars = Array.from(text);
  const seen = new Int32Array(program.length).fill(-1);
  const wordAt = (i: number): boolean => chars[i] !== undefined && isWord(chars[i]);
  let threads: number[] = [];
  const add = (list: number[], first: number, at: number): void => {
    const waiting = [first];
    for (let pc = waiting.pop(); pc !== undefined; pc = waiting.pop()) {
      if (seen[pc] === at) continue;
      seen[pc] = at;
      const step = program[pc] as Instruction;
      if (step.is === 'jump') waiting.push(step.to);
      else if (step.is === 'split') waiting.push(step.b, step.a);
      else if (step.is === 'edge') {
        const boundary = wordAt(at - 1) !== wordAt(at);
        const edges = {
          start: at === 0,
          end: at === chars.length,
          word: boundary,
          inside: !boundary,
        };
        if (edges[step.edge]) waiting.push(pc + 1);
      } else list.push(pc);
    }
  };
  add(threads, 0, 0);
  for (let at = 0; at < chars.length; at += 1) {
    const next: number[] = [];
    for (const pc of threads) {
      const step = program[pc] as Instruction;
      if (step.is === 'char' && step.test(chars[at] as string)) add(next, pc + 1, at + 1);
    }
    if (next.length === 0) return false;
    threads = next;
  }
  return threads.some((pc) => program[pc]?.is === 'match');
}

/** A pattern that must fit the whole text (ODK `regex()`), or `broken` for one that is wrong, too large, or uses look-around or back-references. */
export function readPattern(source: string): Result<Pattern, 'broken'> {
  try {
    const program: Instruction[] = [];
    write(new PatternReader(source).read(), program);
    program.push({ is: 'match' });
    if (program.length > MAX_PROGRAM) return fail('broken');
    return ok({ matches: (text) => run(program, text) });
  } catch (thrown) {
    if (thrown instanceof Broken) return fail('broken');
    throw thrown;
  }
}
