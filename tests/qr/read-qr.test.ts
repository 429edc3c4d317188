// The reader of QR codes beside the writer: every version of our chains, and pictures as a hand-held camera takes them.
import { encode } from 'uqr';
import { describe, expect, test } from 'vitest';
import { corrected } from '#qr/correct.ts';
import { decode, sideOf } from '#qr/decode.ts';
import { ATTEMPTS, type Picture, readCode } from '#qr/read.ts';
import { stripsOf } from '#sync/parcel-code.ts';
import { seededBytes } from '../support/device.ts';

const written = (text: string, version?: number) =>
  encode(text, {
    ecc: 'M',
    border: 0,
    ...(version === undefined ? {} : { minVersion: version }),
  });
const strip = (bytes: number, seed = 1): string => stripsOf(seededBytes(seed)(bytes))[0] ?? '';

type Shot = {
  readonly width?: number;
  readonly height?: number;
  /** Where the code's corners lie: top left, top right, bottom left, bottom right. */
  readonly corners: readonly (readonly [number, number])[];
  readonly noise?: number;
  /** Light falls off to the right by so much. */
  readonly shadow?: number;
  readonly blur?: number;
};

/** Nine places within a pixel's reach. */
const SAMPLES = [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y) => [x, y] as const));

/** The code as a camera sees it: nine samples a pixel, its corners anywhere, grain, shadow, out of focus. */
function shot(text: string, { width = 640, height = 480, ...how }: Shot): Picture {
  const { data: squares, size } = written(text);
  const [a, b, c, d] = how.corners as [
    [number, number],
    [number, number],
    [number, number],
    [number, number],
  ];
  const random = seededBytes(5)(width * height);
  // From the picture back to the unit square (P. Heckbert, Fundamentals of Texture Mapping, 1989): the adjugate of square to quad.
  const sum = (i: 0 | 1): number => a[i] - b[i] + d[i] - c[i];
  const [bd, cd] = [
    [b[0] - d[0], b[1] - d[1]],
    [c[0] - d[0], c[1] - d[1]],
  ] as const;
  const det = bd[0] * cd[1] - cd[0] * bd[1];
  const g = (sum(0) * cd[1] - cd[0] * sum(1)) / det;
  const h = (bd[0] * sum(1) - sum(0) * bd[1]) / det;
  const [A, B, C] = [b[0] - a[0] + g * b[0], c[0] - a[0] + h * c[0], a[0]];
  const [D, E, F] = [b[1] - a[1] + g * b[1], c[1] - a[1] + h * c[1], a[1]];
  const back = (x: number, y: number): [number, number] => {
    const u = (E - F * h) * x + (C * h - B) * y + (B * F - C * E);
    const v = (F * g - D) * x + (A - C * g) * y + (C * D - A * F);
    const w = (D * h - E * g) * x + (B * g - A * h) * y + (A * E - B * D);
    return [(u / w) * size, (v / w) * size];
  };
  const spread = how.blur ?? 0.25;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let light = 0;
      for (const [dx, dy] of SAMPLES) {
        const [u, v] = back(x + 0.5 + dx * spread, y + 0.5 + dy * spread);
        const inside = u >= -4 && v >= -4 && u < size + 4 && v < size + 4;
        const dark = squares[Math.floor(v)]?.[Math.floor(u)] === true;
        light += dark ? 30 : inside ? 225 : 120;
      }
      const grain = ((random[y * width + x] ?? 0) / 255 - 0.5) * (how.noise ?? 0);
      const value = (light / SAMPLES.length) * (1 - (how.shadow ?? 0) * (x / width)) + grain;
      data.set([value, value, value, 255], (y * width + x) * 4);
    }
  return { width, height, data };
}
const read = (picture: Picture): string | undefined =>
  Array.from({ length: ATTEMPTS }, (_, attempt) => readCode(picture, attempt)).find(
    (text) => text !== undefined,
  );

