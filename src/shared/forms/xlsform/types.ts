// The type column: every way of writing a question's type that ODK, Kobo and old forms know. Called by the XLSForm reader.
import type { Question } from '../schema.ts';
import { plainSigns } from './sheets.ts';

export type Kind = 'group' | 'repeat' | 'loop';
export type TypeCell =
  /** `word` when it is no group that XLSForm knows, as Kobo's matrix: read as a group. */
  | { readonly is: 'begin'; readonly kind: Kind; readonly list: string; readonly word?: string }
  | { readonly is: 'end'; readonly kind: Kind }
  | {
      readonly is: 'select';
      readonly type: 'select_one' | 'select_multiple' | 'rank';
      readonly from: 'list' | 'file' | 'external';
      readonly list: string;
      readonly other: boolean;
    }
  | { readonly is: 'plain'; readonly type: Question['type']; readonly constraint?: string }
  /** What ODK fills in by itself: `start` at opening, `end` at closing; `empty` is not collected here; `skip` leaves no trace. */
  | {
      readonly is: 'metadata';
      readonly fill: 'now' | 'today' | 'end' | 'empty' | 'skip';
      readonly word: string;
    }
  /** XLSForm knows it, this app has no such question. */
  | { readonly is: 'unsupported'; readonly word: string }
  | { readonly is: 'setting'; readonly setting: 'form_title' | 'form_id' }
  | { readonly is: 'unknown'; readonly word: string };

const WORDS: Readonly<Record<string, Question['type']>> = {
  text: 'text',
  string: 'text',
  int: 'integer',
  integer: 'integer',
  decimal: 'decimal',
  range: 'range',
  date: 'date',
  time: 'time',
  'date time': 'datetime',
  datetime: 'datetime',
  note: 'note',
  calculate: 'calculate',
  calculation: 'calculate',
  hidden: 'hidden',
  acknowledge: 'acknowledge',
  trigger: 'acknowledge',
  geopoint: 'geopoint',
  gps: 'geopoint',
  location: 'geopoint',
  image: 'image',
  photo: 'image',
  picture: 'image',
  audio: 'audio',
  barcode: 'barcode',
  'phone number': 'phone',
  phone: 'phone',
};
/** pyxform's types that are numbers with a limit. */
const LIMITED: Readonly<Record<string, number>> = {
  percentage: 100,
  'number of days in last month': 31,
  'number of days in last six months': 183,
  'number of days in last year': 365,
};
const METADATA: Readonly<Record<string, 'now' | 'today' | 'end' | 'empty' | 'skip'>> = {
  start: 'now',
  'start time': 'now',
  'get start time': 'now',
  end: 'end',
  'end time': 'end',
  'get end time': 'end',
  today: 'today',
  'get today': 'today',
  deviceid: 'empty',
  'device id': 'empty',
  'get device id': 'empty',
  imei: 'empty',
  subscriberid: 'empty',
  'subscriber id': 'empty',
  'get subscriber id': 'empty',
  simserial: 'empty',
  'sim id': 'empty',
  'get sim id': 'empty',
  phonenumber: 'empty',
  'get phone number': 'empty',
  username: 'empty',
  email: 'empty',
  'start-geopoint': 'empty',
  audit: 'skip',
  'background-audio': 'skip',
  'background-geopoint': 'skip',
};
const UNSUPPORTED = new Set([
  'video',
  'file',
  'geotrace',
  'geoshape',
  'xml-external',
  'csv-external',
  'select one external',
]);
const SETTINGS: Readonly<Record<string, 'form_title' | 'form_id'>> = {
  'form title': 'form_title',
  'set form title': 'form_title',
  'form id': 'form_id',
  'set form id': 'form_id',
};

const CONTROL =
  /^(begin|end)[\s_]*(group|repeat|loop|lgroup|looped[\s_]group)\b(?:[\s_]+over\b)?\s*(\S*)/i;
const MULTIPLE =
  '(?:select[\\s_]+(?:multiple|many|all[\\s_]+that[\\s_]+apply)|add[\\s_]+select[\\s_]+multiple[\\s_]+prompt|q[\\s_]+select)';
const ONE =
  '(?:select[\\s_]+one|select1|selectone|add[\\s_]+select[\\s_]+one[\\s_]+prompt|q[\\s_]+select1)';
const SELECT = new RegExp(
  `^(?:(?<one>${ONE})|(?<many>${MULTIPLE})|(?<rank>(?:select[\\s_]+)?rank))` +
    `(?:[\\s_]+(?:(?<file>from[\\s_]+file)|(?<external>external)|from|using)(?=\\s|$))?(?=\\s|$)\\s*(?<rest>[^]*)$`,
  'i',
);
const OTHER = /^(.*?)\s+(?:or[\s_]+specify[\s_]+other|or[\s_]+other)$/i;

/** Any text; blanks, underscores and capital letters don't matter but in a list's name. */
export function readType(cell: string): TypeCell {
  const text = plainSigns(cell).replaceAll(/\s+/g, ' ').trim();
  const control = CONTROL.exec(text);
  if (control !== null) {
    const word = (control[2] ?? '').toLowerCase();
    const kind = word === 'group' ? 'group' : word === 'loop' ? 'loop' : 'repeat';
    return (control[1] ?? '').toLowerCase() === 'end'
      ? { is: 'end', kind }
      : { is: 'begin', kind, list: control[3] ?? '' };
  }
  const other = /^(begin|end)[\s_]+(?!time$)\S/i.exec(text);
  if (other !== null)
    return (other[1] ?? '').toLowerCase() === 'end'
      ? { is: 'end', kind: 'group' }
      : { is: 'begin', kind: 'group', list: '', word: text };
  const select = SELECT.exec(text)?.groups;
  if (select !== undefined) {
    const rest = (select['rest'] ?? '').trim();
    const other = OTHER.exec(rest);
    return {
      is: 'select',
      type:
        select['one'] !== undefined
          ? 'select_one'
          : select['many'] !== undefined
            ? 'select_multiple'
            : 'rank',
      from:
        select['file'] !== undefined
          ? 'file'
          : select['external'] !== undefined
            ? 'external'
            : 'list',
      list: (other?.[1] ?? rest).trim(),
      other: other !== null,
    };
  }
  const word = text.toLowerCase().replaceAll('_', ' ');
  const bare = word
    .replace(/^add (.*) prompt$/, '$1')
    .replace(/^q /, '')
    .replace(/^uri:/, '');
  if (Object.hasOwn(SETTINGS, word)) return { is: 'setting', setting: SETTINGS[word] ?? 'form_id' };
  const type = Object.hasOwn(WORDS, bare) ? WORDS[bare] : undefined;
  if (type !== undefined) return { is: 'plain', type };
  const limit = Object.hasOwn(LIMITED, bare) ? LIMITED[bare] : undefined;
  if (limit !== undefined)
    return { is: 'plain', type: 'integer', constraint: `0 <= . and . <= ${limit}` };
  const fill = Object.hasOwn(METADATA, bare) ? METADATA[bare] : undefined;
  if (fill !== undefined) return { is: 'metadata', fill, word: text };
  if (UNSUPPORTED.has(bare) || /^osm\b/.test(bare)) return { is: 'unsupported', word: text };
  return { is: 'unknown', word: text };
}
