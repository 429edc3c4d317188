// Tells the Help button whom to name first (rule 27): the helper that the coordinator entered for the
// municipality, and the place where this tablet works. Drawn by Shell.tsx after the first screen.
import { useEffect } from 'preact/hooks';

import { useDevice, useRecords } from '#device/live.ts';
import { helpContact } from '#ui/Help.tsx';

export function HelpSource() {
  const { identity, siteId } = useDevice();
  const organisation = useRecords('organisation')?.[0];
  const name = organisation?.helpName;
  const phone = organisation?.helpPhone;
  const place = identity.value?.sites.find((site) => site.id === siteId.value)?.name;
  useEffect(() => {
    helpContact.value = name ? { name, phone: phone ?? undefined, place } : null;
  }, [name, phone, place]);
  return null;
}
