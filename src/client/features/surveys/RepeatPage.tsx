// The page after the instances of a repeat: what was added, change it, take it away with a way back, one more. Part of AnswerScreen.tsx.
import { useState } from 'preact/hooks';
import type { Page, PageInstance } from '#forms/pages.ts';
import { contentText, type ContentText } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Notice } from '#ui/Notice.tsx';
import type { Texts } from './QuestionField.tsx';
import type { Answering } from './use-answers.ts';

/** What one of them is called; a form without words for it shows its name. */
export function instanceTitle(
  texts: Texts,
  { repeat }: Pick<PageInstance, 'repeat'>,
): Pick<ContentText, 'words'> & { readonly lang: string | undefined } {
  const found = contentText(texts, `${repeat.name}.label`);
  return found.words === '' ? { words: repeat.name, lang: undefined } : found;
}

export type RepeatPageProps = {
  readonly page: Page & { readonly kind: 'repeat' };
  readonly answering: Answering;
  readonly texts: Texts;
  readonly onOpen: (instance: string) => void;
};

export function RepeatPage({ page, answering, texts, onOpen }: RepeatPageProps) {
  const [removed, setRemoved] = useState<string>();
  const { words, lang } = instanceTitle(texts, page);
  return (
    <div class="stack">
      {page.instances.length === 0 ? (
        <p class="soft">{t('surveys:repeat.none')}</p>
      ) : (
        <ol class="survey-instances">
          {page.instances.map((key, i) => {
            const name = t('surveys:repeat.one', { what: words, place: i + 1 });
            return (
              <li key={key} lang={lang}>
                <span>{name}</span>
                <span class="row">
                  <Button icon="edit" about={name} onPress={() => onOpen(key)}>
                    {t('surveys:repeat.change')}
                  </Button>
                  <Button
                    kind="quiet"
                    icon="remove"
                    about={name}
                    onPress={() => {
                      answering.remove(key);
                      setRemoved(key);
                    }}
                  >
                    {t('surveys:repeat.remove')}
                  </Button>
                </span>
              </li>
            );
          })}
        </ol>
      )}
      {removed !== undefined && (
        <Notice kind="done" live title={t('surveys:repeat.removed')}>
          <div>
            <Button
              icon="undo"
              onPress={() => {
                answering.restore(removed);
                setRemoved(undefined);
              }}
            >
              {t('common:undo')}
            </Button>
          </div>
        </Notice>
      )}
      <p>{t('surveys:repeat.ask')}</p>
      <div>
        <Button
          icon="plus"
          onPress={() => {
            const key = answering.add(page.name);
            if (key !== undefined) onOpen(key);
          }}
        >
          {t('surveys:repeat.add')}
        </Button>
      </div>
    </div>
  );
}
