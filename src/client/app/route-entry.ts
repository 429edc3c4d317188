// What the table of addresses says of one screen. Read by routes.ts and desk-routes.ts.
import type { ComponentType } from 'preact';
import { deskTexts } from '#i18n/i18n.ts';

import type { Audience, PlaceKey } from './places.ts';

export type RouteEntry = {
  /** preact-iso's pattern: `/learn/:slug`. */
  readonly path: string;
  readonly place?: PlaceKey;
  /** Text key of what is shown as the title until the screen is there. */
  readonly title: string;
  readonly audience: Audience;
  /** Also while the tablet is in a learner's hands: everything else waits for the code. */
  readonly learner?: true;
  readonly load: () => Promise<ComponentType>;
};

/** Texts that few read come with the screens that say them (locales/<lang>/desk-texts.ts). */
export const withDeskTexts =
  (load: RouteEntry['load']): RouteEntry['load'] =>
  async () =>
    (await Promise.all([load(), deskTexts()]))[0];
