// Where the facts of a piece of content stand written, as the desk edits it. Pure. Used by the editors of lessons, paths, templates and scam cards.
import { isDay } from '#core/dates.ts';
import { type Registers } from './content-draft.ts';

export type Source = { readonly url: string; readonly title: string; readonly checked: string };
export const noSource: Source = { url: '', title: '', checked: '' };
/** More are not needed to look something up; the schema takes 20. */
export const MOST_SOURCES = 8;

export const sourcesIn = (now: Registers): readonly Source[] =>
  (now['sources'] as unknown as Source[] | undefined) ?? [];

const WEB_PAGE = /^https:\/\/[^\s/.]+(?:\.[^\s/.]+)+(?:\/\S*)?$/u;

export type SourceFault = {
  /** Counted from 1. */
  readonly number: number;
  readonly field: keyof Source;
  /** Name of the sentence that tells it: `scams:desk.error.<what>`. */
  readonly what: 'url' | 'sourceTitle' | 'checked';
};

/** A whole web address, a name and the day on which it was read: today or before. */
export const sourceFaults = (sources: readonly Source[], today: string): SourceFault[] =>
  sources.flatMap(({ url, title, checked }, i): SourceFault[] => {
    const number = i + 1;
    const faults: SourceFault[] = [];
    if (!WEB_PAGE.test(url.trim())) faults.push({ number, field: 'url', what: 'url' });
    if (title.trim() === '') faults.push({ number, field: 'title', what: 'sourceTitle' });
    if (!isDay(checked) || checked > today)
      faults.push({ number, field: 'checked', what: 'checked' });
    return faults;
  });

/** Sources as the record keeps them. */
export const withTidySources = (registers: Registers): Registers =>
  registers['sources'] === undefined
    ? registers
    : {
        ...registers,
        sources: sourcesIn(registers).map(({ url, title, checked }) => ({
          url: url.trim(),
          title: title.trim(),
          checked,
        })),
      };
