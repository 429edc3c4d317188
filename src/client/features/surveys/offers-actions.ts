// What the helper writes from the offers: a to-do list of the learner, in one go and back. Called by Offers.tsx.
import { dayOf } from '#core/dates.ts';
import type { Device } from '#device/device.ts';
import type { Offer } from '#forms/needs/offers.ts';

/** The key under which an offer stands in a list. */
export const itemOf = ({ id }: Offer): string => `offer-${id}`;

export type OfferList = {
  readonly learnerId: string;
  readonly title: string;
  /** In their order, each in the words of the present language. */
  readonly items: readonly { readonly offer: Offer; readonly title: string }[];
};

/** A list of its own, beginning today. Answers its id. */
export function putIntoList(
  device: Device,
  { learnerId, title, items }: OfferList,
): ReturnType<Device['create']> {
  const now = device.now();
  return device.create('todo-list', device.homeScope('todo-list'), {
    title,
    learnerId,
    startOn: dayOf(now, new Date(now).getTimezoneOffset()),
    items: Object.fromEntries(
      items.map(({ offer, title: words }, index) => [
        itemOf(offer),
        {
          order: (index + 1) * 10,
          title: words,
          ...(offer.lesson === undefined ? {} : { lesson: offer.lesson }),
        },
      ]),
    ),
  });
}

/** Into the bin, from where it can be brought back for 30 days. */
export const takeListAway = (device: Device, list: string): ReturnType<Device['remove']> =>
  device.remove('todo-list', list);
