// Real workbooks are dirty: each kind of dirt is read as its author meant it, or told with its cell.
import { describe, expect, test } from 'vitest';
import { isGroup, type Item } from '#forms/schema.ts';
import { book, read, said, survey, YES_NO, type Rows } from './book.ts';

const items = (...sheet: Parameters<typeof read>): readonly Item[] => {
  const result = read(...sheet);
  expect(result.errors).toEqual([]);
  return result.form?.items ?? [];
};
const one = (type: string, choices: Rows = YES_NO): Item | undefined =>
  items({ survey: survey([type, 'q', 'Q']), choices })[0];

describe('types however they are written', () => {
  test.each([
    ['Text ', 'text'],
    ['string', 'text'],
    ['add text prompt', 'text'],
    ['int', 'integer'],
    ['Integer', 'integer'],
    ['q decimal', 'decimal'],
    ['photo', 'image'],
    ['trigger', 'acknowledge'],
    ['gps', 'geopoint'],
    ['dateTime', 'datetime'],
    ['date time', 'datetime'],
    ['phone number', 'phone'],
    ['range', 'range'],
    ['hidden', 'hidden'],
    ['\u00A0note', 'note'],
  ])('%s', (written, type) => {
    expect(one(written)?.type).toBe(type);
  });

  test.each([
    ['Select_One yn', 'select_one'],
    ['select one from yn', 'select_one'],
    ['select1 yn', 'select_one'],
    ['select  one   yn ', 'select_one'],
    ['add select one prompt using yn', 'select_one'],
    ['SELECT_MULTIPLE yn', 'select_multiple'],
    ['select all that apply from yn', 'select_multiple'],
    ['select multiple using yn', 'select_multiple'],
    ['rank yn', 'rank'],
    ['select_one YN', 'select_one'],
  ])('%s', (written, type) => {
    expect(one(written)).toMatchObject({ type, choices: 'yn' });
  });

  test.each([
    ['begin group', 'end group', 'group'],
    ['begin_group', 'End_Group', 'group'],
    ['Begin  Repeat', 'end repeat', 'repeat'],
    ['begin lgroup', 'end lgroup', 'repeat'],
  ])('%s', (begin, end, type) => {
    const rows = survey([begin, 'g', 'G'], ['text', 'q', 'Q'], [end]);
    expect(items({ survey: rows })).toMatchObject([{ type, name: 'g', items: [{ name: 'q' }] }]);
  });

  test("Kobo's matrix is read as a group", () => {
    const rows = survey(['begin_kobomatrix yn', 'm', 'M'], ['text', 'a', 'A'], ['end_kobomatrix']);
    const result = read({ survey: rows, choices: YES_NO });
    expect(result.form?.items).toMatchObject([{ type: 'group', items: [{ name: 'a' }] }]);
    expect(said(result)).toEqual(['2 group-unknown']);
  });

  test('percentage is a number with a limit', () => {
    expect(one('percentage')).toMatchObject({ type: 'integer', constraint: '0 <= . and . <= 100' });
  });

  test('unknown types ask for text, and those that this app lacks do not insist', () => {
    const sheet: Rows = [
      ['type', 'name', 'label', 'required'],
      ['telepathy', 'a', 'A', 'yes'],
      ['video', 'b', 'B', 'yes'],
    ];
    const result = read({ survey: sheet });
    expect(result.form?.items).toEqual([
      { name: 'a', type: 'text', required: true },
      { name: 'b', type: 'text' },
    ]);
    expect(said(result)).toEqual(['2 type.unknown', '3 type.as-text']);
  });
});

