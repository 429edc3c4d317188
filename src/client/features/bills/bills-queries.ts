// Which bills can be printed with what is on the device, and what stands on one. Called by the screens of this folder.
import type { Row } from '#device/database.ts';
import { useRecords } from '#device/live.ts';
import { contentWords } from '#i18n/content-text.ts';
import { readScenario } from '#practice-world/read-scenario.ts';
import { wordsOf, type Words } from '#practice-world/words.ts';
import { inBeginnersOrder } from '#practice/progression.ts';
import {
  billFacts,
  isPrintable,
  type BillFacts,
  type PrintedBill,
} from '#practice/printed-bill.ts';

export interface DrawnBill {
  readonly bill: PrintedBill;
  readonly facts: BillFacts;
  readonly words: Words;
  /** The name of its exercise. */
  readonly title: string;
}

/** Exercises that a paper bill goes with, in the beginners' order; undefined while looking. */
export function usePrintable(): readonly Row<'walkthrough'>[] | undefined {
  const all = useRecords('walkthrough');
  return (
    all &&
    inBeginnersOrder(all).filter((one) => {
      const scenario = readScenario(one.scenario);
      return scenario !== null && isPrintable(scenario, one.slug);
    })
  );
}

/** Null when the exercise is not on the device, or has no such bill. */
export function drawnBill(
  walkthrough: Row<'walkthrough'> | null | undefined,
  bill: PrintedBill,
): DrawnBill | null {
  const scenario = walkthrough ? readScenario(walkthrough.scenario) : null;
  const facts = scenario && billFacts(scenario, bill);
  return walkthrough && facts
    ? {
        bill,
        facts,
        words: wordsOf(walkthrough.text, facts.values),
        title: contentWords(walkthrough.text, 'title'),
      }
    : null;
}
