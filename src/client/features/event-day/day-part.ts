// What every part of the day's screen gets, and what people and devices are called there. Called by the parts of DayScreen.
import { t } from '#i18n/i18n.ts';
import type { Done } from './event-day-actions.ts';
import type { OpenDay, Thing, Visit } from './event-day-queries.ts';

/** Does one tap; `words` say it in the line that offers to take it back. Answers the record's id, undefined when it was refused. */
export type Tap = (words: string, act: Promise<Done>) => Promise<string | undefined>;
export type DayPart = { readonly open: OpenDay; readonly tap: Tap };

/** Longest nickname, as the record takes it. */
export const MOST_NICKNAME = 24;

/** "A7 · Saule" */
export const nameOf = (visit: Visit, labels: ReadonlyMap<string, string>): string =>
  [labels.get(visit.id), visit.nickname].filter(Boolean).join(' · ');

export const labelOfThing = (things: readonly Thing[], key: string | null | undefined): string =>
  things.find((thing) => thing.key === key)?.label ?? t('event-day:device.unknown');