describe('columns however they are called', () => {
  test.each<[string, string, object]>([
    ['relevance', '1 = 1', { relevant: '1 = 1' }],
    ['RELEVANT ', '1 = 1', { relevant: '1 = 1' }],
    ['bind::relevant', '1 = 1', { relevant: '1 = 1' }],
    ['readonly', 'TRUE', { readOnly: true }],
    ['Read Only', 'yes', { readOnly: true }],
    ['calculate', '1 + 1', { calculation: '1 + 1' }],
    ['body::appearance', 'w1', { appearance: 'w1' }],
    ['rows', '5', { parameters: { rows: '5' } }],
    ['parameters', 'start=1; end = 5,step=2', { parameters: { start: '1', end: '5', step: '2' } }],
    ['media::image', 'a.png', { media: { image: 'a.png' } }],
    ['trigger', '${q}', { trigger: ['q'] }],
    ['default', 'today()', { dynamicDefault: 'today()' }],
    ['default', "concat('a', ${q})", { dynamicDefault: "concat('a', ${q})" }],
    ['default', 'Hello (there)', { default: 'Hello (there)' }],
    ['required', 'no', {}],
    ['required', '${q} = ‘a’', { required: "${q} = 'a'" }],
  ])('%s', (header, cell, shape) => {
    const sheet: Rows = [
      ['type', 'name', 'label', header],
      ['text', 'q', 'Q', cell],
    ];
    expect(items({ survey: sheet })).toEqual([{ name: 'q', type: 'text', ...shape }]);
  });

  test.each([
    ['constraint message', 'q.constraint'],
    ['constraining message', 'q.constraint'],
    ['jr:constraintMsg', 'q.constraint'],
    ['bind:jr:constraintMsg', 'q.constraint'],
    ['requiredMsg', 'q.required'],
    ['guidance_hint', 'q.guidance'],
    ['Hint', 'q.hint'],
  ])('%s', (header, key) => {
    const sheet: Rows = [
      ['type', 'name', 'label', header],
      ['text', 'q', 'Q', 'words'],
    ];
    expect(read({ survey: sheet }).texts['default']).toMatchObject({ [key]: 'words' });
  });

  test.each([
    ['label::Latvian (lv)', 'lv'],
    ['label:Latviešu', 'lv'],
    ['Label :: lv', 'lv'],
    ['caption::LV', 'lv'],
    ['label::Русский', 'ru'],
    ['label::English (UK)', 'en-UK'],
    ['label::Klingon', 'klingon'],
    ['label', 'default'],
  ])('%s', (header, code) => {
    const result = read({
      survey: [
        ['type', 'name', header],
        ['text', 'q', 'Q'],
      ],
    });
    expect(result.texts).toEqual({ [code]: { 'q.label': 'Q' } });
  });

  test('misspelt, unknown and useless columns are told once, with their header', () => {
    const sheet: Rows = [
      ['type', 'name', 'lable', 'relevent', 'favourite', 'autoplay', '$kuid'],
      ['text', 'a', 'A', '1 = 1', 'x', 'audio', 'k1'],
      ['text', 'b', 'B', null, 'y', 'audio', 'k2'],
    ];
    const result = read({ survey: sheet });
    expect(said(result)).toEqual([
      '1 column.unknown',
      '1 column.ignored',
      '1 column.renamed',
      '1 column.renamed',
    ]);
    expect(result.form?.items[0]).toMatchObject({ relevant: '1 = 1' });
    expect(result.texts['default']).toMatchObject({ 'a.label': 'A' });
  });

  test('a guess gives way to a column that is sure, and old words to their own meaning', () => {
    const sheet: Rows = [
      ['labels', 'type', 'name', 'label', 'tag'],
      ['x', 'select_one l', 'q', 'Q', 'y'],
    ];
    const choices: Rows = [
      ['list_name', 'name', 'label', 'value'],
      ['l', 'a', 'A', '7'],
    ];
    const result = read({ survey: sheet, choices });
    expect(said(result)).toEqual(['1 column.unknown', '1 column.unknown']);
    expect(result.texts['default']).toMatchObject({ 'q.label': 'Q' });
    expect(result.form?.lists).toEqual({ l: [{ name: 'a', columns: { value: '7' } }] });
  });

  test('a column twice is an error that names both, unless one of them is empty', () => {
    const twice: Rows = [
      ['type', 'name', 'label', 'relevant', 'relevance'],
      ['text', 'q', 'Q', '1', '2'],
    ];
    expect(read({ survey: twice }).errors).toEqual([
      { sheet: 'survey', row: 1, column: 'relevance', code: 'column.twice', params: { column: 'relevance', other: 'relevant' } },
    ]); // prettier-ignore
    const empty: Rows = [
      ['type', 'name', 'label', 'relevant', 'relevance'],
      ['text', 'q', 'Q', '', '2'],
    ];
    expect(items({ survey: empty })).toMatchObject([{ relevant: '2' }]);
  });
});

