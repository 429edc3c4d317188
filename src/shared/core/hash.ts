// A 128-bit fingerprint of text, fast and pure, for digests that prove two replicas equal. Against accidents, not attackers.
export type Lanes = readonly [number, number, number, number];

export const NO_LANES: Lanes = [0, 0, 0, 0];

/** Four 32-bit multiply-xor lanes over the text's UTF-16 units, each finalised so that sums of many stay well spread. */
export function hashText(text: string): Lanes {
  let a = 0x243f6a88;
  let b = 0x85a308d3;
  let c = 0x13198a2e;
  let d = 0x03707344;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x85ebca77);
    c = Math.imul(c ^ unit, 0xc2b2ae3d);
    d = Math.imul(d ^ unit, 0x27d4eb2f);
  }
  return [
    finish(a ^ (b >>> 13)),
    finish(b ^ (c >>> 11)),
    finish(c ^ (d >>> 7)),
    finish(d ^ (a >>> 17)),
  ];
}

function finish(lane: number): number {
  let h = lane;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

export const addLanes = (x: Lanes, y: Lanes): Lanes => [
  (x[0] + y[0]) >>> 0,
  (x[1] + y[1]) >>> 0,
  (x[2] + y[2]) >>> 0,
  (x[3] + y[3]) >>> 0,
];

export const subtractLanes = (x: Lanes, y: Lanes): Lanes => [
  (x[0] - y[0]) >>> 0,
  (x[1] - y[1]) >>> 0,
  (x[2] - y[2]) >>> 0,
  (x[3] - y[3]) >>> 0,
];

/** 32 hex digits. */
export const lanesHex = (lanes: Lanes): string =>
  hex(lanes[0]) + hex(lanes[1]) + hex(lanes[2]) + hex(lanes[3]);
const hex = (lane: number): string =>
  BYTES[lane >>> 24]! +
  BYTES[(lane >>> 16) & 255]! +
  BYTES[(lane >>> 8) & 255]! +
  BYTES[lane & 255]!;
/** Looked up: made by number formatting they cost a large push as much as hashing. */
const BYTES = Array.from({ length: 256 }, (_, byte) => (byte + 256).toString(16).slice(1));

/** Reads `lanesHex` back; anything else counts as nothing. */
export function lanesFrom(text: string | undefined): Lanes {
  if (text === undefined || !/^[0-9a-f]{32}$/.test(text)) return NO_LANES;
  const lane = (i: number): number => Number.parseInt(text.slice(i * 8, i * 8 + 8), 16);
  return [lane(0), lane(1), lane(2), lane(3)];
}
