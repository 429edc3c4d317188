// Which texts a scenario needs in locales/<lang>/content/walkthroughs/<slug>.json. Called by content tests and the editor.
import {
  formNames,
  hasProse,
  inForm,
  sharedOptions,
  slips,
  type Line,
  type Paper,
  type Scenario,
  type Step,
} from './scenario.ts';

/** Keys that must be there in every language: titles, tasks, hints, and words for every option and scored mistake. */
export function neededTexts(scenario: Scenario): string[] {
  return [
    'title',
    'summary',
    ...ownDetails(scenario).map((id) => `value.${id}`),
    ...scenario.papers.flatMap(paperTexts),
    ...scenario.steps.flatMap(stepTexts),
  ];
}

/** Details whose words are the scenario's own. */
function ownDetails(scenario: Scenario): string[] {
  const all = [scenario, ...formNames.map((form) => scenario.forms[form])].flatMap(({ details }) =>
    Object.entries(details ?? {}),
  );
  return [...new Set(all.filter(([, detail]) => detail.make === 'text').map(([id]) => id))];
}

const paperTexts = (paper: Paper): string[] => [
  ...(hasProse(paper) ? [`${paper.id}.text`] : []),
  ...(paper.kind === 'letter' ? [`${paper.id}.title`] : []),
];

/**
 * Labels of its lines and PIN fields. A scenario may give a label words of its own, `label.<label>`; else practice.json has them.
 */
export function labelsOf(scenario: Scenario): string[] {
  const lines: Line[] = [
    ...scenario.papers.flatMap((paper) => paper.lines),
    ...scenario.steps.flatMap((step) => [
      ...(step.show ?? []),
      ...(step.kind === 'check' ? step.lines : []),
    ]),
  ];
  const pins = scenario.steps.flatMap((step) =>
    step.kind === 'type' && step.check === 'pin' ? [step.is] : [],
  );
  return [...new Set([...lines.map((line) => line.label ?? line.id), ...pins])];
}

function stepTexts(step: Step): string[] {
  const own = [
    `${step.id}.title`,
    `${step.id}.task`,
    ...(step.kind === 'read' ? [] : [`${step.id}.hint`]),
  ];
  switch (step.kind) {
    case 'read':
    case 'check':
      return own;
    case 'find':
      return [...own, ...(step.mistakes ?? []).map((mistake) => `${step.id}.${mistake.line}`)];
    case 'choose':
      return [
        ...own,
        ...step.options.flatMap((option) => [
          ...(option.value === undefined && !isShared(option.id)
            ? [`${step.id}.${option.id}`]
            : []),
          ...(option.correct || option.to !== undefined ? [] : [`${step.id}.${option.id}.why`]),
        ]),
      ];
    case 'type':
      return [
        ...own,
        ...(step.mistakes ?? []).flatMap((mistake) =>
          mistake.like === undefined ? [] : [`${step.id}.like-${mistake.like}`],
        ),
        ...(step.stop && !step.stop.correct && step.stop.to === undefined
          ? [`${step.id}.stop.why`]
          : []),
      ];
  }
}

const isShared = (option: string): boolean => (sharedOptions as readonly string[]).includes(option);

/** Keys that may be there as well: praise after a right answer, "shown" in own words, special feedback. */
export function allowedTexts(scenario: Scenario): Set<string> {
  const extra = scenario.steps.flatMap((step) => [
    `${step.id}.show`, `${step.id}.right`, `${step.id}.bank`, `${step.id}.unread`, `${step.id}.hint`, `${step.id}.next`,
    ...(step.kind === 'type' ? slips.map((slip) => `${step.id}.${slip}`) : []),
    ...(step.kind === 'type' && step.stop ? [`${step.id}.stop`, `${step.id}.stop.why`] : []),
    ...(step.kind === 'choose' ? step.options.flatMap(({ id }) => [`${step.id}.${id}`, `${step.id}.${id}.why`]) : []),
    ...(step.kind === 'choose' && step.look === 'payee' ? [`${step.id}.answer`] : []),
    ...(step.kind === 'find' ? linesOfPaper(scenario, step.in).map((line) => `${step.id}.${line}`) : []),
    ...(step.kind === 'check' ? [`${step.id}.matches`, ...step.lines.map((line) => `${step.id}.${line.id}`)] : []),
  ]); // prettier-ignore
  const papers = scenario.papers.flatMap(({ id, kind }) =>
    ['message', 'letter', 'call', 'page'].includes(kind)
      ? [`${id}.text`, `${id}.title`]
      : [`${id}.title`],
  );
  const labels = labelsOf(scenario).map((label) => `label.${label}`);
  return new Set([...neededTexts(scenario), ...extra, ...papers, ...labels]);
}

function linesOfPaper(scenario: Scenario, id: string): string[] {
  const paper = scenario.papers.find((one) => one.id === id);
  return (paper?.lines ?? [])
    .filter((line) => formNames.some((form) => inForm(line, form)))
    .map((line) => line.id);
}
