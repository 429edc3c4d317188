// How a step is called in headings and lists. Called by the lesson screens.
import { contentWords } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { type PlayedStep, titleKey } from './lesson-steps.ts';

/** A step's heading, or "Question" where it has none of its own. */
export function stepTitle(
  text: Readonly<Record<string, string>> | undefined,
  step: PlayedStep,
): string {
  const key = titleKey(step);
  return (key === undefined ? '' : contentWords(text, key)) || t('lessons:question');
}
