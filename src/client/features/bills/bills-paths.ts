// Addresses of this folder's screens and of the exercise that goes with a bill. Called by the screens of this folder.
import { billNumber, type PrintedBill } from '#practice/printed-bill.ts';
import type { Mode } from '#practice/scenario.ts';

export const PRACTICE = '/practice';

/** Begins the walkthrough at once with the bill that lies on the table. */
export const playPath = (bill: PrintedBill, mode: Mode): string =>
  `${PRACTICE}/${bill.walkthrough}?mode=${mode}&bill=${billNumber(bill)}`;
