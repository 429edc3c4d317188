// The fourteen workbooks of ../shared/xlsform (pyxform's own examples and a real form), counted by reading their rows.
// Without that folder these tests are left out; XLSFORM_FILES may name another place.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readWorkbook, writeWorkbook } from '#features/desk/workbook.ts';
import { csvFilesOf } from '#forms/xlsform/csv.ts';
import type { Counts } from '#forms/xlsform/counts.ts';
import { readXlsForm } from '#forms/xlsform/read-xlsform.ts';
import { writeXlsForm } from '#forms/xlsform/write-xlsform.ts';
import type { Sheet } from '#forms/xlsform/sheets.ts';

const folder =
  process.env['XLSFORM_FILES'] ??
  fileURLToPath(new URL('../../../../shared/xlsform/', import.meta.url));
const isThere = existsSync(folder);

async function sheetsOf(file: string): Promise<readonly Sheet[]> {
  const read = await readWorkbook(readFileSync(join(folder, file)));
  if (!read.ok) throw new Error(`${file}: ${read.error}`);
  return read.value;
}

const none: Counts = {
  questions: 0, groups: 0, repeats: 0, calculations: 0, relevant: 0, constraints: 0, choices: 0,
}; // prettier-ignore

const files: readonly (readonly [string, string, readonly string[], Partial<Counts>, readonly string[]])[] = [
  ['01_text_and_integer.xlsx', '', ['en'], { questions: 2 }, []],
  ['02_yes_or_no_question.xlsx', '', ['en'], { questions: 1, choices: 2 }, []],
  ['03_group.xlsx', '', ['en'], { questions: 3, groups: 1 }, []],
  // The choices' plain label goes with the survey's English; Chinese has words for the choices only.
  ['04_field-list.xlsx', '', ['en', 'zh'], { questions: 1, groups: 1, choices: 2 }, ['language.gaps']],
  // Two choices "king" under two states: the settings allow it.
  ['05_choice_filter_test.xlsx', 'cascading selects', ['default'], { questions: 3, choices: 14 }, []],
  ['06_or_other.xlsx', '', ['default'], { questions: 2, choices: 5 }, ['or-other']],
  ['07_pull_data.xlsx', '', ['default'], { questions: 1, calculations: 1 }, ['file.missing']],
  ['08_loop.xlsx', '', ['en'], { questions: 2, groups: 1, choices: 3 }, ['loop', 'or-other']],
  [
    '09_case_insensitivity.xlsx', 'Yes or no', ['en'], { questions: 3, choices: 4 },
    ['list.renamed', 'sheet.ignored', 'type.as-text'],
  ],
  ['10_extra_sheet_names.xlsx', '', ['default'], { questions: 1 }, ['sheet.renamed']],
  ['11_xl_date_ambiguous_v1.xlsx', 'XLDateAmbiguous-v1', ['en'], { questions: 5, choices: 3 }, ['setting-ignored']],
  [
    '13_xlsform_spec_test.xlsx', 'Spec test', ['en', 'zh'],
    { questions: 39, groups: 4, repeats: 1, calculations: 1, relevant: 2, constraints: 2, choices: 4 },
    [
      'column.ignored', 'encryption', 'label.missing', 'language.gaps', 'media-language', 'metadata.empty',
      'metadata.kept', 'setting-ignored', 'type.as-text',
    ],
  ],
  [
    '14_UCL_Biomass_Plot_Form.xlsx', '', ['sw', 'en'],
    { questions: 57, groups: 3, repeats: 5, calculations: 5, relevant: 12, constraints: 4, choices: 27 },
    ['file.missing', 'metadata.empty', 'metadata.kept'],
  ],
]; // prettier-ignore

test.skipIf(!isThere).each(files)('%s is read', async (file, title, languages, counts, codes) => {
  const read = readXlsForm(await sheetsOf(file));
  expect(read.errors).toEqual([]);
  expect(read.title).toBe(title);
  expect(read.languages.map(({ code }) => code)).toEqual(languages);
  expect(read.counts).toEqual({ ...none, ...counts });
  // What an expression may call grows with the engine; all else is told here.
  const told = read.warnings
    .map(({ code }) => code)
    .filter((code) => !code.startsWith('expression'));
  expect([...new Set(told)].toSorted()).toEqual(codes);
});

test.skipIf(!isThere).each(files)('%s comes back from its export', async (file) => {
  const read = readXlsForm(await sheetsOf(file));
  const bytes = await writeWorkbook(writeXlsForm(read.form!, read.texts, read.languages));
  const sheets = await readWorkbook(bytes);
  if (!sheets.ok) throw new Error(sheets.error);
  const again = readXlsForm(sheets.value, csvFilesOf(read.form!));
  expect(again.errors).toEqual([]);
  expect(again.form).toEqual(read.form);
  expect(again.texts).toEqual(read.texts);
  expect(again.languages).toEqual(read.languages);
});

test.skipIf(!isThere)('the file with a column twice says which one', async () => {
  const read = readXlsForm(await sheetsOf('12_duplicate_columns.xlsx'));
  expect(read.form).toBeUndefined();
  expect(read.errors).toEqual([
    {
      sheet: 'survey', row: 1, column: 'label', code: 'column.twice',
      params: { column: 'label', other: 'label' },
    },
  ]); // prettier-ignore
});

test.skipIf(!isThere)('what single files are there to show', async () => {
  const form = async (file: string) => readXlsForm(await sheetsOf(file)).form!;
  const loop = (await form('08_loop.xlsx')).items[2];
  expect(loop).toMatchObject({
    name: 'loop_toilet_types',
    type: 'group',
    items: [
      {
        name: 'pit_latrine_with_slab',
        items: [{ name: 'pit_latrine_with_slab_number', type: 'integer' }],
      },
      { name: 'open_pit_latrine' },
      { name: 'bucket_system' },
      { name: 'other' },
    ],
  });
  const loopTexts = readXlsForm(await sheetsOf('08_loop.xlsx')).texts['en'];
  expect(loopTexts?.['bucket_system_number.label']).toBe(
    'How many Bucket system are on the premises?',
  );
  const [, , , , day] = (await form('11_xl_date_ambiguous_v1.xlsx')).items;
  expect(day).toMatchObject({ type: 'date', default: '1900-01-01' });
  const [, external] = (await form('09_case_insensitivity.xlsx')).items;
  expect(external).toMatchObject({ choices: 'c1_2', choiceFilter: 'YES_NO=${q1}' });
  const plot = await form('14_UCL_Biomass_Plot_Form.xlsx');
  expect(plot.items.find(({ name }) => name === 'trees')).toMatchObject({
    type: 'repeat',
    relevant: "${any_trees} = 'yes'",
  });
  expect(plot.settings?.version).toBe('2022-04-11T16:26:28');
});
