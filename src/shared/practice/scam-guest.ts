// A scam card as something that comes by surprise into a practice run: one call or message, 3 answers, what would have come of it.
// Who came is written into the run's seed, so a run is replayed whatever becomes of the card. Called by features/practice, and by
// practice-world to draw a card.
import { findPrivateData } from '#core/private-data.ts';
import { randomFrom } from '#core/random.ts';
import type { MistakeCode } from './mistakes.ts';
import type { Scenario, Step } from './scenario.ts';
import { drawGuest } from './surprise.ts';

export const guestChannels = ['call', 'message'] as const;
export type GuestChannel = (typeof guestChannels)[number];
export const guestWants = ['link', 'code', 'app', 'money'] as const;
export type GuestWants = (typeof guestWants)[number];

/** All that the engine needs of a card. */
export interface ScamGuest {
  /** The card's id. */
  readonly id: string;
  readonly channel: GuestChannel;
  readonly wants: GuestWants;
}

/** What of a card record is asked here. Texts by `<lang>.<key>`: `title`, `happens`, `do`, `says`. */
export interface Card {
  readonly id: string;
  readonly channel: string;
  readonly wants?: string | null | undefined;
  readonly surprise?: boolean | undefined;
  readonly reviewBy: string;
  readonly text?: Readonly<Record<string, string>> | undefined;
}

/** Nobody has looked since whether the scam still goes round so. @param today `2026-11-23`; the day itself is still in time */
export const isPastReview = ({ reviewBy }: Pick<Card, 'reviewBy'>, today: string): boolean =>
  reviewBy < today;

/** The step of the made scenario at which the scam is on the screen. */
export const SCAM_STEP = 'scam';

/** The mistake of doing what is wanted. Money sent on demand is a payment that one did not begin oneself. */
export const guestCode: Readonly<Record<GuestWants, MistakeCode>> = {
  link: 'E14',
  code: 'E15',
  app: 'E16',
  money: 'E10',
};

const isChannel = (word: string): word is GuestChannel =>
  (guestChannels as readonly string[]).includes(word);
const isWants = (word: unknown): word is GuestWants =>
  (guestWants as readonly unknown[]).includes(word);

/** The card's part that can be drawn and played; null when it is neither call nor message, or says nothing. */
export function guestOfCard({ id, channel, wants, text }: Card): ScamGuest | null {
  const speaks = Object.entries(text ?? {}).some(
    ([key, words]) => key.endsWith('.says') && words.trim() !== '',
  );
  return speaks && isChannel(channel) && isWants(wants) ? { id, channel, wants } : null;
}

/** Cards that may come into a run begun today: meant for it, in time, and able to speak. */
export const guestsOfCards = (cards: readonly Card[], today: string): ScamGuest[] =>
  cards.flatMap((card) =>
    card.surprise === true && !isPastReview(card, today) ? (guestOfCard(card) ?? []) : [],
  );

/** A name for the run's seed that says all: `card-ml-<id>`, 44 characters, so that the seed's 64 hold it. */
export const guestName = ({ id, channel, wants }: ScamGuest): string =>
  `card-${channel.charAt(0)}${wants.charAt(0)}-${id}`;

/** The guest that a seed names; null for the short name of a walkthrough. */
export function guestNamed(name: string): ScamGuest | null {
  const [, first, second, id] = /^card-([a-z])([a-z])-([\da-f-]{36})$/.exec(name) ?? [];
  const channel = guestChannels.find((word) => word.charAt(0) === first);
  const wants = guestWants.find((word) => word.charAt(0) === second);
  return id !== undefined && channel && wants ? { id, channel, wants } : null;
}

/**
 * Who comes into this run, by the seed: as often a scenario as a card, so that many new cards do not crowd out what is honest.
 * Null when there is nobody.
 */
export function drawAnyGuest(
  host: string,
  walkthroughs: Parameters<typeof drawGuest>[1],
  cards: readonly ScamGuest[],
  seed: string,
): string | null {
  const scenario = drawGuest(host, walkthroughs, seed);
  if (cards.length === 0) return scenario;
  const card = randomFrom(`${seed}/card`).pick(cards.map(guestName).toSorted());
  return scenario === null || randomFrom(`${seed}/which`).int(0, 1) === 0 ? card : scenario;
}

