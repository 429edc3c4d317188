// CSV for spreadsheets: cells that would run as formulas are made text, everything else comes back as it went in.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from '#core/csv.ts';

/** Reads the file as RFC 4180 says, with semicolons. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const body = text.slice(1, -2);
  for (let i = 0; i < body.length; i += 1) {
    const c = body[i]!;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (body[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ';') {
      rows.at(-1)!.push(cell);
      cell = '';
    } else if (c === '\r' && body[i + 1] === '\n') {
      rows.at(-1)!.push(cell);
      rows.push([]);
      cell = '';
      i += 1;
    } else cell += c;
  }
  rows.at(-1)!.push(cell);
  return rows;
}

test.each(['=1+1', '+371', '-2+3', '@SUM(A1)', '\tx', '\rx', '=HYPERLINK("http://x";"y")', '＝1'])(
  '%j does not begin a cell',
  (text) => {
    expect(parse(csvOf([[text]]))).toEqual([[`'${text}`]]);
  },
);

test('numbers stay numbers, nothing stays empty', () => {
  expect(csvOf([[-5, 0, null, undefined, true]])).toBe('\uFEFF-5;0;;;true\r\n');
});

test('quotes, semicolons and line breaks in a note stay in their cell', () => {
  const note = 'Teica: "labi";\nnāks vēl';
  expect(
    parse(
      csvOf([
        ['a', note],
        ['b', 'c'],
      ]),
    ),
  ).toEqual([
    ['a', note],
    ['b', 'c'],
  ]);
});

test('any table comes back, and no cell begins as a formula', () => {
  const cell = fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', '"', ';', '\n', '\r', '\t', 'a', 'ā', "'"),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), (rows) => {
      const back = parse(csvOf(rows));
      expect(back).toEqual(
        rows.map((row) => row.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text))),
      );
    }),
  );
});
