// Where the facts stand written: address, title and the day on which it was read, each source in its frame. Part of the editors of content.
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { DateField } from '#ui/DateField.tsx';
import { TextField } from '#ui/TextField.tsx';
import type { Registers } from './content-draft.ts';
import { MOST_SOURCES, noSource, type Source, sourcesIn } from './content-sources.ts';

export type SourceFieldsProps = {
  readonly now: Registers;
  readonly set: (registers: Registers) => void;
  readonly errorOf: (fieldId: string) => string | undefined;
  /** The field's id on the screen: `sources.0.url`. */
  readonly fieldId: (name: string) => string;
  /** So many can't be taken away. */
  readonly atLeast: number;
};

export function SourceFields({ now, set, errorOf, fieldId, atLeast }: SourceFieldsProps) {
  const sources = sourcesIn(now);
  const write = (next: readonly Source[]): void =>
    set({ sources: next.map((one) => ({ ...one })) });
  const change = (at: number, part: Partial<Source>): void =>
    write(sources.map((one, i) => (i === at ? { ...one, ...part } : one)));
  return (
    <>
      {sources.map((source, i) => {
        const at = (part: string): string => fieldId(`sources.${i}.${part}`);
        const name = t('scams:desk.field.source', { number: i + 1 });
        return (
          <fieldset class="edit-source stack-tight" key={i}>
            <legend>{name}</legend>
            <TextField
              id={at('url')}
              type="url"
              label={t('scams:desk.field.url')}
              hint={t('scams:desk.field.url.hint')}
              value={source.url}
              error={errorOf(at('url'))}
              onInput={(url) => change(i, { url })}
            />
            <TextField
              id={at('title')}
              label={t('scams:desk.field.sourceTitle')}
              value={source.title}
              error={errorOf(at('title'))}
              onInput={(title) => change(i, { title })}
            />
            <DateField
              id={at('checked')}
              label={t('scams:desk.field.checked')}
              value={source.checked}
              error={errorOf(at('checked'))}
              onChange={(checked) => change(i, { checked })}
            />
            {sources.length > atLeast && (
              <div>
                <Button
                  kind="quiet"
                  icon="remove"
                  about={name}
                  onPress={() => write(sources.filter((_, other) => other !== i))}
                >
                  {t('scams:desk.source.remove')}
                </Button>
              </div>
            )}
          </fieldset>
        );
      })}
      {sources.length < MOST_SOURCES && (
        <div>
          <Button
            id={fieldId('add-source')}
            icon="plus"
            onPress={() => write([...sources, noSource])}
          >
            {t('scams:desk.source.add')}
          </Button>
        </div>
      )}
    </>
  );
}
