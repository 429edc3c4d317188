// What the survey screens read from the device's database. Called by the screens of this folder.
import type { Database, Row } from '#device/database.ts';
import { useBySlug, useDevice, useLive, useRecord, useRecords } from '#device/live.ts';
import { whoLearns } from '#device/who-learns.ts';

export type Survey = Row<'survey'>;
export type Response = Row<'response'>;

/** The key under which a device remembers an answering that belongs to no learner's code. */
export const openKey = (survey: string): string => `survey:${survey}`;

/** Those that are asked everywhere, and those of the places where this device's person works. */
export function useSurveys(): readonly Survey[] | undefined {
  const here = new Set(useDevice().identity.value?.sites.map(({ id }) => id));
  return useRecords('survey')?.filter(
    ({ sites }) => !sites?.length || sites.some((id) => here.has(id)),
  );
}
/** Null when there is none of that name, undefined while looking. */
export const useSurvey = (slug: string): Survey | null | undefined => useBySlug('survey', slug);
export const useResponse = (id: string): Response | null | undefined => useRecord('response', id);

/** Who answers: a learner by id, the resident on an own device, or somebody without a code on a tablet of the staff. */
export type Whose = { readonly learnerId: string | undefined; readonly resident: boolean };

function useWhose(): Whose {
  return {
    learnerId: whoLearns.value,
    resident: useDevice().identity.value === undefined,
  };
}

/** The responses that may be shown to whoever answers now, the latest first. */
export async function responsesOf(db: Database, survey: string, whose: Whose): Promise<Response[]> {
  const { learnerId, resident } = whose;
  const rows = await db
    .rows('response')
    .where('survey')
    .equals(survey)
    .filter((row) => !row.deleted && (row.learnerId ?? undefined) === learnerId)
    .toArray();
  const ordered = rows.toSorted((a, b) => b.startedAt - a.startedAt);
  if (learnerId !== undefined) return ordered;
  if (resident) return ordered.filter((row) => row.scope === 'device');
  // On a shared tablet, answers without a code belong to whoever sat here: only the open ones may be shown again.
  const open = (await db.drafts.get(openKey(survey)))?.value;
  return ordered.filter((row) => row.id === open);
}

export type Standing = {
  /** Begun and not finished: to go on with. */
  readonly open: Response | undefined;
  /** The last finished one. */
  readonly last: Response | undefined;
};

const standingOf = (rows: readonly Response[]): Standing => ({
  open: rows.find((row) => !row.completedAt),
  last: rows.find((row) => row.completedAt),
});

/** How a survey stands for whoever answers now; undefined while looking. */
export function useStanding(survey: string): Standing | undefined {
  const whose = useWhose();
  return useLive(
    async (db) => standingOf(await responsesOf(db, survey, whose)),
    [survey, whose.learnerId, whose.resident],
  );
}

/** The same for all surveys, by slug. */
export function useStandings(
  surveys: readonly Survey[] | undefined,
): ReadonlyMap<string, Standing> | undefined {
  const whose = useWhose();
  const slugs = surveys?.map((survey) => survey.slug).join(' ');
  return useLive(
    async (db) => {
      const all = new Map<string, Standing>();
      for (const survey of surveys ?? [])
        all.set(survey.slug, standingOf(await responsesOf(db, survey.slug, whose)));
      return all;
    },
    [slugs, whose.learnerId, whose.resident],
  );
}

/** A learner's code; undefined for nobody, or while looking. */
export function useLearnerCode(id: string | null | undefined): string | undefined {
  return useLive(async (db) => (id ? (await db.rows('learner').get(id))?.code : undefined), [id]);
}

/** The lessons of these short names that are on this device, in the given order. */
export function useLessons(slugs: readonly string[]): readonly Row<'lesson'>[] | undefined {
  return useLive(
    async (db) => {
      const rows = await db
        .rows('lesson')
        .where('slug')
        .anyOf([...slugs])
        .toArray();
      return slugs.flatMap((slug) => rows.filter((row) => row.slug === slug && !row.deleted));
    },
    [slugs.join(' ')],
  );
}
