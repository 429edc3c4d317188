// The belt: the same person always gets the same belt, and no sign could ever be taken for a crooked cross.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { beltBreadth, fringe, weave, type BeltRow } from '#ui/belt/belt.ts';
import { hashOf, signFor } from '#ui/belt/belt-signs.ts';
import { signCell, signNames, signSide, type SignName } from '#ui/belt/signs.ts';

const all = signNames.map((sign): BeltRow => ({ sign, done: true }));
const anyRow = fc.record({ sign: fc.constantFrom(...signNames), done: fc.boolean() });

/** A sign as lines of text, turned by 90 degrees when asked. */
function drawing(sign: SignName, turned = false): string {
  const side = [...Array(signSide).keys()];
  return side
    .map((y) =>
      side
        .map((x) =>
          (turned ? signCell(sign, y, signSide - 1 - x) : signCell(sign, x, y)) ? '#' : '.',
        )
        .join(''),
    )
    .join('\n');
}

describe('signs', () => {
  it.each(signNames)('%s fills its square and mirrors itself from left to right', (sign) => {
    const lines = drawing(sign).split('\n');
    expect(lines).toHaveLength(signSide);
    expect(lines.every((line) => /^[.#]{21}$/.test(line))).toBe(true);
    // A crooked cross has no mirror axis: this is what keeps every kind of it out.
    expect(lines.map((line) => [...line].toReversed().join(''))).toEqual(lines);
    expect(drawing(sign).match(/#/g)?.length).toBeGreaterThan(80);
  });

  it('differ from each other, turned or not', () => {
    const seen = signNames.flatMap((sign) => [...new Set([drawing(sign), drawing(sign, true)])]);
    expect(new Set(seen).size).toBe(seen.length);
    expect(signNames.length).toBeGreaterThanOrEqual(8);
  });

  it('a topic always has the same sign, known or not', () => {
    expect(signFor('bills')).toBe('jumis');
    expect(signNames).toContain(signFor('basket weaving'));
    expect(signFor('basket weaving')).toBe(signFor('basket weaving'));
  });
});

describe('weave', () => {
  it('gives the same belt for the same seed and rows', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(anyRow, { maxLength: 6 }), (seed, rows) => {
        expect(weave(seed, rows, 'across')).toEqual(weave(seed, rows, 'across'));
        expect(fringe(seed)).toEqual(fringe(seed));
      }),
      { numRuns: 50 },
    );
  });

  it('gives people different belts: edges and seams come from the seed', () => {
    const looks = new Set(
      [...Array(200).keys()].map(
        (index) => weave(`learner ${index}`, all.slice(0, 1), 'across').woven,
      ),
    );
    expect(looks.size).toBe(16);
  });

  it('stays inside the band', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(anyRow, { maxLength: 8 }), (seed, rows) => {
        const band = weave(seed, rows, 'down');
        for (const [, x, y, run] of `${band.woven}${band.planned}`.matchAll(
          /M([\d.]+) ([\d.]+)h([\d.]+)/g,
        )) {
          expect(Number(x) + Number(run)).toBeLessThan(beltBreadth);
          expect(Number(y)).toBeLessThan(band.length);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('a finished step moves its yarn from planned to woven, and nothing else', () => {
    const count = (path: string) => path.match(/M/g)?.length ?? 0;
    for (let done = 0; done <= all.length; done += 1) {
      const band = weave(
        'K7',
        all.map((row, index) => ({ ...row, done: index < done })),
        'across',
      );
      const whole = weave('K7', all, 'across');
      expect(count(band.woven) + count(band.planned)).toBe(count(whole.woven));
      expect(band.planned === '').toBe(done === all.length);
    }
  });

  it('shows a step done out of turn where it stands', () => {
    const rows: BeltRow[] = [
      { sign: 'saule', done: false },
      { sign: 'jumis', done: true },
    ];
    const band = weave('K7', rows, 'across');
    expect(band.wovenTo).toBe(0);
    expect(band.woven).not.toBe('');
  });

  it('is spread evenly by its hash', () => {
    const low = [...Array(1000).keys()].filter((index) => hashOf(`${index}`) % 2 === 0).length;
    expect(low).toBeGreaterThan(440);
    expect(low).toBeLessThan(560);
  });
});
