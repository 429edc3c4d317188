// Gathers this folder's other interface texts into one lazily loaded chunk; called by i18n/languages.ts.
// The content/ subfolder stays out: content reaches the device as records.

const files = import.meta.glob<Record<string, unknown>>(
  [
    './*.json',
    '!./common.json',
    '!./home.json',
    '!./desk.json',
    '!./needs.json',
    '!./offers.json',
    '!./authoring.json',
    '!./bill-print.json',
    '!./history-words.json',
    '!./poster.json',
    '!./results.json',
    '!./story-desk.json',
    '!./xlsform.json',
    '!./survey-builder.json',
  ],
  {
    eager: true,
    import: 'default',
  },
);

export const texts: Record<string, Record<string, unknown>> = Object.fromEntries(
  Object.entries(files).map(([path, namespace]) => [path.slice(2, -5), namespace]),
);
