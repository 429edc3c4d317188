// Which texts a scenario needs in locales/<lang>/content/walkthroughs/<slug>.json. Called by content tests and the editor.
import { inForm, formNames, type Scenario, type Step } from './scenario.ts';

/** Keys that must be there in every language: titles, tasks, hints, and words for every option and scored mistake. */
export function neededTexts(scenario: Scenario): string[] {
  return ['title', 'summary', ...scenario.steps.flatMap(stepTexts)];
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
          ...(option.value === undefined ? [`${step.id}.${option.id}`] : []),
          ...(option.correct ? [] : [`${step.id}.${option.id}.why`]),
        ]),
      ];
    case 'type':
      return [
        ...own,
        ...(step.mistakes ?? []).flatMap((mistake) =>
          mistake.like === undefined ? [] : [`${step.id}.like-${mistake.like}`],
        ),
      ];
  }
}

/** Keys that may be there as well: praise after a right answer, "shown" in own words, special feedback. */
export function allowedTexts(scenario: Scenario): Set<string> {
  const extra = scenario.steps.flatMap((step) => [
    `${step.id}.show`, `${step.id}.right`, `${step.id}.bank`, `${step.id}.unread`, `${step.id}.hint`, `${step.id}.next`,
    ...(step.kind === 'type' ? (step.mistakes ?? []).map((mistake) => `${step.id}.${mistake.when}`) : []),
    ...(step.kind === 'find' ? linesOfPaper(scenario, step.in).map((line) => `${step.id}.${line}`) : []),
    ...(step.kind === 'check' ? step.lines.map((line) => `${step.id}.${line.id}`) : []),
  ]); // prettier-ignore
  return new Set([...neededTexts(scenario), ...extra]);
}

function linesOfPaper(scenario: Scenario, id: string): string[] {
  const paper = scenario.papers.find((one) => one.id === id);
  return (paper?.lines ?? [])
    .filter((line) => formNames.some((form) => inForm(line, form)))
    .map((line) => line.id);
}
