// The bar's places, and who may see what. Read by Shell.tsx and routes.ts; apart from the table of
// routes, because the start screen needs these few lines at once and the table only later.
import { type Actor, isCoordinator, isStaff } from '#records/define-record.ts';
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

/** Whether an audience takes in the person who holds the device. */
export function admits(audience: Audience, actor: Actor): boolean {
  if (audience === 'anyone') return true;
  return audience === 'staff' ? isStaff(actor) : isCoordinator(actor);
}
