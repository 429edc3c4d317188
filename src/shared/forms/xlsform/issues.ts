// What a reader has to say about a workbook: which cell, which code, which words of the cell. Called by every part of the XLSForm reader.
// Each code has a sentence in locales/<lang>/xlsform.json that says what was done or what to do.

export const ERRORS = [
  'survey-missing',
  'type.column-missing',
  'column.twice',
  'type.missing',
  'name.missing',
  'list.unnamed',
  'list.missing',
  'calculation-missing',
  'end.without-begin',
  'end.mismatch',
  'begin-without-end',
  'no-questions',
  'form-refused',
] as const;

export const WARNINGS = [
  'sheet.renamed',
  'sheet.ignored',
  'column.renamed',
  'column.unknown',
  'column.ignored',
  'column.blank',
  'language.empty',
  'language.gaps',
  'setting-ignored',
  'encryption',
  'row.skipped',
  'row.disabled',
  'type.unknown',
  'type.as-text',
  'metadata.kept',
  'metadata.empty',
  'metadata.skipped',
  'group-unnamed',
  'group-unknown',
  'name.changed',
  'name.twice',
  'label.missing',
  'list.renamed',
  'list.from-answers',
  'choice.row-skipped',
  'choice.twice',
  'choice.renamed',
  'choice.label-differs',
  'or-other',
  'loop',
  'loop-once',
  'file.missing',
  'file.format',
  'read-only-condition',
  'trigger-unreadable',
  'parameter-unreadable',
  'media-language',
  'not-on-group',
  'label.reference',
  'expression.unreadable',
  'expression.function',
  'expression.name',
  'expression.count',
  'expression.path',
  'expression.pattern',
  'expression.cycle',
] as const;

/** Said by whoever opens the file: no sheet could be read. */
export const FILE_ERRORS = [
  'file.away',
  'file.empty',
  'file.not-xlsx',
  'file.broken',
  'file.large',
  'file.locked',
] as const;

export type ErrorCode = (typeof ERRORS)[number];
export type FileError = (typeof FILE_ERRORS)[number];
export type WarningCode = (typeof WARNINGS)[number];

/** `row` is 1-based as in Excel; 0 for the sheet as a whole. `column` is the header as the file writes it, or ''. */
export type Issue<Code extends string = ErrorCode | WarningCode> = {
  readonly sheet: string;
  readonly row: number;
  readonly column: string;
  readonly code: Code;
  readonly params: Readonly<Record<string, string>>;
};

export type Place = { readonly sheet: string; readonly row: number; readonly column: string };

/** Collects; the same thing about the same cell is said once. */
export class Issues {
  readonly errors: Issue<ErrorCode>[] = [];
  readonly warnings: Issue<WarningCode>[] = [];
  readonly #said = new Set<string>();

  error(place: Place, code: ErrorCode, params: Record<string, string> = {}): void {
    const issue = { ...place, code, params };
    if (this.#isNew(issue)) this.errors.push(issue);
  }

  warn(place: Place, code: WarningCode, params: Record<string, string> = {}): void {
    const issue = { ...place, code, params };
    if (this.#isNew(issue)) this.warnings.push(issue);
  }

  #isNew(issue: Issue): boolean {
    const key = JSON.stringify(issue);
    if (this.#said.has(key)) return false;
    this.#said.add(key);
    return true;
  }
}
