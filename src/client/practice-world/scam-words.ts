// The words of a scam card that comes into practice: its own, and those that all cards share, in the present language.
// Called by features/practice for a run, and by ScamCardView for the card's picture.
import { language, t } from '#i18n/i18n.ts';
import { scamTexts, type ScamGuest } from '#practice/scam-guest.ts';

/** @param cardText the record's `text`; undefined when the card is not on this device */
export const scamGuestTexts = (
  guest: ScamGuest,
  cardText: Readonly<Record<string, string>> | undefined,
): Record<string, string> =>
  scamTexts(guest, cardText, language.value, (key) => t(`scams:guest.${key}`));
