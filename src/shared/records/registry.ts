// Every record kind, listed by hand: this list is the documentation, and all laws are tested over it.
import { attempt } from './attempt.ts';
import { attendance } from './attendance.ts';
import type { RecordKind, ValuesOf } from './define-record.ts';
import { device } from './device.ts';
import { draft } from './draft.ts';
import { eventDay } from './event-day.ts';
import { learner } from './learner.ts';
import { lesson } from './lesson.ts';
import { organisation } from './organisation.ts';
import { path } from './path.ts';
import { person } from './person.ts';
import { place } from './place.ts';
import { progress } from './progress.ts';
import { response } from './response.ts';
import { scamCard } from './scam-card.ts';
import { session } from './session.ts';
import { site } from './site.ts';
import { story } from './story.ts';
import { survey } from './survey.ts';
import { todoList } from './todo-list.ts';
import { todoTemplate } from './todo-template.ts';
import { visit } from './visit.ts';
import { voice } from './voice.ts';
import { walkthrough } from './walkthrough.ts';

/** Raised by one whenever a kind's fields change in a way that older programs can't read; devices may be a year behind. */
export const SCHEMA = 1;

export const registry = {
  organisation,
  person,
  site,
  device,
  lesson,
  path,
  walkthrough,
  'todo-template': todoTemplate,
  survey,
  story,
  'scam-card': scamCard,
  place,
  draft,
  voice,
  learner,
  session,
  attendance,
  attempt,
  progress,
  'todo-list': todoList,
  response,
  'event-day': eventDay,
  visit,
} as const;

export type Kind = keyof typeof registry;
export const kinds = Object.keys(registry) as Kind[];

/** A whole record's values by kind, as screens see them. */
export type Values<K extends Kind> = ValuesOf<(typeof registry)[K]['fields']>;

export const isKind = (name: string): name is Kind => Object.hasOwn(registry, name);
/** The kind's definition without its own types: for code that treats all kinds alike. */
export const kindOf = (kind: Kind): RecordKind => registry[kind] as unknown as RecordKind;
