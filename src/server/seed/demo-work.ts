// What one learner does in a demo session: a lesson, a practice run, the stage profile, an own list. Called by demo-month.ts.
import { addDays } from '#core/dates.ts';
import { uuidv7 } from '#core/ids.ts';
import { type Random, randomFrom } from '#core/random.ts';
import { makeStamp } from '#core/stamp.ts';
import type { Kind, Values } from '#records/registry.ts';
import { registersOf, type WireRecord } from '#sync/wire.ts';
import type { StarterRecord } from './content.ts';

const MINUTE_MS = 60_000;
export const STAGES = ['motivation', 'access', 'skills', 'usage'] as const;

export type Learner = {
  readonly id: string;
  readonly site: string;
  readonly stage: (typeof STAGES)[number];
  readonly joined: number;
  sessions: number;
};

/** Collects records; all chance comes from one seed. */
export class Month {
  readonly records: WireRecord[] = [];
  readonly random: Random;
  readonly bytes: (n: number) => Uint8Array;

  constructor(seed: string) {
    this.random = randomFrom(seed);
    this.bytes = (n) => Uint8Array.from({ length: n }, () => this.random.int(0, 255));
  }

  chance = (percent: number): boolean => this.random.int(1, 100) <= percent;

  id = (atMs: number): string => uuidv7(atMs, this.bytes);

  add<K extends Kind>(
    kind: K,
    scope: string,
    atMs: number,
    device: string,
    values: Partial<Values<K>>,
    id: string = this.id(atMs),
  ): string {
    this.records.push({
      kind,
      id,
      scope,
      fields: registersOf(kind, values, makeStamp(atMs, 0, device)),
    });
    return id;
  }
}

export type Pack = {
  readonly lessons: StarterRecord[];
  readonly walkthroughs: StarterRecord[];
  readonly lists: StarterRecord[];
  readonly profile: StarterRecord | undefined;
};

export const slugOf = (record: StarterRecord): string => String(record.values['slug']);
const itemsAt = (record: StarterRecord | undefined, ...path: string[]): Record<string, unknown>[] =>
  (path.reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | undefined)?.[key],
    record?.values,
  ) ?? []) as Record<string, unknown>[];

export function lessonProgress(
  month: Month,
  scope: string,
  device: string,
  atMs: number,
  learner: Learner,
  lesson: StarterRecord,
): void {
  const steps = itemsAt(lesson, 'steps')
    .filter((step) => step['kind'] !== 'note')
    .map((step) => String(step['id']));
  const done = month.chance(70)
    ? steps
    : steps.slice(0, month.random.int(1, Math.max(1, steps.length - 1)));
  month.add('progress', scope, atMs + 12 * MINUTE_MS, device, {
    lesson: slugOf(lesson),
    learnerId: learner.id,
    startedAt: atMs,
    step: done.at(-1) ?? steps[0] ?? 's1',
    done: Object.fromEntries(done.map((step) => [step, true])),
    ...(done.length === steps.length ? { finishedAt: atMs + 12 * MINUTE_MS } : {}),
  });
}

/** The more meetings, the less help and the fewer slips. */
export function practice(
  month: Month,
  pack: Pack,
  scope: string,
  device: string,
  atMs: number,
  learner: Learner,
  sessionId: string,
): void {
  if (pack.walkthroughs.length === 0) return;
  const walkthrough = month.random.pick(pack.walkthroughs);
  const mode = learner.sessions === 1 ? 'shown' : learner.sessions < 4 ? 'together' : 'alone';
  const steps = itemsAt(walkthrough, 'scenario', 'steps');
  const slips = steps.flatMap((step) => {
    const code = (step['mistakes'] as { code?: string }[] | undefined)?.[0]?.code;
    return code === undefined ? [] : [{ code, step: String(step['id']) }];
  });
  const mistakes = slips
    .filter(() => month.chance(Math.max(10, 70 - learner.sessions * 15)))
    .map((slip, i) => ({
      ...slip,
      hintLevel: month.random.int(0, 2),
      atMs: (i + 1) * 40_000,
      corrected: month.chance(85),
    }));
  const finished = month.chance(90);
  month.add('attempt', scope, atMs + 8 * MINUTE_MS, device, {
    walkthrough: slugOf(walkthrough),
    form: month.random.pick(['a', 'b', 'c'] as const),
    mode,
    seed: month.random.digits(8),
    startedAt: atMs,
    learnerId: learner.id,
    sessionId,
    mistakes,
    hintLevel:
      mode === 'shown' ? 3 : mistakes.reduce((most, one) => Math.max(most, one.hintLevel), 0),
    ...(finished
      ? { finishedAt: atMs + 8 * MINUTE_MS, passed: mistakes.every((one) => one.corrected) }
      : {}),
  });
}

export function profile(
  month: Month,
  pack: Pack,
  scope: string,
  device: string,
  atMs: number,
  learner: Learner,
): void {
  const questions = itemsAt(pack.profile, 'form', 'items').filter(
    (item) => item['type'] === 'select_one',
  );
  if (!pack.profile || questions.length === 0) return;
  const weak = STAGES.indexOf(learner.stage);
  const answers = Object.fromEntries(
    questions.map((question) => {
      const names = (question['choices'] as { name: string }[]).map((choice) => choice.name);
      const mastered = STAGES.indexOf(question['scale'] as (typeof STAGES)[number]) < weak;
      const value = mastered ? (names[0] ?? '') : month.random.pick(names);
      return [String(question['name']), { value, at: new Date(atMs).toISOString().slice(0, 10) }];
    }),
  );
  month.add('response', scope, atMs, device, {
    survey: slugOf(pack.profile),
    formVersion: (pack.profile.values['form'] as { version?: number }).version ?? 1,
    learnerId: learner.id,
    startedAt: atMs - 5 * MINUTE_MS,
    answers,
    completedAt: atMs,
    stage: learner.stage,
  });
}

export function todoList(
  month: Month,
  pack: Pack,
  scope: string,
  device: string,
  atMs: number,
  learner: Learner,
): void {
  const template = pack.lists.find((list) => list.values['audience'] === 'learner');
  if (!template) return;
  const startOn = new Date(atMs).toISOString().slice(0, 10);
  const items = itemsAt(template, 'items');
  const text = template.values['text'] as Record<string, string>;
  month.add('todo-list', scope, atMs, device, {
    title: text['lv.title'] ?? slugOf(template),
    template: slugOf(template),
    learnerId: learner.id,
    startOn,
    items: Object.fromEntries(
      items.map((item, order) => [
        String(item['id']),
        {
          order,
          dueOn: addDays(startOn, Number(item['dueDays'] ?? 0)),
          ...(item['lesson'] === undefined ? {} : { lesson: item['lesson'] as string }),
          ...(item['walkthrough'] === undefined
            ? {}
            : { walkthrough: item['walkthrough'] as string }),
        },
      ]),
    ),
    ticks: Object.fromEntries(
      items.slice(0, month.random.int(0, items.length)).map((item) => [String(item['id']), true]),
    ),
  });
}
