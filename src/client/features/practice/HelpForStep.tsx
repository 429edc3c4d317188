// Help that grows: in the Help dialog under "call a person", a hint is asked for; then it stands above the task.
// Called by RunScreen.
import { t } from '#i18n/i18n.ts';
import { valueWords, type Words } from '#practice-world/words.ts';
import { stepNow, type Action, type Attempt } from '#practice/state.ts';
import type { View } from '#practice/view.ts';
import { Button } from '#ui/Button.tsx';
import { Icon } from '#ui/Icon.tsx';

export type HelpForStepProps = {
  readonly view: View;
  readonly words: Words;
  readonly act: (action: Action) => void;
};

export function HelpForStep({ view, act }: HelpForStepProps) {
  if (!view.help.more) return null;
  return (
    <Button
      kind="primary"
      icon="help"
      onPress={(event) => {
        act({ do: 'hint' });
        // The hint is on the screen behind: let it be seen.
        (event.currentTarget as HTMLElement | null)?.closest('dialog')?.close();
      }}
    >
      {view.help.level === 0 ? t('practice:help.ask') : t('practice:help.more')}
    </Button>
  );
}

export type HintBoxProps = {
  readonly view: View;
  readonly words: Words;
  readonly attempt: Attempt;
};

export function HintBox({ view, words, attempt }: HintBoxProps) {
  const text = words.say(view.help.say, answerOf(attempt));
  if (text === '') return null;
  return (
    <div class="practice-hint" role="status">
      <Icon name="info" />
      <p>
        <strong>{t('practice:help.title')}.</strong> {text}{' '}
        {view.help.level === 2 && view.point !== null && t('practice:help.pointed')}
      </p>
    </div>
  );
}

/** At "shown" the text to type stands in the hint, written as it can be copied. */
function answerOf(attempt: Attempt) {
  const step = stepNow(attempt);
  const value = step.kind === 'type' ? attempt.world.values[step.is] : undefined;
  if (!value) return {};
  return {
    answer: value.kind === 'money' ? value : { kind: 'typed' as const, text: valueWords(value) },
  };
}