describe('squares to text', () => {
  test.each(Array.from({ length: 14 }, (_, i) => i + 1))('version %i', (version) => {
    const text = 'VST:12'.slice(0, 8);
    const { data, size } = written(text, version);
    expect(size).toBe(sideOf(version));
    expect(decode((x, y) => data[y]?.[x] === true, version)).toBe(text);
  });

  test.each([
    ['capitals', strip(250)],
    ['digits', '0123456789012345'],
    ['small letters and Latvian ones', 'Vēstnesis: ķiršu dārzs'],
  ])('%s', (_, text) => {
    const { data, version } = written(text);
    expect(decode((x, y) => data[y]?.[x] === true, version)).toBe(text);
  });

  test.each(
    (['L', 'M', 'Q', 'H'] as const).flatMap((ecc) =>
      Array.from({ length: 14 }, (_, i) => [ecc, i + 1] as const),
    ),
  )('any level of security: %s, version %i', (ecc, version) => {
    const { data } = encode('Rēķ7', { ecc, border: 0, minVersion: version, boostEcc: false });
    expect(decode((x, y) => data[y]?.[x] === true, version)).toBe('Rēķ7');
  });

  test('bytes that are not UTF-8 still give their letters without marks', () => {
    // "Bērzs" in ISO 8859-13.
    const { data, version } = encode([0x42, 0xe7, 0x72, 0x7a, 0x73], { ecc: 'M', border: 0 });
    expect(decode((x, y) => data[y]?.[x] === true, version)).toBe('Bērzs');
  });

  test('squares that were seen wrong are mended, up to what level M promises', () => {
    const text = strip(250);
    const { data, version, size } = written(text);
    const noise = seededBytes(11);
    const seen = data.map((row) => [...row]);
    for (let i = 0; i < 60; i += 1) {
      const [x = 0, y = 0] = [...noise(2)].map((byte) => byte % size);
      // Not in the corners: those are how a code is found at all.
      if (x > 9 && y > 9) seen[y]![x] = !seen[y]![x];
    }
    expect(decode((x, y) => seen[y]?.[x] === true, version)).toBe(text);
    expect(decode((x, y) => (x + y) % 3 === 0, version)).toBeUndefined();
  });

  test('a block with as many wrong codewords as can be mended is mended, with one more it is refused', () => {
    // Version 1, level M: 16 and 10 codewords, from the standard's own worked example ("01234567").
    const block = Uint8Array.from([
      0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec,
      0x11, 0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55,
    ]);
    expect(corrected(block, 10)).toEqual(block);
    const spoiled = (count: number): Uint8Array =>
      block.map((byte, i) => (i % 3 === 0 && i / 3 < count ? byte ^ (i + 7) : byte));
    for (const count of [1, 2, 3, 4, 5]) expect(corrected(spoiled(count), 10)).toEqual(block);
    expect(corrected(spoiled(6), 10) ?? 'refused').not.toEqual(block);
  });
});

describe('pictures', () => {
  const straight = [
    [180, 100],
    [460, 100],
    [180, 380],
    [460, 380],
  ] as const;
  const turned = (degrees: number, half = 150) => {
    const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    return (
      [
        [-1, -1],
        [1, -1],
        [-1, 1],
        [1, 1],
      ] as const
    ).map(
      ([x, y]) => [320 + half * (x * cos - y * sin), 240 + half * (x * sin + y * cos)] as const,
    );
  };
  test.each<[string, Shot]>([
    ['held straight', { corners: straight }],
    ['with grain', { corners: straight, noise: 60 }],
    ['in shadow from one side', { corners: straight, shadow: 0.75, noise: 20 }],
    ['a little out of focus', { corners: straight, blur: 1.3, noise: 20 }],
    ['slanted', { corners: turned(12), noise: 20 }],
    ['on its side', { corners: turned(90) }],
    ['upside down', { corners: turned(180), noise: 20 }],
    ['half-way round', { corners: turned(45, 155), noise: 10 }],
    [
      'tilted away',
      {
        corners: [
          [200, 90],
          [450, 110],
          [170, 380],
          [480, 400],
        ],
        noise: 20,
      },
    ],
    [
      'tilted to the side',
      {
        corners: [
          [190, 110],
          [460, 90],
          [190, 370],
          [460, 400],
        ],
        noise: 20,
      },
    ],
    [
      'close by',
      {
        corners: [
          [90, 10],
          [550, 10],
          [90, 470],
          [550, 470],
        ],
      },
    ],
  ])('%s', (_, how) => {
    const text = strip(250);
    expect(read(shot(text, how))).toBe(text);
  });

  test('a short code that fills the picture', () => {
    expect(
      read(
        shot('VST:1', {
          corners: [
            [110, 30],
            [530, 30],
            [110, 450],
            [530, 450],
          ],
        }),
      ),
    ).toBe('VST:1');
  });

  test('nothing is read where there is nothing', () => {
    const noise = seededBytes(2)(320 * 240);
    const data = new Uint8ClampedArray(320 * 240 * 4);
    for (const [i, value] of noise.entries()) data.set([value, value, value, 255], i * 4);
    expect(read({ width: 320, height: 240, data })).toBeUndefined();
    expect(
      read({ width: 320, height: 240, data: new Uint8ClampedArray(320 * 240 * 4) }),
    ).toBeUndefined();
  });
});
