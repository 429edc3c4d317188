// A workbook in XLSForm becomes a form with its words, and a list of what was dirty. Called by the form builder and the import-survey command.
// Nothing here throws, whatever stands in the cells.
import type { Choice, Form, Table as Rows } from '../schema.ts';
import { checked, checkExpressions, checkWords } from './check-import.ts';
import { countsOf, NOTHING, type Counts } from './counts.ts';
import { renamed } from './expressions.ts';
import { sheetsByName, type SheetName } from './find-sheets.ts';
import { languagesOf, readTable, type Table } from './headers.ts';
import { Issues, type ErrorCode, type Issue, type WarningCode } from './issues.ts';
import type { Language } from './languages.ts';
import { readOwn, withOwn, OWN_SHEET, type Texts } from './own-sheet.ts';
import { readChoices, type Lists } from './read-choices.ts';
import { readSettings } from './read-settings.ts';
import { EXTERNAL, OTHER, readItems } from './read-survey.ts';
import { tableReader } from './read-tables.ts';
import type { Sheet } from './sheets.ts';
import { readLines, treeOf, withoutLoops } from './survey-lines.ts';

export type Imported = {
  /** Undefined when there are errors. */
  readonly form: Form | undefined;
  /** Language code -> text key (texts.ts) -> words. */
  readonly texts: Texts;
  /** Those with words in the file, the default language first. */
  readonly languages: readonly Language[];
  readonly title: string;
  readonly counts: Counts;
  readonly warnings: readonly Issue<WarningCode>[];
  readonly errors: readonly Issue<ErrorCode>[];
};

/**
 * Reads a workbook. `files`: CSV texts by file name, for `select_one_from_file` and `pulldata()`; what is missing is a warning
 * and its questions have no choices yet.
 */
