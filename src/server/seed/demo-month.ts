// A month of made-up work for the demo: places, staff, learner codes, sessions, attendance, practice, lessons, lists and answers.
// Pure: the same content and the same day give the same records. Counted back by whole days from that day. Called by demo.ts.
import { derivedId } from '#core/derived-id.ts';
import { DAY_MS } from '#core/dates.ts';
import { makeLearnerCode } from '#core/learner-code.ts';
import type { Kind, Values } from '#records/registry.ts';
import type { WireRecord } from '#sync/wire.ts';
import type { StarterRecord } from './content.ts';
import {
  type Learner,
  lessonProgress,
  Month,
  type Pack,
  practice,
  profile,
  slugOf,
  STAGES,
  todoList,
} from './demo-work.ts';

const SEED = 'vestnesis-demo-1';
const DAYS = 30;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const NEXT_STEPS = ['practise-again', 'next-lesson', 'own-bill', 'alone-at-home'];

export type DemoPerson = {
  readonly id: string;
  readonly displayName: string;
  readonly role: 'coordinator' | 'ambassador' | 'mentor';
  readonly sites: readonly string[];
};
export type DemoDevice = { readonly id: string; readonly name: string; readonly person: string };
export type DemoMonth = {
  readonly people: readonly DemoPerson[];
  readonly devices: readonly DemoDevice[];
  readonly records: readonly WireRecord[];
};

/**
 * @param content the starter pack: sessions, practice and answers name only what it holds
 * @param nowMs a moment of the month's last day
 */
export function demoMonth(
  content: readonly StarterRecord[],
  sites: readonly StarterRecord[],
  nowMs: number,
): DemoMonth {
  const month = new Month(SEED);
  const of = (kind: Kind): StarterRecord[] => content.filter((record) => record.kind === kind);
  const pack = {
    lessons: of('lesson'),
    walkthroughs: of('walkthrough'),
    lists: of('todo-template'),
    profile: of('survey').find((one) => slugOf(one) === 'stage-profile'),
  };
  const places = sites.slice(0, 6).map((site) => site.id);
  const begin = (Math.floor(nowMs / DAY_MS) - DAYS) * DAY_MS;
  const people = staff(month, places, begin);
  const devices = places.map((site, i): DemoDevice => {
    const person =
      people.find((one) => one.role !== 'coordinator' && one.sites.includes(site)) ?? people[0]!;
    return { id: `demo000${i + 1}`, name: `Paraugs: planšete ${i + 1}`, person: person.id };
  });
  for (const device of devices)
    month.add('device', 'org', begin, device.id, {
      name: device.name,
      deviceId: device.id,
      personId: device.person,
    });

  const taken: string[] = [];
  for (const [i, site] of places.entries()) {
    const device = devices[i]!.id;
    const learners = learnersAt(month, site, begin, device, taken, 8 + month.random.int(0, 5));
    for (let day = 0; day <= DAYS; day += 1) {
      const atMs = begin + day * DAY_MS;
      // Two or three meetings a week at each place, and some on the last day. Not by weekday: the month is the same whatever day it ends on.
      const open = day === DAYS ? i < 3 : [1, 3, 6].includes((day + i) % 7);
      const present = learners.filter((learner) => learner.joined <= day);
      const planned = atMs + (7 + month.random.int(0, 6)) * HOUR_MS;
      // Today's meetings are over already, however early the demo is started; nothing is stamped in the future.
      const startedAt = Math.min(planned, nowMs - 2 * HOUR_MS);
      if (open && present.length > 0 && startedAt >= atMs)
        session(month, pack, { site, device, atMs: startedAt, people, present });
    }
  }
  const own = month.id(begin);
  // An exercise of one's own that somebody has begun to write, so that the desk's editor has something to show.
  month.add(
    'draft',
    'org',
    begin,
    'demo0000',
    {
      targetKind: 'walkthrough',
      targetId: own,
      values: { madeFrom: 's2', 'text.lv.title': 'Paraugs: rēķins mūsu ciemā' },
    },
    derivedId(`draft walkthrough ${own}`),
  );
  return { people, devices, records: month.records };
}

