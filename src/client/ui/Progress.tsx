// "3. solis no 6" with a bar (rule 15). For long work (download, import) with numbers and a stop button.
import { t } from '#i18n/i18n.ts';

import './feedback.css';

export type ProgressProps = {
  /** Steps done so far, or the number of the present step. */
  readonly now: number;
  readonly of: number;
  /** Words instead of "3. solis no 6": "120 no 400 ierakstiem". */
  readonly label?: string | undefined;
};

export function Progress({ now, of, label }: ProgressProps) {
  const words = label ?? t('common:step', { now, of });
  return (
    <div class="progress">
      <span class="progress-words">{words}</span>
      <progress value={now} max={Math.max(of, 1)} aria-label={words} />
    </div>
  );
}
