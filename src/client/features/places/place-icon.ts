// The icon of each type of place. Called by the list and the place's own screen.
import type { IconName } from '#ui/icons.ts';

const icons: Readonly<Record<string, IconName>> = {
  library: 'learn',
  'service-point': 'records',
  'day-centre': 'people',
  culture: 'star',
  'youth-centre': 'people',
  school: 'learn',
};

export const placeIcon = (type: string): IconName => icons[type] ?? 'places';