function staff(month: Month, places: readonly string[], atMs: number): DemoPerson[] {
  const at = (...numbers: number[]): string[] => numbers.flatMap((i) => places[i] ?? []);
  const plan: Omit<DemoPerson, 'id'>[] = [
    { displayName: 'Paraugs: koordinatore', role: 'coordinator', sites: [] },
    { displayName: 'Paraugs: bibliotekāre 1', role: 'ambassador', sites: at(0, 1) },
    { displayName: 'Paraugs: bibliotekāre 2', role: 'ambassador', sites: at(2, 3) },
    { displayName: 'Paraugs: vēstnesis 3', role: 'ambassador', sites: at(4, 5) },
    { displayName: 'Paraugs: mentore 1', role: 'mentor', sites: at(0, 1, 2) },
    { displayName: 'Paraugs: mentors 2', role: 'mentor', sites: at(3, 4) },
    { displayName: 'Paraugs: mentore 3', role: 'mentor', sites: at(5) },
  ];
  return plan.map((person) => {
    const { displayName, role } = person;
    const works = Object.fromEntries(person.sites.map((site) => [site, true]));
    const id = month.add('person', 'org', atMs, 'demo0000', {
      displayName,
      role,
      sites: works,
      languages: ['lv', 'ru'],
      active: true,
      minor: role === 'mentor',
    });
    return { id, ...person };
  });
}

function learnersAt(
  month: Month,
  site: string,
  begin: number,
  device: string,
  taken: string[],
  count: number,
): Learner[] {
  return Array.from({ length: count }, (_, i): Learner => {
    const code = makeLearnerCode(month.bytes, taken);
    taken.push(code);
    const stage = month.random.pick(STAGES);
    // Most were there from the start, the others joined on the way.
    const joined = i < count / 2 ? 0 : month.random.int(1, DAYS - 5);
    const values: Partial<Values<'learner'>> = {
      code,
      language: month.chance(75) ? 'lv' : 'ru',
      ageBand: month.random.pick(['55-64', '65-74', '65-74', '75-plus'] as const),
      ...(month.chance(80)
        ? { gender: month.random.pick(['female', 'female', 'male'] as const) }
        : {}),
      stage,
    };
    return {
      id: month.add('learner', `site:${site}`, begin + joined * DAY_MS, device, values),
      site,
      stage,
      joined,
      sessions: 0,
    };
  });
}

type Meeting = {
  readonly site: string;
  readonly device: string;
  readonly atMs: number;
  readonly people: readonly DemoPerson[];
  readonly present: Learner[];
};

function session(month: Month, pack: Pack, { site, device, atMs, people, present }: Meeting): void {
  const scope = `site:${site}`;
  const group = present.length > 3 && month.chance(35);
  const here = month.random
    .shuffle(present)
    .slice(0, group ? month.random.int(3, 6) : month.random.int(1, 2));
  const helpers = people.filter(
    (person) => person.role !== 'coordinator' && person.sites.includes(site),
  );
  const mentors = month.random.shuffle(helpers).slice(0, month.random.int(1, 2));
  const adult = helpers.find((person) => person.role === 'ambassador');
  const lesson = pack.lessons.length > 0 ? month.random.pick(pack.lessons) : undefined;
  const minutes = group ? 60 : month.random.pick([30, 30, 45]);
  const endedAt = atMs + minutes * MINUTE_MS;
  const firstPayments = here.filter((learner) => learner.sessions >= 2 && month.chance(20));
  const id = month.add('session', scope, endedAt, device, {
    startedAt: atMs,
    endedAt,
    form: group ? 'group' : here.length === 1 ? 'one-to-one' : 'walk-in',
    mentors: Object.fromEntries(mentors.map((person) => [person.id, true])),
    ...(adult ? { adultOnDuty: adult.id } : {}),
    learners: Object.fromEntries(here.map((learner) => [learner.id, true])),
    headCount: here.length + (month.chance(30) ? month.random.int(1, 3) : 0),
    device: month.random.pick(['own', 'shared', 'shared', 'both'] as const),
    topics: lesson ? { [String(lesson.values['topic'])]: true } : {},
    firstPayments: firstPayments.length,
    nextStep: month.random.pick(NEXT_STEPS),
    nextOn: atMs + 7 * DAY_MS,
    referral: month.chance(10)
      ? month.random.pick(['service-point', 'bank', 'library'] as const)
      : 'none',
  });
  for (const learner of here) {
    learner.sessions += 1;
    const confidence = Math.min(4, 1 + learner.sessions);
    month.add('attendance', scope, endedAt, device, {
      sessionId: id,
      learnerId: learner.id,
      present: true,
      hintLevel: Math.max(0, 3 - learner.sessions + month.random.int(0, 1)) % 4,
      confidenceBefore: confidence,
      confidenceAfter: Math.min(5, confidence + month.random.int(0, 1)),
      firstPayment: firstPayments.includes(learner),
    });
    if (lesson) lessonProgress(month, scope, device, atMs, learner, lesson);
    practice(month, pack, scope, device, atMs + 15 * MINUTE_MS, learner, id);
    if (learner.sessions === 1) profile(month, pack, scope, device, atMs + 5 * MINUTE_MS, learner);
    if (learner.sessions === 2) todoList(month, pack, scope, device, endedAt, learner);
  }
}
