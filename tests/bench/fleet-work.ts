// The fleet's organisation and its week: who works where, what each tablet held before, what it wrote while it was offline.
// Pure: made anew from the tablet's number whenever it is needed, so ten thousand weeks need no memory. Called by the other fleet files.
import { DAY_MS } from '#core/dates.ts';
import { uuidv7 } from '#core/ids.ts';
import { makeStamp } from '#core/stamp.ts';
import { registersOf, type WireRecord } from '#sync/wire.ts';
import { starterContent } from '#server/seed/content.ts';
import {
  type Learner,
  lessonProgress,
  Month,
  type Pack,
  practice,
  profile,
  slugOf,
  todoList,
} from '#server/seed/demo-work.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
export const TABLETS_PER_PLACE = 12.5;
/** Two ambassadors and a mentor share a place's tablets. */
const PEOPLE = ['ambassador', 'ambassador', 'mentor'] as const;
const LEARNERS = 4;
const SESSIONS = 5;
const TICKS_PER_LIST = 5;
const ACTIONS_PER_PRACTICE = 30;

/** What a tablet brings back from its week; the bench prints it beside its figures. */
export const MIX =
  '5 sessions, 10 attendances, 5 lessons, 5 practice runs of 30 actions, 1 new learner, 1 survey, 1 new list, 20 ticks on 4 lists (one a neighbour ticks too)';

export type Fleet = {
  readonly tablets: number;
  readonly places: number;
  /** When everybody went offline, a week before the storm. */
  readonly leftMs: number;
};

export const fleetOf = (tablets: number, nowMs: number): Fleet => ({
  tablets,
  places: Math.max(1, Math.round(tablets / TABLETS_PER_PLACE)),
  leftMs: nowMs - 7 * DAY_MS,
});

const content = starterContent();
const of = (kind: string): Pack['lessons'] => content.filter((record) => record.kind === kind);
const PACK: Pack = {
  lessons: of('lesson'),
  walkthroughs: of('walkthrough'),
  lists: of('todo-template'),
  profile: of('survey').find((one) => slugOf(one) === 'stage-profile'),
};

export type Person = { readonly id: string; readonly role: string; readonly record: WireRecord };
export type Place = {
  readonly id: string;
  readonly scope: string;
  readonly site: WireRecord;
  readonly people: readonly Person[];
};

/** One place and the people there. */
export function placeOf(fleet: Fleet, number: number): Place {
  const month = new Month(`fleet-place-${number}`);
  const madeMs = fleet.leftMs - 60 * DAY_MS;
  const stamp = makeStamp(madeMs, 0, 'fleet000');
  const id = uuidv7(madeMs, month.bytes);
  const people = PEOPLE.map((role, i): Person => {
    const person = uuidv7(madeMs, month.bytes);
    const values = {
      displayName: `Vēstnesis ${number}-${i + 1}`,
      role,
      sites: { [id]: true },
      languages: ['lv', 'ru'],
      active: true,
    };
    const fields = registersOf('person', values, stamp);
    return { id: person, role, record: { kind: 'person', id: person, scope: 'org', fields } };
  });
  const fields = registersOf('site', { name: `Bibliotēka ${number}` }, stamp);
  return { id, scope: `site:${id}`, site: { kind: 'site', id, scope: 'org', fields }, people };
}

export const placeNumber = (fleet: Fleet, tablet: number): number => tablet % fleet.places;
export const personNumber = (fleet: Fleet, tablet: number): number =>
  Math.floor(tablet / fleet.places) % PEOPLE.length;
/** The next tablet of the same place; itself where it is alone. */
const neighbour = (fleet: Fleet, tablet: number): number =>
  tablet + fleet.places < fleet.tablets ? tablet + fleet.places : tablet % fleet.places;

/** 8 characters: its part of its stamps. */
export const tabletId = (tablet: number): string => `f${tablet.toString(36).padStart(7, '0')}`;

/** The tablet's own record, as enrolment makes it. */
export function tabletRecord(fleet: Fleet, tablet: number, person: string): WireRecord {
  const month = new Month(`fleet-tablet-${tablet}`);
  const madeMs = fleet.leftMs - 40 * DAY_MS;
  const values = { name: `Planšete ${tablet}`, deviceId: tabletId(tablet), personId: person };
  const fields = registersOf('device', values, makeStamp(madeMs, 0, 'fleet000'));
  return { kind: 'device', id: uuidv7(madeMs, month.bytes), scope: 'org', fields };
}

type Before = { readonly learners: Learner[]; readonly records: readonly WireRecord[] };

