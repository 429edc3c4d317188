// What the pages of one walkthrough share: its data, and how a run is begun. Called by WalkthroughScreen, StartPage, ResultPage.
import { useLocation } from 'preact-iso';
import { dayOf } from '#core/dates.ts';
import type { Row } from '#device/database.ts';
import type { Device } from '#device/device.ts';
import { useDevice } from '#device/live.ts';
import { whoLearns } from '#device/who-learns.ts';
import { readScenario } from '#practice-world/read-scenario.ts';
import { billSeed, type PrintedBill } from '#practice/printed-bill.ts';
import { nextRun } from '#practice/progression.ts';
import { drawAnyGuest, guestsOfCards } from '#practice/scam-guest.ts';
import type { FormName, Mode, Scenario } from '#practice/scenario.ts';
import { surpriseSeed, takesSurprises } from '#practice/surprise.ts';
import { beginRun, newSeed } from './practice-actions.ts';
import { runPath, type Origin } from './practice-paths.ts';
import { runsOf, type AttemptRow } from './practice-queries.ts';

export type WalkthroughProps = {
  readonly walkthrough: Row<'walkthrough'>;
  readonly scenario: Scenario;
  readonly attempts: readonly AttemptRow[];
  readonly origin: Origin;
};

/** Begins a run and goes to its address. `replace`: the address before it was only a wish to begin; `bill`: as on this paper. */
export function useBegin({
  walkthrough,
  scenario,
  attempts,
  origin,
}: WalkthroughProps): (
  mode: Mode,
  replace?: boolean,
  form?: FormName,
  bill?: PrintedBill,
) => Promise<boolean> {
  const device = useDevice();
  const { route } = useLocation();
  return async (
    mode,
    replace = false,
    form = nextRun(runsOf(attempts), walkthrough.slug).form,
    bill,
  ) => {
    const fresh = bill ? billSeed(bill) : newSeed(device);
    const seed =
      !bill && mode === 'surprise' && takesSurprises(scenario)
        ? await seedWithGuest(device, walkthrough.slug, fresh)
        : fresh;
    const begun = await beginRun(device, walkthrough.slug, { form, mode, seed }, whoLearns.value);
    if (begun.ok) route(runPath(walkthrough.slug, begun.value, origin), replace);
    return begun.ok;
  };
}

/** Draws who comes by surprise, a scenario or a scam card, from what is on the device now; nobody when nothing can be lent. */
export async function seedWithGuest(device: Device, host: string, seed: string): Promise<string> {
  const rows = await device.db.rows('walkthrough').toArray();
  const cards = await device.db.rows('scam-card').toArray();
  const now = device.now();
  const today = dayOf(now, new Date(now).getTimezoneOffset());
  const guest = drawAnyGuest(
    host,
    rows
      .filter((row) => !row.deleted)
      .map(({ slug, scenario }) => ({ slug, scenario: readScenario(scenario) })),
    guestsOfCards(
      cards.filter((row) => !row.deleted),
      today,
    ),
    seed,
  );
  return guest === null ? seed : surpriseSeed(guest, seed);
}
