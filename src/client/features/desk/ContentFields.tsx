// The fields of a lesson, a path or a to-do template: name and summary, details, the parts with add, move, copy and remove, the sources.
// Part of ContentEditScreen.
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { Button } from '#ui/Button.tsx';
import { DateField } from '#ui/DateField.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Select } from '#ui/Select.tsx';
import { textRegister, wordsIn } from './content-draft.ts';
import { fieldId, MOST_PARTS, partsIn, withParts } from './content-form.ts';
import { headKeys, listField, type Part, partKeys } from './content-keys.ts';
import { type NewPart, newPart, newPartKinds } from './content-parts.ts';
import { partName } from './content-words.ts';
import type { ContentFieldsProps } from './content-props.ts';
import { ContentDetails } from './ContentDetails.tsx';
import { ContentPart } from './ContentPart.tsx';
import { ContentTexts } from './ContentTexts.tsx';
import { SourceFields } from './SourceFields.tsx';

export function ContentFields(props: ContentFieldsProps) {
  const { kind, now, set, errorOf } = props;
  const parts = partsIn(kind, now);
  const [removed, setRemoved] = useState<{
    readonly name: string;
    readonly before: readonly Part[];
  }>();
  const [adding, setAdding] = useState('');
  const goTo = useRef<string>(undefined);
  // A new or moved part is where one works on.
  useEffect(() => {
    const id = goTo.current;
    goTo.current = undefined;
    if (id === undefined) return;
    const part = document.getElementById(fieldId(`${id}.part`));
    part?.scrollIntoView({ block: 'center' });
    part?.focus({ preventScroll: true });
  });
  const write = (next: readonly Part[], focus?: string): void => {
    goTo.current = focus;
    set(withParts(kind, next));
  };
  const add = (what: NewPart): void => {
    const part = newPart(kind, what, now);
    setAdding('');
    write([...parts, part], part.id);
  };
  const move = (at: number, by: -1 | 1): void => {
    const next = [...parts];
    next.splice(at + by, 0, ...next.splice(at, 1));
    write(next, parts[at]?.id);
  };
  const copy = (at: number): void => {
    const [from] = parts.slice(at, at + 1);
    if (!from) return;
    const part = { ...from, id: newPart(kind, newPartKinds[kind][0], now).id };
    const words = partKeys(kind, part).flatMap(({ key }) =>
      languages.flatMap(({ code }) => {
        const old = `${from.id}${key.slice(part.id.length)}`;
        const said = wordsIn(now, textRegister(code, old));
        return said === '' ? [] : [[textRegister(code, key), said] as const];
      }),
    );
    goTo.current = part.id;
    set({ ...Object.fromEntries(words), ...withParts(kind, parts.toSpliced(at + 1, 0, part)) });
  };
  const remove = (at: number): void => {
    const [part] = parts.slice(at, at + 1);
    if (!part) return;
    setRemoved({ name: partName(kind, part, at + 1), before: parts });
    write(parts.toSpliced(at, 1));
  };
  const full = parts.length >= MOST_PARTS[kind];
  return (
    <>
      <section class="edit-step">
        <h2>{t('desk:edit.head')}</h2>
        {headKeys.map((key) => (
          <ContentTexts key={key.key} {...props} textKey={key} about={t('desk:edit.head')} />
        ))}
      </section>
      <ContentDetails {...props} />
      {parts.map((part, at) => (
        <ContentPart
          key={part.id}
          {...props}
          part={part}
          number={at + 1}
          onChange={(next) => write(parts.with(at, next))}
          onMoveUp={at === 0 ? undefined : () => move(at, -1)}
          onMoveDown={at === parts.length - 1 ? undefined : () => move(at, 1)}
          onCopy={full ? undefined : () => copy(at)}
          onRemove={() => remove(at)}
        />
      ))}
      {removed && (
        <Notice
          kind="done"
          live
          title={t('desk:part.removed', { part: removed.name })}
          onClose={() => setRemoved(undefined)}
        >
          <div>
            <Button
              icon="undo"
              onPress={() => {
                write(removed.before);
                setRemoved(undefined);
              }}
            >
              {t('common:undo')}
            </Button>
          </div>
        </Notice>
      )}
      <section class="edit-step no-print">
        <h2>{t(`desk:more.${listField[kind]}`)}</h2>
        {full ? (
          <p>{t('desk:part.full', { max: MOST_PARTS[kind] })}</p>
        ) : newPartKinds[kind].length === 1 ? (
          <div>
            <Button id={fieldId('add')} icon="plus" onPress={() => add(newPartKinds[kind][0])}>
              {t('desk:item.add')}
            </Button>
          </div>
        ) : (
          <>
            <Select
              id={fieldId('add')}
              label={t('desk:part.kind')}
              empty={t('common:choose')}
              value={adding}
              options={newPartKinds[kind].map((value) => ({
                value,
                label: kind === 'path' ? t(`paths:kind.${value}`) : t(`desk:new.${value}`),
              }))}
              error={errorOf(fieldId('add'))}
              onChange={setAdding}
            />
            <div>
              <Button icon="plus" disabled={adding === ''} onPress={() => add(adding as NewPart)}>
                {t('desk:part.add')}
              </Button>
            </div>
          </>
        )}
      </section>
      <section class="edit-step">
        <h2>{t('desk:part.sources')}</h2>
        <p class="soft">{t('desk:sources.hint')}</p>
        <SourceFields now={now} set={set} errorOf={errorOf} fieldId={fieldId} atLeast={0} />
        <DateField
          id={fieldId('reviewBy')}
          label={t('desk:field.reviewBy')}
          hint={t('desk:field.reviewBy.hint')}
          value={wordsIn(now, 'reviewBy')}
          error={errorOf(fieldId('reviewBy'))}
          onChange={(reviewBy) => set({ reviewBy })}
        />
      </section>
    </>
  );
}