/** What it had already sent before the week: learners, and a list for each of them. */
export function beforeOf(fleet: Fleet, tablet: number, scope: string): Before {
  const month = new Month(`fleet-before-${tablet}`);
  const atMs = fleet.leftMs - 30 * DAY_MS;
  const device = tabletId(tablet);
  const learners = Array.from({ length: LEARNERS }, (_, i): Learner => {
    const values = { code: `upe-${tablet}-${i}`, language: 'lv', stage: 'skills' } as const;
    const id = month.add('learner', scope, atMs, device, { ...values, ageBand: '65-74' });
    return { id, site: scope.slice('site:'.length), stage: 'skills', joined: 0, sessions: 2 };
  });
  for (const learner of learners) todoList(month, PACK, scope, device, atMs + HOUR_MS, learner);
  return { learners, records: month.records };
}

export const listsIn = (records: readonly WireRecord[]): WireRecord[] =>
  records.filter(({ kind }) => kind === 'todo-list');

/** What it wrote in the week: as it lies in its outbox, new records whole and changed ones with their changed registers. */
export function weekOf(fleet: Fleet, tablet: number, place: Place): WireRecord[] {
  const { scope } = place;
  const month = new Month(`fleet-week-${tablet}`);
  const device = tabletId(tablet);
  const { learners, records } = beforeOf(fleet, tablet, scope);
  const person = place.people[personNumber(fleet, tablet)]!;
  const newcomer = month.add('learner', scope, fleet.leftMs + 9 * HOUR_MS, device, {
    code: `zieds-${tablet}`,
    language: 'lv',
    ageBand: '75-plus',
    stage: 'motivation',
  });
  const newLearner: Learner = { ...learners[0]!, id: newcomer, stage: 'motivation', sessions: 0 };
  for (let i = 0; i < SESSIONS; i += 1) {
    const startedAt = fleet.leftMs + i * DAY_MS + (9 + month.random.int(0, 6)) * HOUR_MS;
    const here = i === 0 ? [newLearner, learners[0]!] : month.random.shuffle(learners).slice(0, 2);
    meeting(month, scope, device, startedAt, person.id, here);
  }
  const atMs = fleet.leftMs + 5 * DAY_MS;
  profile(month, PACK, scope, device, atMs, newLearner);
  todoList(month, PACK, scope, device, atMs, newLearner);
  const theirs = listsIn(beforeOf(fleet, neighbour(fleet, tablet), scope).records)[0]!;
  const own = listsIn(records).slice(0, LEARNERS - 1);
  const ticked = neighbour(fleet, tablet) === tablet ? listsIn(records) : [...own, theirs];
  return [...month.records, ...ticked.map((list, i) => ticks(month, list, atMs + i, device))];
}

function meeting(
  month: Month,
  scope: string,
  device: string,
  startedAt: number,
  mentor: string,
  here: readonly Learner[],
): void {
  const endedAt = startedAt + 45 * MINUTE_MS;
  const id = month.add('session', scope, endedAt, device, {
    startedAt,
    endedAt,
    form: 'walk-in',
    mentors: { [mentor]: true },
    learners: Object.fromEntries(here.map((learner) => [learner.id, true])),
    headCount: here.length,
    device: 'shared',
    topics: { bills: true },
    firstPayments: 0,
    nextStep: 'practise-again',
    nextOn: startedAt + 7 * DAY_MS,
    referral: 'none',
    note: 'Pati atrada summu, vajadzēja palīdzēt ar kodu.',
  });
  for (const learner of here) {
    month.add('attendance', scope, endedAt, device, {
      sessionId: id,
      learnerId: learner.id,
      present: true,
      hintLevel: month.random.int(0, 3),
      confidenceBefore: month.random.int(1, 3),
      confidenceAfter: month.random.int(3, 5),
      firstPayment: false,
    });
  }
  lessonProgress(month, scope, device, startedAt, here[0]!, month.random.pick(PACK.lessons));
  practice(month, PACK, scope, device, startedAt + 15 * MINUTE_MS, here[1]!, id);
  const run = month.records.at(-1)!;
  const events = Array.from({ length: ACTIONS_PER_PRACTICE }, (_, i) => ({
    do: 'pick',
    target: `line.${month.random.pick(['sum', 'iban', 'payee', 'reference'])}`,
    atMs: i * 9000 + month.random.int(0, 8999),
  }));
  const stamp = makeStamp(startedAt + 40 * MINUTE_MS, 0, device);
  month.records[month.records.length - 1] = {
    ...run,
    fields: { ...run.fields, events: [events, stamp] },
  };
}

function ticks(month: Month, list: WireRecord, atMs: number, device: string): WireRecord {
  const items = Object.keys(list.fields).filter((name) => name.startsWith('items.'));
  const chosen = month.random.shuffle(items).slice(0, TICKS_PER_LIST);
  const fields = Object.fromEntries(
    chosen.map((name, i) => [
      name.replace('items.', 'ticks.'),
      // Some are taken back: two tablets may disagree.
      [month.chance(85), makeStamp(atMs + month.random.int(0, HOUR_MS), i, device)] as const,
    ]),
  );
  return { ...list, fields };
}
