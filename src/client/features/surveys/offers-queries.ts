// What the offers after the stage profile read: which of them can be made on this device, and whether they stand in a to-do list. Called by Offers.tsx.
import { useLive, useRecords } from '#device/live.ts';
import { resultOf, type FormState } from '#forms/engine.ts';
import { causesOf, offersFor, type Offered } from '#forms/needs/causes.ts';
import { canMakeWith, type Offer } from '#forms/needs/offers.ts';
import { itemOf } from './offers-actions.ts';
import { validityOf } from './survey-form.ts';
import type { Response, Survey } from './surveys-queries.ts';

export type ProfileResult = {
  readonly survey: Survey;
  readonly response: Response;
  readonly state: FormState;
};

/** Undefined while looking. */
export function useOffered({
  survey,
  state,
}: Pick<ProfileResult, 'survey' | 'state'>): readonly Offered[] | undefined {
  const lessons = useRecords('lesson');
  const paths = useRecords('path');
  const stories = useRecords('story');
  if (!lessons || !paths || !stories) return undefined;
  const published = {
    lessons: lessons.map(({ slug }) => slug),
    paths: paths.length > 0,
    stories: stories.length > 0,
  };
  const causes = causesOf(state.compiled.form, resultOf(state), validityOf(survey, state.clock));
  return offersFor(causes, canMakeWith(published));
}

/** The id of the learner's list that holds all these offers; null when there is none, undefined while looking. */
export function useOfferList(
  learnerId: string,
  offers: readonly Offer[],
): string | null | undefined {
  const items = offers.map(itemOf);
  return useLive(
    async (db) => {
      const lists = await db.rows('todo-list').where('learnerId').equals(learnerId).toArray();
      const holding = lists.find(
        (list) => !list.deleted && items.every((item) => Object.hasOwn(list.items ?? {}, item)),
      );
      return holding?.id ?? null;
    },
    [learnerId, items.join(' ')],
  );
}
