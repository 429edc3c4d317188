// Finds a QR code in a picture: its three corner patterns, then the small one in the fourth corner, and from those where each square lies.
// Pure; called by read.ts.
import { sideOf, type Squares, VERSIONS } from './decode.ts';

/** 1 for dark, row by row. */
export type Bits = { readonly width: number; readonly height: number; readonly data: Uint8Array };
export type Point = { readonly x: number; readonly y: number };
type Corner = Point & { readonly module: number; readonly seen: number };

const isDark = ({ width, height, data }: Bits, x: number, y: number): boolean => {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  return (
    column >= 0 && row >= 0 && column < width && row < height && data[row * width + column] === 1
  );
};

/** Dark, light, dark, light, dark as 1:1:3:1:1? @returns the size of one module */
function moduleOf(runs: readonly number[]): number | undefined {
  const total = runs.reduce((sum, run) => sum + run, 0);
  const module = total / 7;
  if (module < 1) return undefined;
  const slack = Math.max(module * 0.6, 0.8);
  return runs.every(
    (run, i) => Math.abs(run - module * (i === 2 ? 3 : 1)) < (i === 2 ? 2 : 1) * slack,
  )
    ? module
    : undefined;
}

/** The five runs of a pattern along a line through a dark point, and its middle along that line. */
function crossing(
  bits: Bits,
  { x, y }: Point,
  dx: number,
  dy: number,
  most: number,
): { readonly module: number; readonly shift: number } | undefined {
  const runs = [0, 0, 0, 0, 0];
  const walk = (sign: 1 | -1): number => {
    let step = 0;
    let shift = 0;
    for (const [i, dark] of [true, false, true].entries()) {
      const from = step;
      while (
        step - from <= most &&
        isDark(bits, x + sign * (step + 1) * dx, y + sign * (step + 1) * dy) === dark
      )
        step += 1;
      runs[2 + sign * i] = (runs[2 + sign * i] ?? 0) + step - from;
      if (i === 0) shift = step;
    }
    return shift;
  };
  if (!isDark(bits, x, y)) return undefined;
  const ahead = walk(1);
  const behind = walk(-1);
  runs[2] = (runs[2] ?? 0) + 1;
  const module = moduleOf(runs);
  return module === undefined ? undefined : { module, shift: (ahead - behind) / 2 };
}

/** Middles of corner patterns, those that most lines met first. */
function cornersIn(bits: Bits): Corner[] {
  const found: { x: number; y: number; module: number; seen: number }[] = [];
  const { width, height, data } = bits;
  const note = (point: Point, module: number): void => {
    const across = crossing(bits, point, 0, 1, module * 5);
    if (!across || Math.abs(across.module - module) > module) return;
    const middle = { x: point.x, y: point.y + across.shift };
    const along = crossing(bits, middle, 1, 0, module * 5);
    if (!along) return;
    const x = middle.x + along.shift + 0.5;
    const y = middle.y + 0.5;
    const size = (along.module + across.module) / 2;
    const near = found.find(
      (one) => Math.abs(one.x - x) < size * 2 && Math.abs(one.y - y) < size * 2,
    );
    if (!near) {
      found.push({ x, y, module: size, seen: 1 });
      return;
    }
    const { seen } = near;
    near.x = (near.x * seen + x) / (seen + 1);
    near.y = (near.y * seen + y) / (seen + 1);
    near.module = (near.module * seen + size) / (seen + 1);
    near.seen = seen + 1;
  };
  for (let y = 0; y < height; y += 1) {
    const runs: number[] = [];
    let from = 0;
    for (let x = 1; x <= width; x += 1) {
      if (x < width && data[y * width + x] === data[y * width + from]) continue;
      runs.push(x - from);
      if (runs.length > 5) runs.shift();
      if (data[y * width + from] === 1 && runs.length === 5) {
        const module = moduleOf(runs);
        const [, , centre = 0, light = 0, end = 0] = runs;
        if (module !== undefined) note({ x: Math.floor(x - end - light - centre / 2), y }, module);
      }
      from = x;
    }
  }
  return found.toSorted((a, b) => b.seen - a.seen).slice(0, 9);
}

const apart = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

type Triple = {
  readonly corner: Corner;
  readonly right: Corner;
  readonly below: Corner;
  readonly fault: number;
};

/** Three corners that could be one code: two equal sides at a right angle, modules of one size. The likeliest first. */
function triplesOf(corners: readonly Corner[]): Triple[] {
  const triples: Triple[] = [];
  for (const [i, a] of corners.entries())
    for (const [j, b] of corners.entries())
      for (const [k, corner] of corners.entries()) {
        if (i >= j || k === i || k === j) continue;
        const [one, other, across] = [apart(corner, a), apart(corner, b), apart(a, b)];
        const longest = Math.max(one, other);
        const modules = [corner.module, a.module, b.module];
        const fault =
          Math.abs(one - other) / longest +
          Math.abs(across - Math.hypot(one, other)) / across +
          (Math.max(...modules) - Math.min(...modules)) / Math.max(...modules);
        if (across <= longest || fault > 1) continue;
        // Right of the corner, then below it: turning clockwise, since y grows downwards.
        const turn = (a.x - corner.x) * (b.y - corner.y) - (a.y - corner.y) * (b.x - corner.x);
        const [right, below] = turn > 0 ? [a, b] : [b, a];
        triples.push({ corner, right, below, fault });
      }
  return triples.toSorted((a, b) => a.fault - b.fault).slice(0, 6);
}

