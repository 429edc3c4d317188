// What the page of needs reads: surveys with a plan, the people behind their answers, hours recorded, what the organisation plans with.
// Called by NeedsScreen.
import { useMemo } from 'preact/hooks';
import type { Row } from '#device/database.ts';
import { useDevice, useRecords } from '#device/live.ts';
import { canMakeWith } from '#forms/needs/offers.ts';
import { peopleOf, stagesOf, type Person } from '#forms/needs/people.ts';
import { t } from '#i18n/i18n.ts';
import { useSessionsSince } from './desk-queries.ts';
import { formOf, todayHere, useStoredResponses } from './results-queries.ts';

const DAY_MS = 86_400_000;
const RECORDED_DAYS = 30;

/** The surveys that tell stages, in their order. */
export function useStageSurveys(): readonly Row<'survey'>[] | undefined {
  const surveys = useRecords('survey');
  return surveys?.filter((survey) => {
    const form = formOf(survey);
    return form !== null && stagesOf(form).length > 0;
  });
}

/** The people with fresh answers to a survey; undefined while looking. */
export function usePeople(survey: Row<'survey'>): readonly Person[] | undefined {
  const responses = useStoredResponses(survey.slug);
  const lessons = useRecords('lesson');
  const paths = useRecords('path');
  const stories = useRecords('story');
  const today = todayHere(useDevice().now());
  return useMemo(() => {
    const form = formOf(survey);
    if (!responses || !lessons || !paths || !stories || !form) return undefined;
    const canMake = canMakeWith({
      lessons: lessons.map(({ slug }) => slug),
      paths: paths.length > 0,
      stories: stories.length > 0,
    });
    const query = { survey: survey.slug, rounds: 'year', today } as const;
    return peopleOf(form, survey.validDays, query, responses, canMake);
  }, [survey, responses, lessons, paths, stories, today]);
}

/** Name of the parish of a site; of a site without one its own name. */
export function useAreas(): ((site: string) => string) | undefined {
  const sites = useRecords('site');
  return useMemo(() => {
    if (!sites) return undefined;
    const names = new Map(sites.map((site) => [site.id, site.parish || site.name]));
    return (site: string) => names.get(site) ?? t('needs:elsewhere');
  }, [sites]);
}

/** Minutes of helpers in the sessions of the last 30 days: two mentors for an hour are two hours. Undefined while looking. */
export function useRecordedMinutes(): number | undefined {
  const now = useDevice().now();
  const sessions = useSessionsSince(Math.floor(now / DAY_MS - RECORDED_DAYS) * DAY_MS);
  return sessions?.reduce((sum, { startedAt, endedAt, mentors }) => {
    const helpers = Object.values(mentors ?? {}).filter(Boolean).length;
    return endedAt ? sum + ((endedAt - startedAt) / 60_000) * Math.max(1, helpers) : sum;
  }, 0);
}