describe('languages', () => {
  test('one without words is not offered, and what another lacks is counted', () => {
    const result = read({
      survey: [['type', 'name', 'label::lv', 'label::ru', 'label::en', 'hint::ru'], ['text', 'q', 'K', null, 'Q', ' '], ['text', 'r', 'L', null, null]],
    }); // prettier-ignore
    expect(result.languages.map(({ code }) => code)).toEqual(['lv', 'en']);
    expect(said(result)).toEqual(['0 language.gaps', '1 language.empty', '1 language.empty']);
  });

  test('the default language comes first and takes the columns without a language', () => {
    const result = read({
      survey: [
        ['type', 'name', 'label', 'label::en'],
        ['text', 'q', 'Kas?', 'What?'],
      ],
      settings: [['default_language'], ['Latviešu (lv)']],
    });
    expect(result.languages.map(({ code }) => code)).toEqual(['lv', 'en']);
    expect(result.texts).toEqual({ lv: { 'q.label': 'Kas?' }, en: { 'q.label': 'What?' } });
  });

  test('plain columns beside a full language are a language of their own', () => {
    const result = read({
      survey: [
        ['type', 'name', 'label', 'label::en'],
        ['text', 'q', 'Kas?', 'What?'],
      ],
    });
    expect(result.languages.map(({ code }) => code)).toEqual(['default', 'en']);
  });
});

describe('cells that are not text', () => {
  test('numbers, days and booleans as one reads them', () => {
    const sheet: Rows = [
      ['type', 'name', 'label', 'default', 'relevant'],
      ['integer', 'a', 1, 3.0, true],
      ['text', 'b', 0.1 + 0.2, 1.0, false],
      ['date', 'c', 'C', new Date(Date.UTC(2026, 2, 25)), null],
      ['time', 'd', 'D', new Date(Date.UTC(1899, 11, 30, 8, 30)), null],
      ['datetime', false, 'E', new Date(Date.UTC(2026, 2, 25, 8, 30)), null],
    ];
    const result = read({ survey: sheet });
    expect(result.form?.items).toEqual([
      { name: 'a', type: 'integer', default: 3, relevant: 'true()' },
      { name: 'b', type: 'text', default: '1', relevant: 'false()' },
      { name: 'c', type: 'date', default: '2026-03-25' },
      { name: 'd', type: 'time', default: '08:30:00' },
      { name: 'FALSE', type: 'datetime', default: '2026-03-25T08:30:00' },
    ]);
    expect(result.texts['default']).toMatchObject({ 'a.label': '1', 'b.label': '0.3' });
  });

  test('choices that are numbers', () => {
    const choices: Rows = [
      ['list_name', 'name', 'label'],
      ['n', 1, 'One'],
      ['n', 2.0, 2],
    ];
    expect(read({ survey: survey(['select_one n', 'q', 'Q']), choices }).form?.lists).toEqual({
      n: [{ name: '1' }, { name: '2' }],
    });
  });

  test('16,000 empty columns and empty rows before the header', () => {
    const wide = (cells: readonly string[]) => [
      ...cells,
      ...Array.from({ length: 16_000 }, () => null),
    ];
    const sheet: Rows = [
      [],
      wide([]),
      wide(['type', 'name', 'label']),
      wide([]),
      wide(['text', 'q', 'Q']),
    ];
    const result = read({ survey: sheet });
    expect(result.form?.items).toEqual([{ name: 'q', type: 'text' }]);
    const broken = read({ survey: [...sheet, ['end group']] });
    expect(said(broken)).toContain('6 end.without-begin!');
  });
});

