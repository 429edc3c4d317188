// Fields and values of records in people's words, for the list of earlier values. Called by EarlierList.tsx.
import { formatDateTime, formatList } from '#i18n/format.ts';
import { hasText, t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';

/** Milliseconds since 1970 begin here: smaller numbers are counts. */
const FIRST_INSTANT = Date.UTC(2000, 0, 1);

type Prefix = readonly [namespace: string, key: string];
/** Where the words of a field's values, or of a map's keys, stand among the texts. */
const WORDS: Readonly<Record<string, readonly Prefix[]>> = {
  role: [['desk', 'role']],
  form: [['sessions', 'form']],
  device: [['sessions', 'device']],
  referral: [['sessions', 'referral']],
  nextStep: [['sessions', 'next']],
  topics: [
    ['lessons', 'topic'],
    ['sessions', 'topic'],
  ],
  ageBand: [['people', 'age']],
  gender: [['people', 'gender']],
  stage: [['people', 'stage']],
  needs: [['people', 'need']],
  type: [['places', 'type']],
  services: [['places', 'service']],
  precision: [['places', 'precision']],
  media: [['places', 'photo']],
  channel: [['scams', 'channel']],
  wants: [['scams', 'wants']],
};
const known = (field: string, value: string): string | undefined =>
  (WORDS[field] ?? []).map(([namespace, key]) => `${namespace}:${key}.${value}`).find(hasText);

/** "Kas palīdzēja: Anna", "Teksts (Latviešu)". @param about what the key of a map means, when the caller knows */
export function fieldWords(register: string, about?: string): string {
  const [field = register, ...rest] = register.split('.');
  const key = rest.join('.');
  const name = hasText(`history-words:field.${field}`)
    ? t(`history-words:field.${field}`)
    : t('history-words:field');
  if (key === '') return name;
  if (about !== undefined) return `${name}: ${about}`;
  if (field === 'text') {
    const language = languages.find(({ code }) => code === rest[0])?.ownName ?? rest[0] ?? '';
    const part = `history-words:text.${rest.slice(1).join('.')}`;
    return `${hasText(part) ? t(part) : name} (${language})`;
  }
  const words = known(field, key);
  return words === undefined ? name : `${name}: ${t(words)}`;
}

/** @param means what the value stands for, when it is the id of somebody */
export function valueWords(register: string, value: unknown, means?: string): string {
  const [field = register] = register.split('.');
  if (means !== undefined) return means;
  if (value === null || value === '') return t('history-words:empty');
  if (typeof value === 'boolean') return t(value ? 'common:yes' : 'common:no');
  if (typeof value === 'number')
    return value > FIRST_INSTANT ? formatDateTime(value) : String(value);
  if (Array.isArray(value)) return formatList(value.map((one) => valueWords(register, one)));
  if (typeof value === 'object')
    return 'title' in value && typeof value.title === 'string'
      ? value.title
      : t('history-words:structure');
  if (typeof value !== 'string') return '';
  if (field === 'media') return t('history-words:picture');
  const words = known(field, value);
  return words === undefined ? value : t(words);
}
