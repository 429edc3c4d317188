// What is written into an .xlsx file comes back from it: text as text, whatever it looks like.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWorkbook, writeWorkbook } from '#features/desk/workbook.ts';
import { textOfCell, type Cell } from '#forms/xlsform/sheets.ts';

async function through(rows: readonly (readonly Cell[])[]): Promise<readonly (readonly Cell[])[]> {
  const read = await readWorkbook(await writeWorkbook([{ name: 'survey', rows }]));
  if (!read.ok) throw new Error(read.error);
  return read.value[0]?.rows ?? [];
}

test('texts that look like something else', async () => {
  const texts = [
    '=1+1',
    '007',
    '1.0',
    'TRUE',
    '2026-03-25',
    '_x0041_',
    '<b>&amp;</b>',
    'two\nlines',
    'ā́ 👩‍🌾',
    "'quoted'",
    '1e5',
  ];
  const rows = await through([texts]);
  expect(rows[0]?.map(textOfCell)).toEqual(texts);
});

test('numbers, booleans and empty cells stay where they are', async () => {
  const rows = await through([[1, null, true], [], [null, 'x', -2.5]]);
  expect(rows.map((row) => row.map(textOfCell))).toEqual([
    ['1', '', 'TRUE'],
    expect.anything(),
    ['', 'x', '-2.5'],
  ]);
});

test('characters that a file cannot hold are left out', async () => {
  const rows = await through([['a\u0000b\uFFFFc\u000Bd']]);
  expect(rows[0]?.map(textOfCell)).toEqual(['abcd']);
});

test('any words', async () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 20 })
    .filter((one) => !/\p{C}/u.test(one.replaceAll('\n', '')));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 10 }), async (texts) => {
      const [row = []] = await through([[...texts, 'end']]);
      expect(row.map(textOfCell)).toEqual([...texts.map(textOfCell), 'end']);
    }),
    { numRuns: 50 },
  );
});
