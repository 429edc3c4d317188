// A lesson's picture: a practice screen in a given state with one thing pointed at; nothing in it can be tapped.
// Called by features/lessons. Sharp at any size, translated, and weighs nothing.
import { useMemo } from 'preact/hooks';
import { t } from '#i18n/i18n.ts';
import type { FormName } from '#practice/scenario.ts';
import type { View } from '#practice/view.ts';
import { Device } from './Device.tsx';
import { PaperPicture } from './Papers.tsx';
import { pictureOf } from './picture.ts';
import { readScenario } from './read-scenario.ts';
import { wordsOf, type ScenarioTexts, type Words } from './words.ts';
import { WorldContext } from './world.ts';
import './papers.css';
import './phone.css';
import './sheets.css';
import './stage.css';

export type PracticePictureProps = {
  /** The walkthrough record: its structure and its texts of all languages. */
  readonly walkthrough: {
    readonly slug: string;
    readonly scenario: unknown;
    readonly text?: ScenarioTexts;
  };
  readonly form: FormName;
  readonly step: string;
  /** What to point at: a target (`bill.total`), or the last part of one (`total`). Nothing when left out. */
  readonly point?: string | undefined;
  /** A question: what `point` names is to be found. Nothing is pointed at before that, and every part can be tapped. */
  readonly find?: PictureFind | undefined;
};

export type PictureFind = { readonly found: boolean; readonly onPick: (target: string) => void };

/** Nothing is drawn when the scenario is broken or has no such step: a lesson must not fail because of a picture. */
export function PracticePicture({ walkthrough, form, step, point, find }: PracticePictureProps) {
  const scenario = readScenario(walkthrough.scenario);
  const view = useMemo(
    () => (scenario ? pictureOf(scenario, walkthrough.slug, form, step) : null),
    [scenario, walkthrough.slug, form, step],
  );
  if (!view) return null;
  const target = point === undefined ? null : findTarget(view.view, point);
  const words = wordsOf(walkthrough.text, view.attempt.world.values);
  // Papers on the table, or the one beside the device that is pointed into; what the device shows is part of the device.
  const besides = view.view.papers.filter((paper) => !paper.inside);
  // A question shows the whole scene even where its answer lies on one paper alone.
  const shownPoint = find && !find.found ? null : target;
  const pointed = besides.filter((paper) => paper.lines.some((line) => line.target === target));
  const paperOnly = view.view.place === 'table' || pointed.length > 0;
  const label = pointedLabel(view.view, target, words);
  return (
    <WorldContext.Provider value={{ words, point: shownPoint, act: null, find: find?.onPick }}>
      <figure class={`practice-picture${find ? ' picture-find' : ''}`}>
        {paperOnly ? (
          (find || target === null || pointed.length === 0 ? besides : pointed).map((paper) => (
            <PaperPicture key={paper.id} paper={paper} />
          ))
        ) : (
          <Device view={view.view} error={undefined} onPrimary={undefined} />
        )}
        {label && shownPoint !== null && (
          <figcaption class="visually-hidden">
            {t('practice:picture.points', { what: label })}
          </figcaption>
        )}
      </figure>
    </WorldContext.Provider>
  );
}

/** Authors may name a target whole or by its last part; the step's own name means the field or the first line to compare. */
function findTarget(view: View, point: string): string | null {
  const targets = [
    ...view.options.map((option) => option.target),
    ...view.papers.flatMap((paper) => paper.lines.map((line) => line.target)),
    ...view.lines.map((line) => line.target),
    ...(view.field ? ['field'] : []),
    'next',
  ];
  const found =
    targets.find((target) => target === point) ??
    targets.find((target) => target.split('.')[1] === point);
  if (point === view.step)
    return view.field
      ? 'field'
      : (found ?? view.lines.find((line) => line.matched !== null)?.target ?? null);
  return found ?? null;
}

function pointedLabel(view: View, target: string | null, words: Words): string {
  if (target === null) return '';
  const line = [...view.lines, ...view.papers.flatMap((paper) => paper.lines)].find(
    (one) => one.target === target,
  );
  return line ? words.label(line.label) : '';
}
