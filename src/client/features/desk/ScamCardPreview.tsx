// How a card will look to people, with what is not published yet in it, in any language. Part of ScamCardEditScreen.
import { useState } from 'preact/hooks';
import { language, t } from '#i18n/i18n.ts';
import { type LanguageCode, languages } from '#i18n/languages.ts';
import { cardText, ScamCardView } from '#practice-world/ScamCardView.tsx';
import { Button } from '#ui/Button.tsx';
import { type Registers } from './content-draft.ts';
import { shownCard } from './scam-card-form.ts';

export type ScamCardPreviewProps = {
  readonly id: string;
  readonly now: Registers;
  readonly today: string;
};

export function ScamCardPreview({ id, now, today }: ScamCardPreviewProps) {
  const [lang, setLang] = useState<LanguageCode>(language.value);
  const card = shownCard(id, now);
  const title = cardText(card, 'title', lang);
  return (
    <div class="stack-tight">
      <div class="row" role="group" aria-label={t('scams:desk.preview.language')}>
        {languages.map(({ code, ownName }) => (
          <Button key={code} lang={code} pressed={lang === code} onPress={() => setLang(code)}>
            {ownName}
          </Button>
        ))}
      </div>
      <div class="edit-preview">
        <h2 lang={title.lang}>{title.words || t('scams:desk.unnamed')}</h2>
        <ScamCardView card={card} today={today} lang={lang} deep />
      </div>
    </div>
  );
}