describe('sheets', () => {
  test.each([['choice'], ['Choices'], ['CHOICES '], ['chioces']])(
    '%s holds the choices',
    (name) => {
      expect(items({ survey: survey(['select_one yn', 'q', 'Q']), [name]: YES_NO })).toHaveLength(
        1,
      );
    },
  );

  test('misspelt names are said', () => {
    const result = read({ Surveys: survey(['text', 'q', 'Q']), setting: [['form_title'], ['T']] });
    expect(result.title).toBe('T');
    expect(said(result)).toEqual(['0 sheet.renamed', '0 sheet.renamed']);
  });

  test('a lone sheet with the right header is the survey', () => {
    expect(said(read({ Sheet1: survey(['text', 'q', 'Q']) }))).toEqual(['0 sheet.renamed']);
  });

  test.each<[string, Readonly<Record<string, Rows>>, string]>([
    ['no sheet at all', {}, '0 survey-missing!'],
    ['another workbook', { Budget: [['month', 'sum']] }, '0 survey-missing!'],
    [
      'no type column',
      {
        survey: [
          ['name', 'label'],
          ['q', 'Q'],
        ],
      },
      '1 type.column-missing!',
    ],
    ['no rows', { survey: [['type', 'name', 'label']] }, '0 no-questions!'],
    ['an empty sheet', { survey: [] }, '1 type.column-missing!'],
  ])('%s', (_, sheets, error) => {
    const result = read(sheets);
    expect(result.form).toBeUndefined();
    expect(said(result)).toContain(error);
  });

  test('settings', () => {
    const result = read({
      survey: survey(['text', 'q', 'Q']),
      Settings: [['Form_Title', 'form_id', 'version', 'instance_name', 'style', 'public_key'], ['T', 'id', 20260325, '${q}', 'pages', 'KEY']],
    }); // prettier-ignore
    expect(result.title).toBe('T');
    expect(result.form?.settings).toEqual({
      formId: 'id',
      version: '20260325',
      instanceName: '${q}',
    });
    expect(said(result)).toEqual(['1 setting-ignored', '2 encryption']);
  });
});

describe('names', () => {
  test('letters of other scripts become Latin, wherever the name stands', () => {
    const result = read({
      survey: [['type', 'name', 'label', 'relevant'], ['text', 'вопрос', null, null], ['note', 'ē b', 'Saki ${вопрос}!', "${вопрос} != ''"]],
    }); // prettier-ignore
    expect(result.form?.items).toEqual([
      { name: 'vopros', type: 'text' },
      { name: 'e_b', type: 'note', relevant: "${vopros} != ''" },
    ]);
    expect(result.texts['default']).toEqual({
      'vopros.label': 'вопрос',
      'e_b.label': 'Saki ${vopros}!',
    });
    expect(said(result)).toEqual(['2 name.changed', '2 label.missing', '3 name.changed']);
  });

  test('one name twice: the second is renamed, and its own group goes on meaning it', () => {
    const rows = survey(
      ['text', 'a', 'A'],
      ['begin group', 'g', 'G'],
      ['text', 'a', 'A2'],
      ['note', 'n', 'In the group: ${a}'],
      ['end group'],
      ['note', 'm', 'Outside: ${a}'],
    );
    const result = read({ survey: rows });
    expect(result.texts['default']).toMatchObject({
      'n.label': 'In the group: ${a_2}',
      'm.label': 'Outside: ${a}',
    });
    expect(said(result)).toEqual(['4 name.twice']);
  });

  test('words of JavaScript and names that are too long', () => {
    const long = 'x'.repeat(90);
    const [first, second] = items({
      survey: survey(['text', 'constructor', 'C'], ['text', long, 'L']),
    });
    expect(first?.name).toBe('_constructor');
    expect(second?.name).toHaveLength(58);
  });

  test('groups and notes may go without a name, questions not', () => {
    const rows = survey(
      ['begin group', null, 'G'],
      ['note', '', 'N'],
      ['end group'],
      ['text', '', 'T'],
    );
    const result = read({ survey: rows });
    expect(said(result)).toEqual(['5 name.missing!', '2 group-unnamed']);
  });
});

