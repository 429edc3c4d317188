// What a lesson's picture of the practice world can point at. Called by PartSettings.
import type { View } from '#practice/view.ts';
import { optionWords } from '#practice-world/Options.tsx';
import type { Words } from '#practice-world/words.ts';

/** What can be tapped there, with its words: a question must name one of them whole. */
export const targetsOf = (
  view: View,
  words: Words,
): readonly { readonly target: string; readonly label: string }[] => [
  ...view.options.map(({ target, id, value }) => ({
    target,
    label: value ? words.value(value) : optionWords(view.step, id, words.own),
  })),
  ...[...view.lines, ...view.papers.flatMap(({ lines }) => lines)].map((line) => ({
    target: line.target,
    label: `${words.label(line.label)}: ${words.value(line.value)}`,
  })),
];
