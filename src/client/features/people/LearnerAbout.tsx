// What helps in teaching a learner. Each answer is stored when it is given; nothing here is needed, nothing is about health.
import { useState } from 'preact/hooks';
import type { Row } from '#device/database.ts';
import { useDevice, useRecords } from '#device/live.ts';
import type { Patch } from '#device/write.ts';
import { formatDateWithYear } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { NoteField, noteProblem } from '#ui/NoteField.tsx';
import { Notice } from '#ui/Notice.tsx';
import { changeLearner } from './people-actions.ts';
import { stageFrom } from './people-queries.ts';

const ageBands = ['under-55', '55-64', '65-74', '75-plus'] as const;
const genders = ['female', 'male', 'other'] as const;
export const needs = [
  'bills',
  'sign-in',
  'services',
  'calls',
  'scams',
  'shared-device',
  'no-internet',
  'large-text',
  'paper',
] as const;
const UNTOLD = 'untold';

export function LearnerAbout({
  row,
  responses,
}: {
  readonly row: Row<'learner'>;
  readonly responses: readonly Row<'response'>[];
}) {
  const device = useDevice();
  const surveys = useRecords('survey') ?? [];
  const [problem, setProblem] = useState<string>();
  const [note, setNote] = useState(row.note ?? '');
  const found = stageFrom(responses, surveys, device.now());
  const stage = found?.stage ?? row.stage;

  const save = async (patch: Patch<'learner'>): Promise<void> => {
    const done = await changeLearner(device, row.id, patch);
    setProblem(done.ok ? undefined : t(`errors:${done.error.code}`));
  };
  const told = (value: string): string | null => (value === UNTOLD ? null : value);
  const untold = { value: UNTOLD, label: t('people:untold') };
  const wanted = Object.entries(row.needs ?? {}).flatMap(([key, on]) => (on ? [key] : []));

  return (
    <section class="stack chips no-print">
      <h2>{t('people:about')}</h2>
      {problem !== undefined && <Notice kind="problem" live title={problem} />}
      <div class="stack-tight">
        <h3>{t('people:stage')}</h3>
        {stage == null ? (
          <p>{t('people:stage.none')}</p>
        ) : (
          <>
            <p>
              <strong>{t(`people:stage.${stage}`)}</strong>
            </p>
            {found && (
              <p class="soft">
                {t(found.expired ? 'people:stage.old' : 'people:stage.from', {
                  date: formatDateWithYear(found.at),
                })}
              </p>
            )}
          </>
        )}
      </div>
      <ChoiceList
        compact
        label={t('people:language')}
        value={row.language ?? UNTOLD}
        choices={[
          ...languages.map((one) => ({ value: one.code, label: one.ownName, lang: one.code })),
          untold,
        ]}
        onChange={(value) => void save({ language: told(value) })}
      />
      <ChoiceList
        compact
        label={t('people:age')}
        value={row.ageBand ?? UNTOLD}
        choices={[...ageBands.map((value) => ({ value, label: t(`people:age.${value}`) })), untold]}
        onChange={(value) =>
          void save({ ageBand: told(value) as (typeof ageBands)[number] | null })
        }
      />
      <ChoiceList
        compact
        label={t('people:gender')}
        optional={t('common:optional')}
        value={row.gender ?? UNTOLD}
        choices={[
          ...genders.map((value) => ({ value, label: t(`people:gender.${value}`) })),
          untold,
        ]}
        onChange={(value) => void save({ gender: told(value) as (typeof genders)[number] | null })}
      />
      <ChoiceList
        compact
        several
        label={t('people:needs')}
        value={wanted}
        choices={needs.map((value) => ({ value, label: t(`people:need.${value}`) }))}
        onChange={(chosen) => {
          const gone = wanted
            .filter((key) => !chosen.includes(key))
            .map((key) => [key, null] as const);
          const come = chosen
            .filter((key) => !wanted.includes(key))
            .map((key) => [key, true] as const);
          void save({ needs: Object.fromEntries([...gone, ...come]) });
        }}
      />
      <NoteField
        label={t('people:note')}
        hint={t('people:note.hint')}
        value={note}
        onInput={setNote}
        onBlur={() => {
          if (noteProblem(note) === undefined && note.trim() !== (row.note ?? ''))
            void save({ note: note.trim() === '' ? null : note.trim() });
        }}
      />
    </section>
  );
}