describe('structure', () => {
  test.each<[string, Rows, readonly string[]]>([
    ['never closed', [['begin group', 'g', 'G'], ['text', 'a', 'A']], ['2 begin-without-end!']],
    ['never opened', [['text', 'a', 'A'], ['end repeat']], ['3 end.without-begin!']],
    ['crossed', [['begin group', 'g', 'G'], ['begin repeat', 'r', 'R'], ['text', 'a', 'A'], ['end group'], ['end repeat']], ['5 end.mismatch!', '6 end.without-begin!']],
    ['a row without type', [['', 'a', 'A']], ['2 type.missing!']],
    ['a select without list', [['select_one', 'a', 'A']], ['2 list.unnamed!']],
    ['a list that is not there', [['select_one nowhere', 'a', 'A']], ['2 list.missing!']],
    ['a calculation without one', [['calculate', 'a', 'A']], ['2 calculation-missing!']],
  ])('%s', (_, rows, expected) => {
    const result = read({ survey: survey(...rows) });
    expect(result.errors.map(({ row, code }) => `${row} ${code}!`)).toEqual(expected);
  }); // prettier-ignore

  test('groups in groups too deep are refused in the cells', () => {
    const depth = 100;
    const rows = survey(
      ...Array.from({ length: depth }, (_, index) => ['begin group', `g${index}`, 'G']),
      ['text', 'a', 'A'],
      ...Array.from({ length: depth }, () => ['end group']),
    );
    expect(read({ survey: rows }).errors[0]?.code).toBe('form-refused');
  });

  test('what groups look like', () => {
    const rows: Rows = [
      ['type', 'name', 'label', 'appearance', 'repeat_count', 'relevant', 'required'],
      ['begin group', 'g', 'G', 'field-list w2', null, '1 = 1', 'yes'],
      ['begin group', 't', 'T', 'table-list'],
      ['select_one yn', 'a', 'A', 'likert'],
      ['end group'],
      ['end group'],
      ['begin repeat', 'r', 'R', null, 2],
      ['text', 'b', 'B'],
      ['end repeat'],
    ];
    const result = read({ survey: rows, choices: YES_NO });
    expect(result.form?.items).toEqual([
      {
        name: 'g', type: 'group', relevant: '1 = 1', together: true, appearance: 'w2',
        items: [
          {
            name: 't', type: 'group', together: true, appearance: 'table-list',
            items: [{ name: 'a', type: 'select_one', choices: 'yn', appearance: 'likert' }],
          },
        ],
      },
      { name: 'r', type: 'repeat', count: '2', items: [{ name: 'b', type: 'text' }] },
    ]); // prettier-ignore
    expect(said(result)).toEqual(['2 not-on-group']);
  });

  test('disabled rows, comment rows, and settings among the questions', () => {
    const result = read({
      survey: [['type', 'name', 'label', 'disabled', 'hint'], ['text', 'a', 'A', 'yes'], [null, null, null, null, 'remark'], ['set form title', 'Named here'], ['text', 'b', 'B', 'no']],
    }); // prettier-ignore
    expect(result.title).toBe('Named here');
    expect(result.form?.items.map(({ name }) => name)).toEqual(['b']);
    expect(said(result)).toEqual(['2 row.disabled', '3 row.skipped']);
  });

  test('what ODK fills in by itself', () => {
    const rows = survey(['start', 'start'], ['end', 'end'], ['today', 'day'], ['deviceid', 'device'], ['username', 'user'], ['audit', 'audit'], ['note', 'n', '${start} ${device}']);
    const result = read({ survey: rows });
    expect(result.form?.items.slice(0, 5)).toEqual([
      { name: 'start', type: 'hidden', dynamicDefault: 'now()' },
      { name: 'end', type: 'calculate', calculation: 'now()' },
      { name: 'day', type: 'hidden', dynamicDefault: 'today()' },
      { name: 'device', type: 'hidden' },
      { name: 'user', type: 'hidden' },
    ]);
    expect(said(result)).toEqual(['2 metadata.kept', '3 metadata.kept', '4 metadata.kept', '5 metadata.empty', '6 metadata.empty', '7 metadata.skipped']);
    expect(result.counts.questions).toBe(1);
  }); // prettier-ignore
});

