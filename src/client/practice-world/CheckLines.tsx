// The check-before-final page: each line with Change, and "it matches" where the learner has to compare (rules 18, 19).
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Icon } from '#ui/Icon.tsx';
import type { LineView } from '#practice/view.ts';
import { LineWords } from './Lines.tsx';
import { PointTag } from './Tap.tsx';
import { useWorld } from './world.ts';

export type CheckLinesProps = {
  readonly step: string;
  readonly lines: readonly LineView[];
};

export function CheckLines({ step, lines }: CheckLinesProps) {
  const { act, point, words } = useWorld();
  // A list of what to do before leaving is done, not alike.
  const matches = words.own(`${step}.matches`) || t('practice:matches');
  return (
    <ul class="lines check-lines">
      {lines.map((line) => {
        const change = `change.${line.id}`;
        const pointed = point === line.target || point === change;
        return (
          <li key={line.id} class={pointed ? 'pointed' : undefined}>
            {pointed && <PointTag />}
            <div class="line">
              <LineWords line={line} />
              {line.differs && (
                <span class="line-differs">
                  <Icon name="careful" />
                  {t('practice:differs')}
                </span>
              )}
            </div>
            {act && (line.matched !== null || line.change !== null) && (
              <div class="line-actions">
                {line.matched !== null && (
                  <Button
                    icon={line.matched ? 'check' : undefined}
                    pressed={line.matched}
                    about={words.label(line.label)}
                    onPress={() => act({ do: 'pick', target: line.target })}
                  >
                    {matches}
                  </Button>
                )}
                {line.change !== null && (
                  <Button
                    kind="quiet"
                    icon="edit"
                    about={words.label(line.label)}
                    onPress={() => act({ do: 'change', line: line.id })}
                  >
                    {t('common:change')}
                  </Button>
                )}
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
