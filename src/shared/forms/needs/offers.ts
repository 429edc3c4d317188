// The offer table of the municipality's plan, "each cause has its own offer of a solution": stage -> cause -> what we can offer.
// The one place where it stands. Read by people.ts (hours and places at the desk) and by the result screen of the profile.
// Words of an offer: `needs:offer.<id>`; of a cause: `needs:cause.<stage>.<question>`.

/** What an offer consists of. A visit to a place, trying our device and a talk need no content that somebody must publish first. */
export const KINDS = ['lesson', 'path', 'story', 'place', 'device', 'mentor'] as const;
export type OfferKind = (typeof KINDS)[number];

/** With one helper for one person, or with one helper for a group. */
export type Way = 'alone' | 'group';

export type Offer = {
  readonly id: string;
  readonly kind: OfferKind;
  readonly way: Way;
  /** Short name of the lesson. */
  readonly lesson?: string;
};

const talk: Offer = { id: 'talk', kind: 'mentor', way: 'alone' };
const hobby: Offer = { id: 'hobby', kind: 'path', way: 'group' };
const story: Offer = { id: 'story', kind: 'story', way: 'group' };
const ourDevice: Offer = { id: 'our-device', kind: 'device', way: 'alone' };
const visit: Offer = { id: 'visit', kind: 'place', way: 'group' };
const freeNetwork: Offer = { id: 'free-network', kind: 'place', way: 'alone' };
const lesson = (slug: string, way: Way): Offer => ({ id: slug, kind: 'lesson', way, lesson: slug });

/** The cause of a stage whose question the table does not know: a survey of one's own. */
const ANY = 'any';

/**
 * Stage -> name of the question whose answer shows the cause -> offers, best first; the last one is always there to be made.
 * No lesson of the stage profile's own plan stands here: the result screen shows those beside the offers.
 */
export const OFFERS: Readonly<Record<string, Readonly<Record<string, readonly Offer[]>>>> = {
  motivation: {
    // Manages without: begin with what the person likes.
    wish: [hobby, story, talk],
    // Afraid of breaking something.
    calm: [talk],
    // Does not see what it is good for.
    worth: [story, hobby, talk],
    [ANY]: [talk],
  },
  access: {
    device: [ourDevice],
    network: [freeNetwork],
    place: [visit],
    [ANY]: [visit],
  },
  skills: {
    message: [lesson('first-steps', 'alone'), talk],
    find: [lesson('maps', 'group'), talk],
    scam: [lesson('scam-messages', 'group'), talk],
    [ANY]: [lesson('first-steps', 'alone'), talk],
  },
  usage: {
    bills: [lesson('pay-with-code', 'group'), talk],
    services: [lesson('state-portal', 'alone'), talk],
    contact: [lesson('video-call', 'group'), talk],
    [ANY]: [talk],
  },
};

/** What can be offered for a cause; nothing for scales that are not among the four stages. */
export const offersAgainst = (stage: string, question: string): readonly Offer[] =>
  OFFERS[stage]?.[question] ?? OFFERS[stage]?.[ANY] ?? [];

/** Every offer of the table once, in its order. */
export const ALL_OFFERS: readonly Offer[] = [
  ...new Map(
    Object.values(OFFERS)
      .flatMap((causes) => Object.values(causes).flat())
      .map((offer) => [offer.id, offer]),
  ).values(),
];

/** What is published: short names of lessons, and whether there is any path and any story. */
export type Published = {
  readonly lessons: readonly string[];
  readonly paths: boolean;
  readonly stories: boolean;
};

/** Whether what the offer needs is there. */
export const canMakeWith =
  ({ lessons, paths, stories }: Published) =>
  ({ kind, lesson: slug }: Offer): boolean => {
    if (kind === 'lesson') return slug !== undefined && lessons.includes(slug);
    if (kind === 'path') return paths;
    return kind !== 'story' || stories;
  };
