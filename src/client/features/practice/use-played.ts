// What a run is played with: its walkthrough, or in a run with a surprise that walkthrough and its guest made into one.
// Called by RunScreen.
import { useMemo } from 'preact/hooks';
import { useBySlug } from '#device/live.ts';
import { readScenario } from '#practice-world/read-scenario.ts';
import { withPrintedBill } from '#practice/printed-bill.ts';
import { guestOf, withGuestTexts, withSurprise } from '#practice/surprise.ts';
import type { WalkthroughProps } from './begin.ts';
import type { AttemptRow } from './practice-queries.ts';

type Played = Pick<WalkthroughProps, 'walkthrough' | 'scenario'>;

/** Undefined while the guest is being looked up. A guest that is gone or broken stays away. */
export function usePlayed({ walkthrough, scenario }: Played, row: AttemptRow): Played | undefined {
  const slug = row.mode === 'surprise' ? guestOf(row.seed) : null;
  const guest = useBySlug('walkthrough', slug ?? '');
  return useMemo(() => {
    if (slug === null) return { walkthrough, scenario: withPrintedBill(scenario, row.seed) };
    if (guest === undefined) return undefined;
    const guestScenario = guest ? readScenario(guest.scenario) : null;
    if (!guest || !guestScenario) return { walkthrough, scenario };
    return {
      walkthrough: {
        ...walkthrough,
        text: withGuestTexts(walkthrough.text ?? {}, guest.text ?? {}),
      },
      scenario: withSurprise(scenario, guestScenario, row.seed),
    };
  }, [slug, guest, walkthrough, scenario, row.seed]);
}
