// The parts of a workbook as text: sheets row by row, and the few files that hold them together (ECMA-376). Called by export-file.ts.
// Texts stand in the cells themselves: a table of shared ones would have to lie in memory until the end.

export type Cell = string | number | null;

/** Excel opens no cell with more. */
const MOST_TEXT = 32_767;
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
/** What XML 1.0 can't hold, a carriage return (readers make it a line end), halves of a sign, and what looks like such a mark itself. */
// oxlint-disable-next-line no-control-regex -- these are the ones to be found
const UNWRITABLE = /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]|\p{Surrogate}|_(?=x[0-9A-Fa-f]{4}_)/gu;
// oxlint-disable-next-line no-control-regex -- as above
const NEEDS_CARE = /[&<>"_\u0000-\u0008\u000B-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;

export function escaped(text: string): string {
  if (!NEEDS_CARE.test(text)) return text;
  return text
    .replaceAll(
      UNWRITABLE,
      (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replaceAll(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);
}

/** Never in two halves of one sign. */
const cut = (text: string): string =>
  text.length <= MOST_TEXT ? text : text.slice(0, MOST_TEXT).replace(/[\uD800-\uDBFF]$/, '');

function cellXml(cell: Cell): string {
  // A gap: cells without an address stand one after the other.
  if (cell === null || cell === '') return '<c/>';
  if (typeof cell === 'number') return Number.isFinite(cell) ? `<c><v>${cell}</v></c>` : '<c/>';
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(cut(cell))}</t></is></c>`;
}

/** A..Z, AA..: the letters of a column, from 0. */
export function columnName(at: number): string {
  const rest = Math.floor(at / 26) - 1;
  return (rest < 0 ? '' : columnName(rest)) + String.fromCharCode(65 + (at % 26));
}

/** @param number of the row, from 1 */
export function rowXml(cells: readonly Cell[], number: number): string {
  const body = cells
    .map((cell, at) => cellXml(cell).replace('<c', `<c r="${columnName(at)}${number}"`))
    .filter((xml) => !/^<c r="[A-Z]+\d+"\/>$/.test(xml));
  return `<row r="${number}">${body.join('')}</row>`;
}

export const sheetStart = `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
export const sheetEnd = '</sheetData></worksheet>';

/** At most 31 characters, none that Excel forbids, each name once. */
export function sheetNames(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    const plain = name.replaceAll(/[[\]:*?/\\']/g, '_').slice(0, 28) || 'Sheet';
    let free = plain;
    for (let at = 2; used.has(free.toLowerCase()); at += 1) free = `${plain}_${at}`;
    used.add(free.toLowerCase());
    return free;
  });
}

/** Name in the zip -> text, all but the sheets. */
export function workbookParts(names: readonly string[]): Readonly<Record<string, string>> {
  const each = (of: (name: string, number: number) => string): string =>
    names.map((name, at) => of(name, at + 1)).join('');
  const type = (part: string, what: string): string =>
    `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${what}+xml"/>`;
  return {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('/xl/workbook.xml', 'sheet.main')}${each((_, at) => type(`/xl/worksheets/sheet${at}.xml`, 'worksheet'))}</Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${each((name, at) => `<sheet name="${escaped(name)}" sheetId="${at}" r:id="rId${at}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each((_, at) => `<Relationship Id="rId${at}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${at}.xml"/>`)}</Relationships>`,
  };
}
