// The versions that a survey had, each with its way back into the draft, and earlier words of its texts. Part of SurveyEditScreen.
import { useState } from 'preact/hooks';
import { useEarlierValues } from '#device/earlier-values.ts';
import { formatDateTime } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { EarlierValues } from '#ui/EarlierValues.tsx';
import { List, ListRow } from '#ui/List.tsx';
import { Notice } from '#ui/Notice.tsx';
import type { Registers } from './content-draft.ts';
import { registersOfVersion, versionsIn } from './survey-versions.ts';
import { surveyRegisterName } from './survey-words.ts';

export type SurveyVersionsProps = {
  readonly id: string;
  readonly now: Registers;
  /** The version that is public. */
  readonly version: number;
  readonly set: (registers: Registers) => void;
};

export function SurveyVersions({ id, now, version, set }: SurveyVersionsProps) {
  const earlier = useEarlierValues('survey', id);
  const [taken, setTaken] = useState<number>();
  const entries = earlier.entries ?? [];
  const versions = versionsIn(entries);
  return (
    <section class="edit-step no-print">
      <h2>{t('survey-builder:versions')}</h2>
      <p>{t('survey-builder:versions.now', { version })}</p>
      {taken !== undefined && (
        <Notice
          kind="done"
          live
          title={t('survey-builder:versions.taken', { version: taken })}
          onClose={() => setTaken(undefined)}
        />
      )}
      {versions.length > 0 && (
        <List label={t('survey-builder:versions')}>
          {versions.map((one) => {
            const words = t('survey-builder:versions.one', {
              version: one.form.version,
              count: one.questions,
            });
            return (
              <ListRow
                key={one.key}
                icon="history"
                title={words}
                note={t(one.who === undefined ? 'history-words:until' : 'history-words:untilBy', {
                  at: formatDateTime(one.until),
                  name: one.who ?? '',
                })}
                actions={
                  <Button
                    icon="undo"
                    about={words}
                    onPress={() => {
                      set(registersOfVersion(one, entries, now));
                      setTaken(one.form.version);
                    }}
                  >
                    {t('desk:history.restore')}
                  </Button>
                }
              />
            );
          })}
        </List>
      )}
      <EarlierValues
        {...earlier}
        {...(earlier.entries
          ? { entries: earlier.entries.filter(({ field }) => field !== 'form') }
          : {})}
        nameOf={surveyRegisterName(now)}
        restoreWords={t('desk:history.restore')}
        onRestore={({ field, value }) => {
          set({ [field]: value ?? '' });
          return Promise.resolve({ ok: true });
        }}
      />
    </section>
  );
}
