// Whatever stands in the cells, reading ends with a form or with errors, never with an exception.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readForm } from '#forms/schema.ts';
import { archiveFault } from '#forms/xlsform/archive.ts';
import { readCsv } from '#forms/xlsform/csv.ts';
import { readXlsForm } from '#forms/xlsform/read-xlsform.ts';
import { writeXlsForm } from '#forms/xlsform/write-xlsform.ts';

const word = fc.constantFrom(
  'type', 'name', 'label', 'label::lv', 'label::English (en)', 'hint', 'relevant', 'calculation', 'default', 'list_name',
  'begin group', 'end group', 'begin repeat', 'end repeat', 'begin loop over l', 'end loop', 'select_one l', 'select_multiple l or_other',
  'select_one_from_file a.csv', 'rank l', 'text', 'integer', 'calculate', 'start', 'audit', 'osm l', 'l', 'a', 'b', 'a', '__proto__',
  'constructor', '${a}', '${', '${b} + 1', "selected(${a}, 'x')", 'f(', 'yes', 'jr:count', 'media::image::lv', '::', ':', '%(label)s',
  'pulldata(\'a\', \'b\', \'c\', ${a})', 'parameters', 'start=1 =', 'trigger', 'appearance', 'repeat_count', 'choice_filter', 'ā', 'вопрос',
); // prettier-ignore
const cell = fc.oneof(
  { weight: 6, arbitrary: word },
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.double(),
  fc.boolean(),
  fc.date({ noInvalidDate: false }),
  fc.constant(null),
);
const rows = fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 12 });
const under = (head: readonly string[]) => rows.map((all) => [head, ...all]);
const sheets = fc.record({
  survey: fc.oneof(
    rows,
    under(['type', 'name', 'label', 'default', 'relevant', 'parameters', 'calculation']),
  ),
  choices: fc.oneof(rows, under(['list_name', 'name', 'label', 'label::lv', 'cf'])),
  settings: rows,
  vestnesis: under(['what', 'key', 'value', 'text::lv']),
});

test('random cells end in a form that the schema takes, or in errors', () => {
  fc.assert(
    fc.property(sheets, fc.string({ unit: 'binary' }), (all, csv) => {
      const read = readXlsForm(
        Object.entries(all).map(([name, rows]) => ({ name, rows })),
        { 'a.csv': csv },
      );
      expect(read.form === undefined).toBe(read.errors.length > 0);
      if (read.form === undefined) return;
      expect(readForm(read.form).ok).toBe(true);
      // What was read can be written, and that can be read.
      const again = readXlsForm(writeXlsForm(read.form, read.texts, read.languages), {
        'a.csv': csv,
      });
      expect(again.errors).toEqual([]);
    }),
    { numRuns: 3000 },
  );
});

test('random bytes are told apart from a workbook', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, isZip) => {
      if (isZip) bytes.set([0x50, 0x4b].slice(0, bytes.length));
      expect(archiveFault(bytes)).not.toBeUndefined();
    }),
  );
});

test('random CSV gives rows as wide as the header', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', ' ') }),
      (text) => {
        const { columns, rows } = readCsv(text);
        expect(rows.every((row) => row.length === columns.length)).toBe(true);
      },
    ),
  );
});