/** A scenario that `withSurprise` can lend. What is right never stands in the same place on all cards. */
export function scamScenario({ id, channel, wants }: ScamGuest): Scenario {
  const call = channel === 'call';
  const onActor = call ? 'caller' : 'sender';
  const options = randomFrom(`${id}/answers`).shuffle([
    { id: 'obey', code: guestCode[wants], to: 'harm' },
    { id: 'verify', correct: true as const, to: 'after' },
    { id: 'ask', correct: true as const, to: 'after' },
  ]);
  const ring: Step = {
    id: 'ring',
    kind: 'choose',
    look: 'call',
    on: onActor,
    papers: ['ringing'],
    options: [
      { id: 'answer', correct: true },
      { id: 'decline', correct: true, to: 'after' },
    ],
  };
  const scam: Step = {
    id: SCAM_STEP,
    kind: 'choose',
    look: call ? 'call' : 'answers',
    on: onActor,
    papers: ['said'],
    options,
  };
  return {
    version: 1,
    skill: 'scams',
    minutes: 2,
    clock: '2026-11-10',
    actors: { [onActor]: { kind: onActor, called: 'number' } },
    details: {
      number: { make: 'phone' },
      // The address stands in the message by itself: nobody has to invent one, and it can't be real.
      site: {
        make: 'address',
        one: [
          'pazinojums-tagad.example/skatit',
          'steidzami-nokartot.example/apmaksa',
          'parbaude-sodien.example/ieeja',
        ],
      },
    },
    papers: [
      ...(call
        ? [
            {
              id: 'ringing',
              kind: 'call' as const,
              from: onActor,
              lines: [],
              ringing: true as const,
            },
          ]
        : []),
      {
        id: 'said',
        kind: channel,
        from: onActor,
        lines: !call && wants === 'link' ? [{ id: 'link', value: 'site' }] : [],
      },
    ],
    steps: [
      ...(call ? [ring] : []),
      scam,
      { id: 'harm', kind: 'read', on: 'table', then: SCAM_STEP },
      { id: 'after', kind: 'read', on: 'table' },
    ],
    lend: { from: call ? 'ring' : SCAM_STEP, to: 'after' },
    forms: { a: {}, b: {}, c: {} },
  };
}

/** Scenario text key -> key of the words that all cards share (`scams.json`, under `guest`). */
export function sharedTexts({ channel, wants }: ScamGuest): Record<string, string> {
  return {
    ...(channel === 'call'
      ? { 'ring.title': 'ring.title', 'ring.task': 'ring.task', 'ring.hint': 'ring.hint' }
      : {}),
    'scam.title': `scam.title.${channel}`,
    'scam.task': `scam.task.${channel}`,
    'scam.hint': `scam.hint.${wants}`,
    'scam.right': 'scam.right',
    'scam.obey': `obey.${wants}`,
    'scam.verify': `verify.${channel}`,
    'scam.ask': `ask.${channel}`,
    'harm.title': 'harm.title',
    'harm.task': `harm.${wants}`,
  };
}

/** What is missing in another language is read in this one. */
const FIRST_LANGUAGE = 'lv';
/** Said when the card is not on this device any more. */
const substitutes = {
  'said.text': 'said',
  'after.title': 'harm.title',
  'after.task': 'after.task',
};
/** Card text -> scenario text. */
const ofCard = { says: 'said.text', title: 'after.title', do: 'after.task' };

/**
 * Texts for `scamScenario`, keys `<lang>.<key>`.
 * @param cardText the card's own texts; undefined when it is not here
 * @param lang the language that `shared` speaks
 * @param shared words by the keys of `sharedTexts` and `said`, `after.task`
 */
export function scamTexts(
  guest: ScamGuest,
  cardText: Readonly<Record<string, string>> | undefined,
  lang: string,
  shared: (key: string) => string,
): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [key, words] of Object.entries(sharedTexts(guest)))
    texts[`${lang}.${key}`] = shared(words);
  for (const [from, to] of Object.entries(ofCard)) {
    for (const [key, words] of Object.entries(cardText ?? {}))
      if (key.endsWith(`.${from}`) && words.trim() !== '')
        texts[key.slice(0, -from.length) + to] = inOneLine(words);
  }
  for (const [key, words] of Object.entries(substitutes))
    if (!(`${lang}.${key}` in texts) && !(`${FIRST_LANGUAGE}.${key}` in texts))
      texts[`${lang}.${key}`] = shared(words);
  return texts;
}

/** A step has one paragraph: lines of a list follow each other as sentences. Braces would be taken for a detail's name. */
const inOneLine = (words: string): string =>
  words
    .split('\n')
    .map((line) => line.trim().replace(/^- /, ''))
    .filter(Boolean)
    .join(' ')
    .replaceAll(/[{}]/g, '');

const WEB =
  /(?:https?:|www\.)\S*|[\p{L}\d.-]+\.(?!example\b|test\b)[a-z]{2,10}\/\S*|[\p{L}\d.-]+\.(?:lv|lt|ee|eu|com|net|org|info|ru|site|online|top|xyz|shop|app)(?![\p{L}\d])/iu;

/** What in a scammer's words could be real, as it stands there: practice shows nothing that works (domain 2.3). */
export function realThingIn(words: string): string | null {
  const found = findPrivateData(words).find(({ what }) =>
    ['account', 'card', 'phone', 'email', 'personal-code'].includes(what),
  );
  return found?.found ?? WEB.exec(words)?.[0] ?? null;
}
