// What a run is played with: its walkthrough, or in a run with a surprise that walkthrough and its guest made into one. The guest is
// another walkthrough or a scam card. Called by RunScreen.
import { useMemo } from 'preact/hooks';
import { useBySlug, useLive } from '#device/live.ts';
import { language } from '#i18n/i18n.ts';
import { readScenario } from '#practice-world/read-scenario.ts';
import { scamGuestTexts } from '#practice-world/scam-words.ts';
import { withPrintedBill } from '#practice/printed-bill.ts';
import { guestNamed, scamScenario } from '#practice/scam-guest.ts';
import { guestOf, withGuestTexts, withSurprise } from '#practice/surprise.ts';
import type { WalkthroughProps } from './begin.ts';
import type { AttemptRow } from './practice-queries.ts';

type Played = Pick<WalkthroughProps, 'walkthrough' | 'scenario'>;
type Guest = Pick<Played, 'scenario'> & { readonly text: Readonly<Record<string, string>> };

/** Undefined while the guest is being looked up. A guest that is gone or broken stays away. */
export function usePlayed({ walkthrough, scenario }: Played, row: AttemptRow): Played | undefined {
  const name = row.mode === 'surprise' ? guestOf(row.seed) : null;
  const guest = useGuest(name);
  return useMemo(() => {
    if (guest === null) return { walkthrough, scenario: withPrintedBill(scenario, row.seed) };
    return (
      guest && {
        walkthrough: { ...walkthrough, text: withGuestTexts(walkthrough.text ?? {}, guest.text) },
        scenario: withSurprise(scenario, guest.scenario, row.seed),
      }
    );
  }, [guest, walkthrough, scenario, row.seed]);
}

function useGuest(name: string | null): Guest | null | undefined {
  const card = useCardGuest(name);
  const walkthrough = useBySlug('walkthrough', card === null ? (name ?? '') : '');
  return useMemo(() => {
    if (name === null) return null;
    if (card !== null) return card;
    if (!walkthrough) return walkthrough;
    const scenario = readScenario(walkthrough.scenario);
    return scenario && { scenario, text: walkthrough.text ?? {} };
  }, [name, card, walkthrough]);
}

/** The seed holds what is played; the card only lends its words, also after it was withdrawn. Null when the guest is no card. */
function useCardGuest(name: string | null): Guest | null | undefined {
  const guest = useMemo(() => (name === null ? null : guestNamed(name)), [name]);
  const found = useLive(
    async (db) => ({ row: guest ? await db.rows('scam-card').get(guest.id) : undefined }),
    [guest],
  );
  const lang = language.value;
  return useMemo(() => {
    if (guest === null) return null;
    return found && { scenario: scamScenario(guest), text: scamGuestTexts(guest, found.row?.text) };
  }, [guest, found, lang]);
}
