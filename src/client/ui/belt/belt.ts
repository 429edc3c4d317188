// The belt (josta): a woven band made from a seed and rows of signs. Pure: the same seed and rows give
// the same band on screen, on the take-home card and on the certificate. Drawn by Belt.tsx.
import { hashOf } from './belt-signs.ts';
import { signCell, signSide, type SignName } from './signs.ts';

/** One step of a learner's way: woven when done, bare warp with the sign's shadow until then. */
export type BeltRow = { readonly sign: SignName; readonly done: boolean };

/** `across`: lies on its side, first row at the left. `down`: hangs, first row at the top. Signs stay upright. */
export type BeltDirection = 'across' | 'down';

export type BeltPattern = {
  readonly direction: BeltDirection;
  /** Cells along the band and over it. */
  readonly length: number;
  readonly breadth: number;
  /** The cell along the band where the woven part ends. */
  readonly wovenTo: number;
  /** Path data (cells as units) of the red weft floats: woven, and still to be woven. */
  readonly woven: string;
  readonly planned: string;
  /** The cloth's thread lines over the woven part, and the bare warp after it. */
  readonly weft: string;
  readonly warp: string;
};

const edge = 5;
const seam = 5;

/** Cells over every band. */
export const beltBreadth = signSide + 2 * edge;

/** How the band's edge is woven, from the outside in: along counts cells, over 0..4. */
const edges: readonly ((along: number, over: number) => boolean)[] = [
  (along, over) => over <= 1 || (over === 3 && along % 2 === 0),
  (along, over) => over === 0 || over === 2 || (over === 3 && along % 4 < 2),
  (along, over) => over === 0 || (over === 1 && along % 2 === 0) || over === 3,
  (along, over) => over <= 1 || (over === 2 && along % 4 !== 3) || (over === 3 && along % 4 === 1),
];

/** The narrow pattern between two signs: along 0..4, over counted from the band's middle. */
const seams: readonly ((along: number, over: number) => boolean)[] = [
  (along, over) => along === 2 && over % 2 === 0,
  (along, over) => Math.abs(((over + 2) % 4) - 2) === Math.abs(along - 2) && along > 0 && along < 4,
  (along) => along === 1 || along === 3,
  (along, over) => Math.abs(((over + 2) % 4) - 2) + Math.abs(along - 2) <= 1,
];

type Cells = (along: number, over: number) => boolean;

/**
 * Path data of the floats: a run of yarn over the band becomes one rounded thread.
 * A float is drawn a little shorter than its cells, so that the weave stays visible.
 */
function floats(cells: Cells, from: number, to: number, direction: BeltDirection): string {
  let d = '';
  for (let along = from; along < to; along += 1) {
    for (let over = 0; over < beltBreadth; over += 1) {
      if (!cells(along, over)) continue;
      const start = over;
      while (over + 1 < beltBreadth && cells(along, over + 1)) over += 1;
      const at = `${along}.5`;
      const [begin, run] = [`${start}.45`, `${over - start}.1`];
      d += direction === 'across' ? `M${at} ${begin}v${run}` : `M${begin} ${at}h${run}`;
    }
  }
  return d;
}

function lines(from: number, to: number, make: (at: number) => string): string {
  let d = '';
  for (let at = from; at <= to; at += 1) d += make(at);
  return d;
}

/**
 * Weaves a band.
 * @param seed whose belt: a learner's id or code; it chooses the edge and the seams
 * @param rows first row first
 */
export function weave(
  seed: string,
  rows: readonly BeltRow[],
  direction: BeltDirection,
): BeltPattern {
  const chance = hashOf(seed);
  const edgeCell = edges[chance % edges.length] as Cells;
  const seamCell = seams[(chance >>> 8) % seams.length] as Cells;
  const step = signSide + seam;
  const length = rows.length * step + seam;
  const done = rows.findIndex((row) => !row.done);
  const wovenRows = done === -1 ? rows.length : done;
  const wovenTo = wovenRows === 0 ? 0 : wovenRows * step + seam;

  const cells: Cells = (along, over) => {
    if (over < edge) return edgeCell(along, over);
    if (over >= beltBreadth - edge) return edgeCell(along, beltBreadth - 1 - over);
    const inside = along % step;
    if (inside < seam) return seamCell(inside, Math.abs(over - (beltBreadth - 1) / 2));
    const sign = rows[Math.floor(along / step)]?.sign;
    if (!sign) return false;
    const [x, y] =
      direction === 'across' ? [inside - seam, over - edge] : [over - edge, inside - seam];
    return signCell(sign, x, y);
  };

  // A row done out of turn is woven where it stands; the rest of the bare part keeps its shadow.
  const isWoven = (along: number): boolean =>
    along < wovenTo || (along % step >= seam && rows[Math.floor(along / step)]?.done === true);
  const across = direction === 'across';
  const overLine = (at: number) => (across ? `M${at} 0v${beltBreadth}` : `M0 ${at}h${beltBreadth}`);
  const span = length - wovenTo;
  const alongLine = (at: number) =>
    across ? `M${wovenTo} ${at}.5h${span}` : `M${at}.5 ${wovenTo}v${span}`;
  return {
    direction,
    length,
    breadth: beltBreadth,
    wovenTo,
    woven: floats((a, o) => isWoven(a) && cells(a, o), 0, length, direction),
    planned: floats((a, o) => !isWoven(a) && cells(a, o), wovenTo, length, direction),
    weft: wovenTo === 0 ? '' : lines(1, wovenTo - 1, overLine),
    warp: span === 0 ? '' : lines(0, beltBreadth - 1, alongLine),
  };
}

/** How far the fringe hangs out at each end, in cells. */
export const fringeLength = 9;

/**
 * The fringe: warp threads gathered by threes, knotted, loose again at the ends; lengths from the seed.
 * Drawn from 0 outwards along the band; Belt.tsx turns and moves it.
 */
export function fringe(seed: string): { threads: string; knots: readonly number[] } {
  let chance = hashOf(`${seed} fringe`);
  let threads = '';
  const knots: number[] = [];
  for (let over = 0.5; over + 2 < beltBreadth; over += 3) {
    const middle = over + 1;
    knots.push(middle);
    for (let strand = -1; strand <= 1; strand += 1) {
      chance = (Math.imul(chance, 1664525) + 1013904223) >>> 0;
      const end = fringeLength - 0.4 - (chance >>> 24) / 160;
      threads += `M0 ${middle + strand}L2.4 ${middle}L${end.toFixed(2)} ${(middle + strand * 0.75).toFixed(2)}`;
    }
  }
  return { threads, knots };
}
