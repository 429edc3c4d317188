// Words and ways out for records that the server refused. Called by AttentionScreen.
import type { Refused } from '#device/refused.ts';
import { formatDateTime } from '#i18n/format.ts';
import { hasText, t } from '#i18n/i18n.ts';

/** What helps against a refusal: the person mends the record, somebody else lifts what stands in the way, or nothing does. */
export type Remedy = 'correct' | 'again' | 'none';

type Code = NonNullable<Refused['row']['_refused']>['code'];

const remedies: Partial<Record<Code, Remedy>> = {
  'bad-value': 'correct',
  incomplete: 'correct',
  'private-data': 'correct',
  erased: 'none',
  'frozen-field': 'none',
  'bad-id': 'none',
  'bad-scope': 'none',
  'bad-stamp': 'none',
};

export function remedyFor(one: Refused): Remedy {
  const code = one.row._refused?.code;
  const remedy = (code && remedies[code]) ?? 'again';
  return remedy === 'correct' && placeOf(one) === undefined ? 'again' : remedy;
}

/** The id of the place of work that the record belongs to, if it belongs to one. */
export const siteOf = ({ row }: Refused): string | undefined =>
  row.scope.startsWith('site:') ? row.scope.slice(5) : undefined;

export const kindName = (kind: string): string =>
  hasText(`sessions:kind.${kind}`) ? t(`sessions:kind.${kind}`) : kind;

/** `note`, `ticks.a1`, or nothing when the whole record is meant. */
export function fieldName(path: string | undefined): string | undefined {
  if (path === undefined || path === 'scope' || path === 'kind' || path === 'id') return undefined;
  const field = path.split('.')[0] ?? path;
  return hasText(`sessions:field.${field}`) ? t(`sessions:field.${field}`) : path;
}

/** The record in a few words: its kind and what people know it by. */
export function whatItIs({ kind, row }: Refused): string {
  const time = typeof row['startedAt'] === 'number' ? formatDateTime(row['startedAt']) : undefined;
  const name = [row['code'], row['title'], row['displayName'], row['name'], time].find(
    (one) => typeof one === 'string',
  );
  return name === undefined ? kindName(kind) : `${kindName(kind)}: ${name}`;
}

/** Where the record can be corrected; undefined where no screen shows it. */
export function placeOf({ kind, row }: Refused): string | undefined {
  switch (kind) {
    case 'session':
      return `/sessions/${row.id}?edit=1`;
    case 'attendance':
      return `/sessions/${String(row['sessionId'])}/attendance`;
    case 'learner':
      return `/learners/${row.id}`;
    case 'todo-list':
      return `/todos/${row.id}`;
    case 'person':
      return `/desk/people/${row.id}`;
    case 'lesson':
    case 'path':
    case 'todo-template':
      return `/desk/content/${kind}/${row.id}`;
    case 'organisation':
      return '/desk/settings';
    default:
      return undefined;
  }
}

/** The record as a file for the person or for support: values and reason, without the device's own marks. */
export function copyOf({ kind, row }: Refused): string {
  const values = Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('_')));
  return JSON.stringify(
    { kind, ...values, refused: row._refused ?? null, unsent: Object.keys(row._unsent ?? {}) },
    null,
    2,
  );
}

export const copyName = ({ kind, row }: Refused): string =>
  `vestnesis-${kind}-${row.id.slice(0, 8)}.json`;
