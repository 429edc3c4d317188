// The one table of addresses: what stands where, under which place of the bar, who may see it.
// Loaded by Shell.tsx after the start screen, whose own address `/` stands there; one more screen is one
// more line here.
import '#ui/icons.ts';
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

/** The desk's texts come with its screens (locales/<lang>/desk-texts.ts). */
const withDeskTexts =
  (load: RouteEntry['load']): RouteEntry['load'] =>
  async () =>
    (await Promise.all([load(), deskTexts()]))[0];

export const routes: readonly RouteEntry[] = [
  {
    path: '/learn',
    place: 'learn',
    title: 'common:nav.learn',
    audience: 'anyone',
    learner: true,
    load: async () => (await import('#features/lessons/LessonsScreen.tsx')).LessonsScreen,
  },
  {
    path: '/learn/:slug',
    place: 'learn',
    title: 'common:nav.learn',
    audience: 'anyone',
    learner: true,
    load: async () => (await import('#features/lessons/LessonScreen.tsx')).LessonScreen,
  },
  {
    path: '/learn/:slug/paper',
    place: 'learn',
    title: 'common:nav.learn',
    audience: 'anyone',
    load: async () => (await import('#features/lessons/LessonPaperScreen.tsx')).LessonPaperScreen,
  },
  {
    path: '/practice',
    place: 'practice',
    title: 'common:nav.practice',
    audience: 'anyone',
    learner: true,
    load: async () => (await import('#features/practice/PracticeScreen.tsx')).PracticeScreen,
  },
  {
    path: '/practice/bills',
    place: 'practice',
    title: 'bills:print.title',
    audience: 'anyone',
    load: async () => (await import('#features/bills/BillsScreen.tsx')).BillsScreen,
  },
  {
    path: '/practice/scan',
    place: 'practice',
    title: 'bills:scan.title',
    audience: 'anyone',
    learner: true,
    load: async () => (await import('#features/bills/ScanScreen.tsx')).ScanScreen,
  },
  {
    path: '/practice/:slug',
    place: 'practice',
    title: 'common:nav.practice',
    audience: 'anyone',
    learner: true,
    load: async () => (await import('#features/practice/WalkthroughScreen.tsx')).WalkthroughScreen,
  },
  {
    path: '/scams',
    place: 'practice',
    title: 'scams:title',
    audience: 'anyone',
    learner: true,
    load: async () => (await import('#features/scams/ScamsScreen.tsx')).ScamsScreen,
  },
  {
    path: '/scams/:slug',
    place: 'practice',
    title: 'scams:title',
    audience: 'anyone',
    learner: true,
    load: async () => (await import('#features/scams/ScamScreen.tsx')).ScamScreen,
  },
  {
    path: '/scams/:slug/paper',
    place: 'practice',
    title: 'scams:title',
    audience: 'anyone',
    load: async () => (await import('#features/scams/ScamPaperScreen.tsx')).ScamPaperScreen,
  },
  {
    path: '/records',
    place: 'records',
    title: 'common:nav.records',
    audience: 'anyone',
    load: async () => (await import('#features/sessions/RecordsScreen.tsx')).RecordsScreen,
  },
  {
    path: '/sessions/:id',
    place: 'records',
    title: 'common:nav.records',
    audience: 'staff',
    load: async () => (await import('#features/sessions/SessionScreen.tsx')).SessionScreen,
  },
  {
    path: '/sessions/:id/attendance',
    place: 'records',
    title: 'common:nav.records',
    audience: 'staff',
    load: async () => (await import('#features/sessions/AttendanceScreen.tsx')).AttendanceScreen,
  },
  {
    path: '/day',
    place: 'records',
    title: 'common:nav.records',
    audience: 'staff',
    load: async () => (await import('#features/event-day/DaysScreen.tsx')).DaysScreen,
  },
  {
    path: '/day/:id',
    place: 'records',
    title: 'common:nav.records',
    audience: 'staff',
    load: async () => (await import('#features/event-day/DayScreen.tsx')).DayScreen,
  },
  {
    path: '/attention',
    place: 'records',
    title: 'common:nav.records',
    audience: 'staff',
    load: async () => (await import('#features/sessions/AttentionScreen.tsx')).AttentionScreen,
  },
  {
    path: '/learners',
    place: 'records',
    title: 'common:nav.records',
    audience: 'staff',
    load: async () => (await import('#features/people/LearnersScreen.tsx')).LearnersScreen,
  },
  {
    path: '/learners/:id',
    place: 'records',
    title: 'common:nav.records',
    audience: 'staff',
    load: async () => (await import('#features/people/LearnerScreen.tsx')).LearnerScreen,
  },
  {
    path: '/todos',
    place: 'records',
    title: 'common:nav.records',
    audience: 'anyone',
    learner: true,
    load: async () => (await import('#features/todos/TodosScreen.tsx')).TodosScreen,
  },
  {
    path: '/todos/:id',
    place: 'records',
    title: 'common:nav.records',
    audience: 'anyone',
    learner: true,
    load: async () => (await import('#features/todos/ListScreen.tsx')).ListScreen,
  },
  {
    path: '/surveys',
    place: 'records',
    title: 'common:nav.records',
    audience: 'anyone',
    learner: true,
    load: async () => (await import('#features/surveys/SurveysScreen.tsx')).SurveysScreen,
  },
  {
    path: '/surveys/:slug',
    place: 'records',
    title: 'common:nav.records',
    audience: 'anyone',
    learner: true,
    load: async () => (await import('#features/surveys/SurveyScreen.tsx')).SurveyScreen,
  },
  {
    path: '/surveys/:slug/answer/:response',
    place: 'records',
    title: 'common:nav.records',
    audience: 'anyone',
    learner: true,
    load: async () => (await import('#features/surveys/AnswerScreen.tsx')).AnswerScreen,
  },
  {
    path: '/surveys/:slug/result/:response',
    place: 'records',
    title: 'common:nav.records',
    audience: 'anyone',
    learner: true,
    load: async () => (await import('#features/surveys/ResultScreen.tsx')).ResultScreen,
  },
  {
    path: '/surveys/:slug/paper',
    place: 'records',
    title: 'common:nav.records',
    audience: 'anyone',
    load: async () => (await import('#features/surveys/PaperScreen.tsx')).PaperScreen,
  },
  {
    path: '/places',
    place: 'places',
    title: 'common:nav.places',
    audience: 'anyone',
    load: async () => (await import('#features/places/PlacesScreen.tsx')).PlacesScreen,
  },
  {
    path: '/places/:slug',
    place: 'places',
    title: 'common:nav.places',
    audience: 'anyone',
    load: async () => (await import('#features/places/PlaceScreen.tsx')).PlaceScreen,
  },
  {
    path: '/desk',
    place: 'desk',
    title: 'common:nav.desk',
    audience: 'coordinator',
    load: withDeskTexts(async () => (await import('#features/desk/TodayScreen.tsx')).TodayScreen),
  },
  {
    path: '/desk/people',
    place: 'desk',
    title: 'common:nav.desk',
    audience: 'coordinator',
    load: withDeskTexts(async () => (await import('#features/desk/StaffScreen.tsx')).StaffScreen),
  },
  {
    path: '/desk/people/:id',
    place: 'desk',
    title: 'common:nav.desk',
    audience: 'coordinator',
    load: withDeskTexts(async () => (await import('#features/desk/PersonScreen.tsx')).PersonScreen),
  },
  {
    path: '/desk/devices',
    place: 'desk',
    title: 'common:nav.desk',
    audience: 'coordinator',
    load: withDeskTexts(
      async () => (await import('#features/desk/DevicesScreen.tsx')).DevicesScreen,
    ),
  },
  {
    path: '/desk/content',
    place: 'desk',
    title: 'common:nav.desk',
    audience: 'coordinator',
    load: withDeskTexts(
      async () => (await import('#features/desk/ContentScreen.tsx')).ContentScreen,
    ),
  },
  {
    path: '/desk/content/:id',
    place: 'desk',
    title: 'common:nav.desk',
    audience: 'coordinator',
    load: withDeskTexts(
      async () => (await import('#features/desk/LessonEditScreen.tsx')).LessonEditScreen,
    ),
  },
  {
    path: '/desk/practice',
    place: 'desk',
    title: 'common:nav.desk',
    audience: 'coordinator',
    load: withDeskTexts(
      async () => (await import('#features/desk/WalkthroughsScreen.tsx')).WalkthroughsScreen,
    ),
  },
  {
    path: '/desk/practice/:id',
    place: 'desk',
    title: 'common:nav.desk',
    audience: 'coordinator',
    load: withDeskTexts(
      async () => (await import('#features/desk/WalkthroughEditScreen.tsx')).WalkthroughEditScreen,
    ),
  },
  {
    path: '/desk/scams',
    place: 'desk',
    title: 'common:nav.desk',
    audience: 'coordinator',
    load: withDeskTexts(
      async () => (await import('#features/desk/ScamCardsScreen.tsx')).ScamCardsScreen,
    ),
  },
  {
    path: '/desk/scams/:id',
    place: 'desk',
    title: 'common:nav.desk',
    audience: 'coordinator',
    load: withDeskTexts(
      async () => (await import('#features/desk/ScamCardEditScreen.tsx')).ScamCardEditScreen,
    ),
  },
  {
    path: '/desk/settings',
    place: 'desk',
    title: 'common:nav.desk',
    audience: 'coordinator',
    load: withDeskTexts(
      async () => (await import('#features/desk/OrganisationScreen.tsx')).OrganisationScreen,
    ),
  },
  {
    path: '/settings',
    title: 'common:nav.settings',
    audience: 'anyone',
    load: async () => (await import('#features/settings/SettingsScreen.tsx')).SettingsScreen,
  },
  {
    path: '/carry',
    title: 'carry:title',
    audience: 'staff',
    load: async () => (await import('#features/carry/CarryScreen.tsx')).CarryScreen,
  },
  {
    path: '/carry/give',
    title: 'carry:give',
    audience: 'staff',
    load: async () => (await import('#features/carry/GiveScreen.tsx')).GiveScreen,
  },
  {
    path: '/carry/take',
    title: 'carry:take',
    audience: 'staff',
    load: async () => (await import('#features/carry/TakeScreen.tsx')).TakeScreen,
  },
  {
    path: '/enrol',
    title: 'settings:enrol.title',
    audience: 'anyone',
    load: async () => (await import('#features/settings/EnrolScreen.tsx')).EnrolScreen,
  },
  {
    path: '/hand-over',
    title: 'settings:handOver.title',
    audience: 'staff',
    load: async () => (await import('#features/settings/HandOverScreen.tsx')).HandOverScreen,
  },
  {
    path: '/hand-back',
    title: 'settings:handBack.title',
    audience: 'anyone',
    learner: true,
    load: async () => (await import('#features/settings/HandBackScreen.tsx')).HandBackScreen,
  },
  {
    path: '/accessibility',
    title: 'settings:accessibility.title',
    audience: 'anyone',
    learner: true,
    load: async () =>
      (await import('#features/settings/AccessibilityScreen.tsx')).AccessibilityScreen,
  },
];
