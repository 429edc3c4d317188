// The answers that a question offers: its own or a shared list's; add, move, take away. Part of the survey editor.
import { useState } from 'preact/hooks';
import { choicesOf, type Choice, type Question } from '#forms/schema.ts';
import { choiceKey } from '#forms/texts.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Select } from '#ui/Select.tsx';
import {
  asList,
  asOwn,
  fromList,
  listOf,
  movedChoice,
  usersOf,
  withChoices,
  withNewChoice,
} from './survey-choices.ts';
import { surveyFieldId } from './survey-faults.ts';
import { formRegister, type ItemEdit } from './survey-props.ts';
import { SurveyTexts } from './SurveyTexts.tsx';

/** So many at once: a list from a file may have thousands. */
const SHOWN = 30;

export function SurveyChoices(props: ItemEdit<Question>) {
  const { item, form, now, version, set } = props;
  const [most, setMost] = useState(SHOWN);
  const [removed, setRemoved] = useState<readonly Choice[]>();
  const choices = choicesOf(form, item);
  const list = listOf(form, item);
  const lists = Object.keys(form.lists ?? {});
  const tables = Object.keys(form.tables ?? {});
  const table = typeof item.choices === 'string' && list === undefined ? item.choices : undefined;
  const write = (next: readonly Choice[]): void => set(formRegister(withChoices(form, item, next)));
  const takeFrom = (source: string): void => {
    if (source !== '') return set(formRegister(fromList(form, item, source)));
    const own = asOwn(form, item, now);
    set({ ...own.texts, ...formRegister(own.form) });
  };
  const share = (): void => {
    const shared = asList(form, item, now);
    set({ ...shared.texts, ...formRegister(shared.form) });
  };
  const add = (): void => {
    const added = withNewChoice(form, item, now, version);
    setMost(Math.max(most, choices.length + 1));
    set(formRegister(added.form));
    const at = surveyFieldId(`text.lv.${choiceKey(item, added.name)}`);
    setTimeout(() => document.getElementById(at)?.focus());
  };
  return (
    <fieldset class="edit-source stack-tight" id={surveyFieldId(`${item.name}.choices`)}>
      <legend>{t('survey-builder:choices')}</legend>
      {lists.length + tables.length > 0 && (
        <Select
          id={surveyFieldId(`${item.name}.choices.from`)}
          label={t('survey-builder:choices.from')}
          value={table ?? list ?? ''}
          empty={t('survey-builder:choices.own')}
          options={[...lists, ...tables].map((value) => ({
            value,
            label: t(
              lists.includes(value)
                ? 'survey-builder:choices.list'
                : 'survey-builder:choices.table',
              { list: value, now: usersOf(form, value).length },
            ),
          }))}
          onChange={takeFrom}
        />
      )}
      {list !== undefined && usersOf(form, list).length > 1 && (
        <p class="soft">
          {t('survey-builder:choices.shared', { now: usersOf(form, list).length })}
        </p>
      )}
      {table !== undefined && (
        <p class="soft">
          {t('survey-builder:choices.fromTable', {
            now: form.tables?.[table]?.rows.length ?? 0,
          })}
        </p>
      )}
      {choices.slice(0, most).map((choice, i) => (
        <div class="survey-choice" key={choice.name}>
          <SurveyTexts
            {...props}
            texts={[
              {
                key: choiceKey(item, choice.name),
                label: t('survey-builder:choice', { number: i + 1 }),
                needed: true,
              },
            ]}
          />
          <div class="edit-marks">
            <Button
              kind="quiet"
              icon="up"
              about={t('survey-builder:choice', { number: i + 1 })}
              disabled={i === 0}
              onPress={() => write(movedChoice(choices, i, -1))}
            >
              {t('desk:part.up')}
            </Button>
            <Button
              kind="quiet"
              icon="down"
              about={t('survey-builder:choice', { number: i + 1 })}
              disabled={i === choices.length - 1}
              onPress={() => write(movedChoice(choices, i, 1))}
            >
              {t('desk:part.down')}
            </Button>
            <Button
              kind="quiet"
              icon="remove"
              about={t('survey-builder:choice', { number: i + 1 })}
              onPress={() => {
                setRemoved(choices);
                write(choices.toSpliced(i, 1));
              }}
            >
              {t('desk:part.remove')}
            </Button>
            <span class="soft digits">{choice.name}</span>
          </div>
        </div>
      ))}
      {removed && (
        <Notice
          kind="done"
          live
          title={t('survey-builder:choice.removed')}
          onClose={() => setRemoved(undefined)}
        >
          <div>
            <Button
              icon="undo"
              onPress={() => {
                write(removed);
                setRemoved(undefined);
              }}
            >
              {t('common:undo')}
            </Button>
          </div>
        </Notice>
      )}
      <div class="row">
        {choices.length > most && (
          <Button icon="down" onPress={() => setMost(most + 100)}>
            {t('survey-builder:choices.more', { now: choices.length - most })}
          </Button>
        )}
        {table === undefined && (
          <Button icon="plus" id={surveyFieldId(`${item.name}.choices.add`)} onPress={add}>
            {t('survey-builder:choice.add')}
          </Button>
        )}
        {table === undefined && list === undefined && choices.length > 0 && (
          <Button kind="quiet" icon="list" onPress={share}>
            {t('survey-builder:choices.share')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
