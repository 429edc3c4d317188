// The one table of addresses: what stands where, under which place of the bar, who may see it.
// Read by Shell.tsx; one more screen is one more line.
import type { ComponentType } from 'preact';

import type { Actor } from '#records/define-record.ts';
import { isCoordinator, isStaff } from '#records/define-record.ts';
import type { IconName } from '#ui/icons.ts';

export type PlaceKey = 'home' | 'learn' | 'practice' | 'records' | 'places' | 'desk';

/** Who may see a screen. The server asks again for every row; this only spares people dead ends. */
export type Audience = 'anyone' | 'staff' | 'coordinator';

export type Place = {
  readonly key: PlaceKey;
  readonly href: string;
  readonly icon: IconName;
  readonly audience: Audience;
};

/** The bar, in its order. Its words are `common:nav.<key>`. */
export const places: readonly Place[] = [
  { key: 'home', href: '/', icon: 'home', audience: 'anyone' },
  { key: 'learn', href: '/learn', icon: 'learn', audience: 'anyone' },
  { key: 'practice', href: '/practice', icon: 'practice', audience: 'anyone' },
  { key: 'records', href: '/records', icon: 'records', audience: 'anyone' },
  { key: 'places', href: '/places', icon: 'places', audience: 'anyone' },
  { key: 'desk', href: '/desk', icon: 'desk', audience: 'coordinator' },
];

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
    path: '/records',
    place: 'records',
    title: 'common:nav.records',
    audience: 'anyone',
    load: async () => (await import('#features/sessions/RecordsScreen.tsx')).RecordsScreen,
  },
  {
    path: '/attention',
    place: 'records',
    title: 'sessions:attention.title',
    audience: 'staff',
    load: async () => (await import('#features/sessions/AttentionScreen.tsx')).AttentionScreen,
  },
  {
    path: '/sessions/:id',
    place: 'records',
    title: 'sessions:one.title',
    audience: 'staff',
    load: async () => (await import('#features/sessions/SessionScreen.tsx')).SessionScreen,
  },
  {
    path: '/sessions/:id/attendance',
    place: 'records',
    title: 'sessions:attendance.title',
    audience: 'staff',
    load: async () => (await import('#features/sessions/AttendanceScreen.tsx')).AttendanceScreen,
  },
  {
    path: '/learners',
    place: 'records',
    title: 'people:title',
    audience: 'staff',
    load: async () => (await import('#features/people/LearnersScreen.tsx')).LearnersScreen,
  },
  {
    path: '/learners/:id',
    place: 'records',
    title: 'people:one',
    audience: 'staff',
    load: async () => (await import('#features/people/LearnerScreen.tsx')).LearnerScreen,
  },
  {
    path: '/todos',
    place: 'records',
    title: 'todos:title',
    audience: 'anyone',
    load: async () => (await import('#features/todos/TodosScreen.tsx')).TodosScreen,
  },
  {
    path: '/todos/:id',
    place: 'records',
    title: 'todos:title',
    audience: 'anyone',
    learner: true,
    load: async () => (await import('#features/todos/ListScreen.tsx')).ListScreen,
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
    path: '/accessibility',
    title: 'settings:accessibility.title',
    audience: 'anyone',
    learner: true,
    load: async () =>
      (await import('#features/settings/AccessibilityScreen.tsx')).AccessibilityScreen,
  },
];

/** Whether an audience takes in the person who holds the device. */
export function admits(audience: Audience, actor: Actor): boolean {
  if (audience === 'anyone') return true;
  return audience === 'staff' ? isStaff(actor) : isCoordinator(actor);
}
