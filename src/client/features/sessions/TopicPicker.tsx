// What a session was about, as big toggles: first what was really opened today, the rest behind one button.
// Part of the session form.
import { useState } from 'preact/hooks';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import type { IconName } from '#ui/icons.ts';
import { type Topic, topicLabel } from './sessions-queries.ts';

const FEW = 6;
const icons: Record<Topic['kind'], IconName> = {
  lesson: 'learn',
  practice: 'practice',
  other: 'message',
};

export type TopicPickerProps = {
  readonly topics: readonly Topic[] | undefined;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
};

/** The ones to show at once: chosen ones first, then in their order, so many at least. */
function foremost(topics: readonly Topic[], first: readonly string[]): Topic[] {
  const chosen = topics.filter((topic) => first.includes(topic.key));
  const rest = topics.filter((topic) => !first.includes(topic.key));
  return [...chosen, ...rest].slice(0, Math.max(FEW, chosen.length));
}

export function TopicPicker({ topics, chosen, onChange }: TopicPickerProps) {
  const [all, setAll] = useState(false);
  // Toggles must not jump under the finger: the order is settled by what was chosen when the form opened.
  const [first] = useState(chosen);
  if (!topics) return <p class="soft">{t('common:loading')}</p>;
  // A topic whose lesson was taken away since keeps its place, so that saving does not lose it.
  const known = new Set(topics.map((topic) => topic.key));
  const gone = chosen
    .filter((key) => !known.has(key))
    .map((key): Topic => ({ key, label: topicLabel(undefined, key), kind: 'other' }));
  const every = [...topics, ...gone];
  const shown = all
    ? foremost(every, first).concat(
        every.filter((topic) => !foremost(every, first).includes(topic)),
      )
    : foremost(every, first);
  return (
    <div class="stack-tight">
      <ChoiceList
        compact
        several
        label={t('sessions:topics')}
        hint={first.length > 0 ? t('sessions:topics.opened') : undefined}
        value={chosen}
        choices={shown.map((topic) => ({
          value: topic.key,
          label: topic.label,
          icon: icons[topic.kind],
        }))}
        onChange={onChange}
      />
      {shown.length < every.length && (
        <div>
          <Button kind="quiet" icon="down" onPress={() => setAll(true)}>
            {t('sessions:topics.all', { of: every.length })}
          </Button>
        </div>
      )}
    </div>
  );
}
