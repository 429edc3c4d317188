// The desk's part of the table of addresses: what coordinators see, with texts of its own. Read by routes.ts.
import { type RouteEntry, withDeskTexts } from './route-entry.ts';

/** A page of the coordinator's desk. */
const desk = (path: string, load: RouteEntry['load']): RouteEntry => ({
  path,
  place: 'desk',
  title: 'common:nav.desk',
  audience: 'coordinator',
  load: withDeskTexts(load),
});

export const deskRoutes: readonly RouteEntry[] = [
  desk('/desk', async () => (await import('#features/desk/TodayScreen.tsx')).TodayScreen),
  desk('/desk/people', async () => (await import('#features/desk/StaffScreen.tsx')).StaffScreen),
  desk(
    '/desk/people/:id',
    async () => (await import('#features/desk/PersonScreen.tsx')).PersonScreen,
  ),
  desk(
    '/desk/devices',
    async () => (await import('#features/desk/DevicesScreen.tsx')).DevicesScreen,
  ),
  desk(
    '/desk/results',
    async () => (await import('#features/desk/ResultsScreen.tsx')).ResultsScreen,
  ),
  desk(
    '/desk/results/:slug',
    async () => (await import('#features/desk/SurveyResultsScreen.tsx')).SurveyResultsScreen,
  ),
  desk('/desk/needs', async () => (await import('#features/desk/NeedsScreen.tsx')).NeedsScreen),
  desk(
    '/desk/content',
    async () => (await import('#features/desk/ContentScreen.tsx')).ContentScreen,
  ),
  desk(
    '/desk/content/pack',
    async () => (await import('#features/desk/PackScreen.tsx')).PackScreen,
  ),
  desk(
    '/desk/content/:kind',
    async () => (await import('#features/desk/ContentScreen.tsx')).ContentScreen,
  ),
  desk(
    '/desk/content/:kind/:id',
    async () => (await import('#features/desk/ContentEditScreen.tsx')).ContentEditScreen,
  ),
  desk(
    '/desk/practice',
    async () => (await import('#features/desk/WalkthroughsScreen.tsx')).WalkthroughsScreen,
  ),
  desk(
    '/desk/practice/:id',
    async () => (await import('#features/desk/WalkthroughEditScreen.tsx')).WalkthroughEditScreen,
  ),
  desk(
    '/desk/surveys',
    async () => (await import('#features/desk/SurveysDeskScreen.tsx')).SurveysDeskScreen,
  ),
  desk(
    '/desk/surveys/:id',
    async () => (await import('#features/desk/SurveyEditScreen.tsx')).SurveyEditScreen,
  ),
  desk(
    '/desk/scams',
    async () => (await import('#features/desk/ScamCardsScreen.tsx')).ScamCardsScreen,
  ),
  desk(
    '/desk/scams/:id',
    async () => (await import('#features/desk/ScamCardEditScreen.tsx')).ScamCardEditScreen,
  ),
  desk(
    '/desk/stories',
    async () => (await import('#features/desk/StoriesDeskScreen.tsx')).StoriesDeskScreen,
  ),
  desk(
    '/desk/stories/:id',
    async () => (await import('#features/desk/StoryEditScreen.tsx')).StoryEditScreen,
  ),
  desk(
    '/desk/settings',
    async () => (await import('#features/desk/OrganisationScreen.tsx')).OrganisationScreen,
  ),
];
