// What happened after a tap: a fact and the next action, with bill and field side by side when the app tells what differs.
// Stays until the learner does something else (rule 12). Called by RunScreen.
import { Compare } from '#practice-world/Compare.tsx';
import type { Words } from '#practice-world/words.ts';
import type { View } from '#practice/view.ts';
import { Icon } from '#ui/Icon.tsx';
import { Notice } from '#ui/Notice.tsx';

export type StepNoticeProps = { readonly view: View; readonly words: Words };

export function StepNotice({ view: { notice }, words }: StepNoticeProps) {
  const text = notice ? words.say(notice.say, notice.params) : '';
  if (!notice || text === '') return null;
  if (notice.tone === 'good') {
    return (
      <p class="practice-right" role="status">
        <Icon name="done" />
        <span>{text}</span>
      </p>
    );
  }
  return (
    <Notice kind="careful" title={text} live>
      {notice.compare && <Compare compare={notice.compare} />}
    </Notice>
  );
}
