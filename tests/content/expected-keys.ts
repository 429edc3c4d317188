// Which text keys a structure asks for, by folder: the other half of "how to add one" in src/content/README.md.
import type { Structure } from './starter-content.ts';

type Part = { readonly id: string };
type Step = Part & {
  readonly kind: string;
  readonly type?: string;
  readonly choices?: readonly Part[];
};
type Row = Part & { readonly theme: string };

function questionKeys({ id, type, choices = [] }: Step): string[] {
  const answers = choices.map((choice) => `${id}.${choice.id}`);
  return type === 'one' || type === 'several'
    ? [`${id}.question`, ...answers, ...answers.map((answer) => `${answer}.feedback`)]
    : [`${id}.question`, ...answers, `${id}.feedback`];
}

function lessonStepKeys(step: Step): string[] {
  if (step.kind === 'question') return questionKeys(step);
  return step.kind === 'note' ? [`${step.id}.body`] : [`${step.id}.title`, `${step.id}.body`];
}

const named = ['title', 'summary'];

/** Keys that must be there and keys that may; undefined when the kind's own room decides (surveys, walkthroughs). */
export function expectedKeys(
  folder: string,
  structure: Structure,
): { must: string[]; may: string[] } | undefined {
  const parts = <P extends Part>(field: string): readonly P[] => structure[field] as readonly P[];
  switch (folder) {
    case 'lessons':
      return { must: [...named, ...parts<Step>('steps').flatMap(lessonStepKeys)], may: [] };
    case 'paths':
      return {
        must: [...named, ...parts('steps').flatMap(({ id }) => [`${id}.title`, `${id}.body`])],
        may: [],
      };
    case 'todos':
      return {
        must: [...named, ...parts('items').flatMap(({ id }) => [`${id}.title`, `${id}.help`])],
        may: [],
      };
    case 'places':
      return { must: ['name'], may: ['note'] };
    case 'stories':
      return {
        must: ['title', 'body'],
        may: ((structure['media'] ?? []) as readonly string[]).map((sha) => `alt.${sha}`),
      };
    case 'scams':
      return {
        must: ['title', 'happens', 'do', ...(structure['surprise'] === true ? ['says'] : [])],
        may: structure['surprise'] === true ? [] : ['says'],
      };
    case 'plan': {
      const rows = parts<Row>('rows');
      const ids = [...new Set(rows.map(({ theme }) => theme)), ...rows.map(({ id }) => id)];
      return { must: [...named, ...ids.flatMap((id) => [`${id}.title`, `${id}.body`])], may: [] };
    }
    default:
      return undefined;
  }
}
