// A survey from an Excel file becomes a draft and goes out again as the same file; names that people gave keep their words.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { registerKey } from '#core/register-key.ts';
import { MAP_KEY } from '#records/fields.ts';
import { readXlsForm } from '#forms/xlsform/read-xlsform.ts';
import type { Sheet } from '#forms/xlsform/sheets.ts';
import { writeXlsForm } from '#forms/xlsform/write-xlsform.ts';
import { textRegister } from '#features/desk/content-draft.ts';
import { faultsOfSurvey, problemsIn } from '#features/desk/survey-faults.ts';
import {
  firstStandIn,
  importFault,
  leftOut,
  MOST_TEXTS,
  registersOfImport,
  textsOfExport,
} from '#features/desk/survey-import.ts';
import { formIn, newSurvey, surveyNow } from '#features/desk/survey-record.ts';
import { readWorkbook, writeWorkbook } from '#features/desk/workbook.ts';
import { contentWords } from '#i18n/content-text.ts';

const ID = '0199b4a1-52ac-7a53-9f49-6a2a54b0c3d1';
const survey = (rows: Sheet['rows']): Sheet => ({ name: 'survey', rows });
const choices = (rows: Sheet['rows']): Sheet => ({ name: 'choices', rows });

const sheets: readonly Sheet[] = [
  survey([
    ['type', 'name', 'label', 'label::Russian (ru)', 'relevant'],
    ['select_one vai', 'phone', 'Do you have a phone?', 'Есть телефон?', null],
    ['integer', 'calls', 'How many calls?', null, "${phone} = 'jā'"],
  ]),
  choices([
    ['list_name', 'name', 'label', 'label::Russian (ru)'],
    ['vai', 'jā', 'Yes', 'Да'],
    ['vai', '10+', 'More than ten', 'Больше десяти'],
  ]),
];

describe('a survey from a file', () => {
  const found = readXlsForm(sheets);
  const form = found.form!;

  it('without Latvian lets the coordinator choose what stands in for it', () => {
    expect(found.errors).toEqual([]);
    const lent = firstStandIn(found.languages);
    expect(lent).toBeDefined();
    const registers = registersOfImport(form, found.texts, 'Phones', lent ?? '');
    expect(registers['text.lv.phone.label']).toBe('Do you have a phone?');
    expect(registers['text.ru.phone.label']).toBe('Есть телефон?');
    expect(registers['text.lv.title']).toBe('Phones');
    expect(leftOut([{ code: 'fr', name: 'French' }, ...found.languages], lent ?? '')).toEqual([
      { code: 'fr', name: 'French' },
    ]);
    expect(firstStandIn([{ code: 'lv', name: 'Latvian' }])).toBeUndefined();
  });

  it('keeps the words of choices whose names are no keys of a record', () => {
    const registers = registersOfImport(form, found.texts, 'Phones', 'default');
    expect(importFault(registers)).toBeUndefined();
    for (const name of Object.keys(registers)) expect(name).toMatch(MAP_KEY);
    const values = newSurvey(ID, registers, 0);
    expect(contentWords(values.text, 'list.vai.jā')).toBe('Yes');
    expect(contentWords(values.text, 'list.vai.10+')).toBe('More than ten');
    const { texts } = textsOfExport(form, surveyNow(undefined, registers));
    expect(texts['ru']?.['list.vai.jā']).toBe('Да');
  });

  it('is not taken where a record has no room for it, with the reason', () => {
    const many = Object.fromEntries(
      Array.from({ length: MOST_TEXTS + 1 }, (_, i) => [`text.lv.q${i}.label`, 'Vai?']),
    );
    expect(importFault(many)).toMatchObject({ what: 'large', max: MOST_TEXTS });
    expect(importFault({ form: 'x'.repeat(1_600_000) })).toMatchObject({ what: 'longForm' });
    const long = textRegister('lv', `list.vai.${'ā'.repeat(60)}`);
    expect(importFault({ form: null, [long]: 'Jā' })).toMatchObject({ what: 'longName' });
  });
});

describe('keys of names', () => {
  it('are the names themselves where they may be', () => {
    expect(registerKey('plan.full.title')).toBe('plan.full.title');
    expect(registerKey('')).toBe('');
  });

  it('tell every name from every other', () => {
    const names = ['jā', 'ja', 'jà', 'j:a', '10+', '10', 'a b', 'a_b', '😀'];
    expect(new Set(names.map(registerKey)).size).toBe(names.length);
  });
});

const FOLDER = '/work/shared/xlsform';
const files = existsSync(FOLDER)
  ? readdirSync(FOLDER).filter((name) => name.endsWith('.xlsx'))
  : [];

// The files are not part of the repository: where they are absent there is nothing to read.
describe.skipIf(files.length === 0)(`the workbooks in ${FOLDER}`, () => {
  it.each(files)(
    '%s becomes a draft, and a file that reads back to the same survey',
    async (name) => {
      const read = await readWorkbook(readFileSync(`${FOLDER}/${name}`));
      if (!read.ok) throw new Error(read.error);
      const found = readXlsForm(read.value);
      if (found.form === undefined) {
        expect(found.errors.length).toBeGreaterThan(0);
        return;
      }
      const lent = firstStandIn(found.languages) ?? '';
      const registers = registersOfImport(found.form, found.texts, found.title || name, lent);
      expect(importFault(registers)).toBeUndefined();
      const now = surveyNow(undefined, registers);
      // What is left to do by hand is words, never the survey's structure.
      for (const fault of faultsOfSurvey(now))
        expect(['summary', 'lacking', 'noChoices']).toContain(fault.what);
      expect(() => problemsIn(formIn(now))).not.toThrow();
      const { texts, spoken } = textsOfExport(found.form, now);
      const bytes = await writeWorkbook(writeXlsForm(found.form, texts, spoken));
      const again = await readWorkbook(bytes);
      expect(again.ok && readXlsForm(again.value).form).toEqual(found.form);
    },
  );
});