describe('choices', () => {
  const ask = survey(['select_one l', 'q', 'Q']);
  const list = (...rows: Rows): Rows => [['list name', 'name ', 'label', 'area'], ...rows];

  test.each<[string, Rows, readonly string[], readonly string[]]>([
    ['the same twice is one', [['l', 'a', 'A'], ['l', 'a', 'A']], ['a'], ['3 choice.twice']],
    ['one name for two things', [['l', 'a', 'A'], ['l', 'a', 'B']], ['a', 'a_2'], ['3 choice.renamed']],
    ['a cascade keeps both', [['l', 'a', 'A', 'x'], ['l', 'a', 'A', 'y']], ['a', 'a'], ['3 choice.twice']],
    ['two labels have one place', [['l', 'a', 'A', 'x'], ['l', 'a', 'B', 'y']], ['a', 'a'], ['3 choice.label-differs']],
    ['blanks in a name', [['l', 'a b', 'A']], ['a_b'], ['2 choice.renamed']],
    ['no label', [['l', 'a']], ['a'], ['2 label.missing']],
    ['no name', [['l', 'a', 'A'], ['l', null, 'B']], ['a'], ['3 choice.row-skipped']],
  ])('%s', (_, rows, names, codes) => {
    const result = read({ survey: ask, choices: list(...rows) });
    expect(result.form?.lists?.['l']?.map(({ name }) => name)).toEqual(names);
    expect(said(result)).toEqual(codes);
  }); // prettier-ignore

  test('the settings may allow one name twice', () => {
    const result = read({
      survey: ask,
      choices: list(['l', 'a', 'A', 'x'], ['l', 'a', 'A', 'y']),
      settings: [['allow_choice_duplicates'], ['yes']],
    });
    expect(said(result)).toEqual([]);
  });

  test('or other adds a choice and a question of its own', () => {
    const rows = survey(['select_one yn or_other', 'q', 'Q'], ['text', 'q_other', 'Taken']);
    const result = read({ survey: rows, choices: YES_NO });
    expect(result.form?.items[1]).toEqual({
      name: 'q_other_2',
      type: 'text',
      relevant: "selected(${q}, 'other')",
    });
    expect(result.form?.lists?.['yn']?.at(-1)).toEqual({ name: 'other' });
    expect(result.counts).toMatchObject({ questions: 2, choices: 2 });
  });

  test('choices from a file, with it and without', () => {
    const rows: Rows = [
      ['type', 'name', 'label', 'choice_filter'],
      ['select_one_from_file towns.csv', 'q', 'Q', 'area=${p}'],
      ['text', 'p', 'P'],
    ];
    const csv = '\uFEFFname;label;area\r\nriga;"R; ""g""";1\r\n';
    const table = { columns: ['name', 'label', 'area'], rows: [['riga', 'R; "g"', '1']] };
    const withFile = read({ survey: rows }, { 'Towns.csv': csv });
    expect(withFile.form?.tables).toEqual({ towns: table });
    expect(said(withFile)).toEqual([]);
    expect(said(read({ survey: rows }))).toEqual(['2 file.missing']);
  });

  test('a loop over nothing is asked once', () => {
    const rows = survey(['begin loop over nowhere', 'g', 'G'], ['text', 'a', 'A'], ['end loop']);
    expect(said(read({ survey: rows }))).toEqual(['2 loop-once']);
  });
});