/** How large the code seems, in squares a side. A line through a slanted square is longer than its side. */
function sizeSeemed({ corner, right, below }: Triple): number {
  const along = (to: Corner): number => {
    const length = apart(corner, to);
    const slant = Math.max(Math.abs(to.x - corner.x), Math.abs(to.y - corner.y)) / length;
    return length / (((corner.module + to.module) / 2) * slant);
  };
  return (along(right) + along(below)) / 2 + 7;
}

/** Ring by ring dark, light, dark: how many of the 25 squares are right. */
function alignmentFit(bits: Bits, at: Point, u: Point, v: Point): number {
  let fit = 0;
  for (let row = -2; row <= 2; row += 1)
    for (let column = -2; column <= 2; column += 1) {
      const x = at.x + column * u.x + row * v.x;
      const y = at.y + column * u.y + row * v.y;
      const ring = Math.max(Math.abs(row), Math.abs(column));
      if (isDark(bits, x, y) === (ring !== 1)) fit += 1;
    }
  return fit;
}

/** A code that is tilted strongly has its fourth corner so many squares from where it would lie flat. */
const REACH = 12;

/** The small pattern that fits best, of equals the one nearest to where it would be if the code lay flat; undefined for nothing like it. */
function alignmentNear(bits: Bits, guess: Point, u: Point, v: Point): Point | undefined {
  const module = Math.hypot(u.x, u.y);
  const reach = Math.ceil(module * REACH);
  const step = Math.max(1, Math.floor(module / 3));
  let best: (Point & { readonly fit: number; readonly far: number }) | undefined;
  for (let dy = -reach; dy <= reach; dy += step)
    for (let dx = -reach; dx <= reach; dx += step) {
      const at = { x: guess.x + dx, y: guess.y + dy };
      if (!isDark(bits, at.x, at.y)) continue;
      const fit = alignmentFit(bits, at, u, v);
      const far = Math.hypot(dx, dy);
      if (fit < 21 || (best && (fit < best.fit || (fit === best.fit && far >= best.far)))) continue;
      best = { ...at, fit, far };
    }
  return best && middleOf(bits, best, u, v, best.fit);
}

/** The mean of all places around that fit as well. */
function middleOf(bits: Bits, near: Point, u: Point, v: Point, fit: number): Point {
  const reach = Math.ceil(Math.hypot(u.x, u.y));
  let [x, y, count] = [0, 0, 0];
  for (let dy = -reach; dy <= reach; dy += 1)
    for (let dx = -reach; dx <= reach; dx += 1) {
      const at = { x: near.x + dx, y: near.y + dy };
      if (alignmentFit(bits, at, u, v) < fit) continue;
      x += at.x;
      y += at.y;
      count += 1;
    }
  return count === 0 ? near : { x: x / count, y: y / count };
}

/** From four places on the code (in squares) and in the picture (in px) to every other. Eight unknowns, eight equations. */
function projection(from: readonly Point[], to: readonly Point[]): (at: Point) => Point {
  const rows = from.flatMap(({ x, y }, i): number[][] => {
    const { x: px, y: py } = to[i]!;
    return [
      [x, y, 1, 0, 0, 0, -x * px, -y * px, px],
      [0, 0, 0, x, y, 1, -x * py, -y * py, py],
    ];
  });
  for (let column = 0; column < 8; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < 8; row += 1)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const main = rows[column]!;
    for (const [row, other] of rows.entries()) {
      if (row === column) continue;
      const factor = other[column]! / main[column]!;
      for (let k = column; k < 9; k += 1) other[k] = other[k]! - factor * main[k]!;
    }
  }
  const [a, b, c, d, e, f, g, h] = rows.map((row, i) => row[8]! / row[i]!) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return ({ x, y }) => {
    const depth = g * x + h * y + 1;
    return { x: (a * x + b * y + c) / depth, y: (d * x + e * y + f) / depth };
  };
}

function squaresOf(bits: Bits, { corner, right, below }: Triple, version: number): Squares {
  const side = sideOf(version);
  const span = side - 7;
  const u = { x: (right.x - corner.x) / span, y: (right.y - corner.y) / span };
  const v = { x: (below.x - corner.x) / span, y: (below.y - corner.y) / span };
  const from = [
    { x: 3.5, y: 3.5 },
    { x: side - 3.5, y: 3.5 },
    { x: 3.5, y: side - 3.5 },
  ];
  const guess = {
    x: corner.x + (u.x + v.x) * (span - 3),
    y: corner.y + (u.y + v.y) * (span - 3),
  };
  const small = version === 1 ? undefined : alignmentNear(bits, guess, u, v);
  const fourth = { x: side - 6.5, y: side - 6.5 };
  const place = projection([...from, fourth], [corner, right, below, small ?? guess]);
  return (x, y) => {
    const at = place({ x: x + 0.5, y: y + 0.5 });
    return isDark(bits, at.x, at.y);
  };
}

/** Every way in which a code may lie in the picture, the likeliest first. */
export function* codesIn(
  bits: Bits,
): Generator<{ readonly squares: Squares; readonly version: number }> {
  for (const triple of triplesOf(cornersIn(bits))) {
    const seemed = Math.round((sizeSeemed(triple) - 17) / 4);
    for (const version of [seemed, seemed + 1, seemed - 1])
      if (version >= 1 && version <= VERSIONS)
        yield { squares: squaresOf(bits, triple, version), version };
  }
}