export function readXlsForm(
  sheets: readonly Sheet[],
  files: Readonly<Record<string, string>> = {},
): Imported {
  const issues = new Issues();
  const found = sheetsByName(sheets, issues);
  const survey = found.get('survey');
  const failed = (): Imported => ({
    form: undefined,
    texts: {},
    languages: [],
    title: '',
    counts: NOTHING,
    warnings: issues.warnings,
    errors: issues.errors,
  });
  if (survey === undefined) {
    issues.error({ sheet: '', row: 0, column: '' }, 'survey-missing', {
      sheets: sheets.map(({ name }) => name).join(', '),
    });
    return failed();
  }
  for (const name of ['entities', 'osm'] as const) {
    const sheet = found.get(name);
    if (sheet !== undefined && sheet.rows.length > 0)
      issues.warn({ sheet: sheet.name, row: 0, column: '' }, 'sheet.ignored', {
        sheet: sheet.name,
      });
  }
  const tableOf = (kind: 'survey' | 'choices' | 'settings', name: SheetName): Table | undefined => {
    const sheet = found.get(name);
    return sheet === undefined ? undefined : readTable(kind, sheet, issues);
  };
  const rows = readTable('survey', survey, issues);
  if (!rows.columns.some(({ field }) => field === 'type')) {
    issues.error({ sheet: survey.name, row: rows.first, column: '' }, 'type.column-missing');
    return failed();
  }
  const settings = readSettings(tableOf('settings', 'settings'), issues);
  const choices = tableOf('choices', 'choices');
  const external = tableOf('choices', 'external_choices');
  const spoken = [rows, choices, external].filter((table) => table !== undefined);
  const { languages, codeOf } = languagesOf(spoken, settings.language, issues);
  const firstLanguage = languages[0]?.code ?? settings.language?.code ?? 'default';
  const offered =
    languages.length > 0
      ? languages
      : [{ code: firstLanguage, name: settings.language?.name ?? firstLanguage }];

  const lists: Lists = new Map();
  const taken = new Set<string>();
  let choiceCount = 0;
  for (const [table, suffix] of [
    [choices, ''],
    [external, EXTERNAL],
  ] as const)
    if (table !== undefined)
      choiceCount += readChoices(table, codeOf, settings.duplicates, suffix, lists, taken, issues);

  const lines = readLines(rows, codeOf, issues);
  for (const line of lines)
    if (line.type.is === 'setting') {
      if (line.type.setting === 'form_title') settings.title ??= line.rawName;
      else settings.formId ??= line.rawName;
    } else if (line.type.is === 'select' && line.type.other)
      addOther(line.type.list, lists, firstLanguage);
  const tree = treeOf(withoutLoops(lines, lists, issues), issues);

  const words = new Map<string, Map<string, string>>(offered.map(({ code }) => [code, new Map()]));
  const say = (key: string, said: ReadonlyMap<string, string>): void => {
    for (const [code, text] of said) {
      const own = words.get(code === '' ? firstLanguage : code);
      if (own !== undefined && !own.has(key)) own.set(key, text);
    }
  };
  const tables = new Map<string, Rows>();
  const tableFor = tableReader(files, tables, taken, issues);
  const { items, origins } = readItems(tree.roots, tree.all, {
    lists,
    say,
    tableFor,
    firstLanguage,
    claim: tree.claim,
    issues,
  });
  const rename = (name: string): string => tree.all.get(name) ?? name;
  const ownSheet = sheets.find(({ name }) => name === OWN_SHEET);
  const own = ownSheet === undefined ? undefined : readOwn(ownSheet);
  for (const list of lists.values()) {
    const question = own?.inline.get(list.name);
    for (const choice of list.choices)
      say(
        question === undefined
          ? `list.${list.name}.${choice.name}`
          : `${question}.choice.${choice.name}`,
        new Map([...choice.words].map(([code, text]) => [code, renamed(text, rename)])),
      );
  }

  const title = settings.title ?? settings.formId ?? '';
  if (title !== '') for (const own of words.values()) own.set('title', title);
  for (const [key, said] of own?.texts ?? []) {
    for (const language of words.values()) language.delete(key);
    say(key, said);
  }
  const instanceName =
    settings.instanceName === undefined ? undefined : renamed(settings.instanceName, rename);
  const kept = {
    ...(settings.formId === undefined ? {} : { formId: settings.formId }),
    ...(settings.version === undefined ? {} : { version: settings.version }),
    ...(instanceName === undefined ? {} : { instanceName }),
  };
  const draft: Form = {
    format: 1,
    version: 1,
    items,
    ...(lists.size === 0
      ? {}
      : {
          lists: Object.fromEntries(
            [...lists.values()].map((list) => [
              list.name,
              list.choices.map(({ words: _, ...choice }): Choice => choice),
            ]),
          ),
        }),
    ...(tables.size === 0 ? {} : { tables: Object.fromEntries(tables) }),
    ...(Object.keys(kept).length === 0 ? {} : { settings: kept }),
  };
  const top = { sheet: survey.name, row: 0, column: '' };
  if (items.length === 0 && issues.errors.length === 0) issues.error(top, 'no-questions');
  const form =
    issues.errors.length > 0
      ? undefined
      : checked(own === undefined ? draft : withOwn(draft, own), origins, top, issues);
  if (form !== undefined) {
    if (settings.instancePlace !== undefined) origins.set('', () => settings.instancePlace ?? top);
    checkExpressions(form, origins, top, issues);
    checkWords(form, words, offered, origins, top, issues);
  }
  return {
    form,
    texts: Object.fromEntries([...words].map(([code, texts]) => [code, Object.fromEntries(texts)])),
    languages: offered,
    title,
    counts: countsOf(lines, choiceCount),
    warnings: inOrder(issues.warnings, sheets),
    errors: inOrder(issues.errors, sheets),
  };
}

/** As one reads the workbook: sheet after sheet, row after row. */
function inOrder<Code extends string>(
  issues: readonly Issue<Code>[],
  sheets: readonly Sheet[],
): readonly Issue<Code>[] {
  const place = new Map(sheets.map(({ name }, index) => [name, index]));
  return issues.toSorted(
    (a, b) => (place.get(a.sheet) ?? 0) - (place.get(b.sheet) ?? 0) || a.row - b.row,
  );
}

/** The choice that `or_other` adds, unless the list has one. */
function addOther(name: string, lists: Lists, language: string): void {
  const list = lists.get(name);
  if (list === undefined || list.choices.some((choice) => choice.name === 'other')) return;
  list.choices.push({ name: 'other', words: new Map([[language, OTHER.choice]]) });
}