describe('expressions', () => {
  test('a name in words that is never closed', () => {
    expect(said(read({ survey: survey(['text', 'a', 'Hello ${a']) }))).toEqual([
      '2 label.reference',
    ]);
  });

  test('what is wrong is told with its cell, and the question stays', () => {
    const sheet: Rows = [
      ['type', 'name', 'label', 'relevant', 'constraint', 'calculation', 'choice_filter'],
      ['text', 'a', 'See ${nobody}', "telepathy(${b}) = 'x'", '. >', null],
      ['text', 'b', 'B', '${nobody} = 1', "regex(., '(')", null],
      ['calculate', 'c', null, null, null, '${d}'],
      ['calculate', 'd', null, null, null, '${c}'],
      ['select_one yn', 'e', 'E', null, null, null, 'area = ('],
    ];
    const result = read({ survey: sheet, choices: YES_NO });
    expect(result.form?.items).toHaveLength(5);
    expect(result.warnings.map(({ row, column, code }) => `${row} ${column} ${code}`)).toEqual(
      expect.arrayContaining([
        '2 name label.reference',
        '2 relevant expression.function',
        '2 constraint expression.unreadable',
        '3 relevant expression.name',
        '3 constraint expression.pattern',
        '4 calculation expression.cycle',
        '6 choice_filter expression.unreadable',
      ]),
    );
    expect(result.warnings.find(({ code }) => code === 'expression.function')?.params).toEqual({
      name: 'a',
      found: 'telepathy',
    });
  });
});

test('a form of 976 rows keeps every row', () => {
  const rows: (readonly string[])[] = [
    ['type', 'name', 'label::lv', 'label::en', 'relevant', 'calculation'],
  ];
  const add = (count: number, row: (index: number) => readonly string[]): void => {
    for (let index = 0; index < count; index += 1) rows.push(row(index));
  };
  add(310, (at) => [
    `select_one l${at % 40}`,
    `s${at}`,
    `Jautājums ${at}`,
    `Question ${at}`,
    at > 0 ? `\${s${at - 1}} = 'c1'` : '',
  ]);
  add(336, (at) => [
    'calculate',
    `c${at}`,
    '',
    '',
    '',
    at > 0 ? `if(\${s${at % 310}} = 'c1', 1, 0) + \${c${at - 1}}` : '0',
  ]);
  add(330, (at) => ['integer', `i${at}`, `Skaits ${at}`, `Count ${at}`, `\${c${at}} > 3`]);
  const choices: Rows = [
    ['list_name', 'name', 'label::lv', 'label::en'],
    ...Array.from({ length: 2000 }, (_, at) => [
      `l${at % 40}`,
      `c${Math.floor(at / 40)}`,
      'Jā',
      'Yes',
    ]),
  ];
  const result = read({ survey: rows, choices });
  expect(said(result)).toEqual([]);
  expect(result.counts).toMatchObject({ questions: 640, calculations: 336, choices: 2000 });
  expect(result.form?.items.filter((item) => !isGroup(item))).toHaveLength(976);
});

test('sheets are found by name, wherever they stand', () => {
  const sheets = book({ choices: YES_NO, survey: survey(['select_one yn', 'q', 'Q']) });
  expect(sheets.map(({ name }) => name)).toEqual(['choices', 'survey']);
  expect(one('select_one yn')).toMatchObject({ choices: 'yn' });
});
