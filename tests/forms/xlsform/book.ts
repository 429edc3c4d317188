// Workbooks for the XLSForm tests, written as rows. Called by the tests of this folder.
import { readXlsForm, type Imported } from '#forms/xlsform/read-xlsform.ts';
import type { Cell, Sheet } from '#forms/xlsform/sheets.ts';

export type Rows = readonly (readonly Cell[])[];

export const book = (sheets: Readonly<Record<string, Rows>>): readonly Sheet[] =>
  Object.entries(sheets).map(([name, rows]) => ({ name, rows }));

export const read = (
  sheets: Readonly<Record<string, Rows>>,
  files?: Readonly<Record<string, string>>,
): Imported => readXlsForm(book(sheets), files);

/** A survey of rows `type, name, label`. */
export const survey = (...rows: Rows): Rows => [['type', 'name', 'label'], ...rows];
export const YES_NO: Rows = [
  ['list_name', 'name', 'label'],
  ['yn', 'yes', 'Yes'],
  ['yn', 'no', 'No'],
];

/** Warnings as `row code`, errors as `row code!`. */
export const said = ({ warnings, errors }: Imported): readonly string[] => [
  ...errors.map(({ row, code }) => `${row} ${code}!`),
  ...warnings.map(({ row, code }) => `${row} ${code}`),
];
