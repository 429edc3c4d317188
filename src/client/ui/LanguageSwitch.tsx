// Every language by its own name, found without reading any other (rule 38). On the start screen and
// among the settings.
import { language, setLanguage, t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';

import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';

export function LanguageSwitch() {
  return (
    <fieldset class="language-switch">
      <legend class="language-name">
        <Icon name="language" /> {t('common:language')}
      </legend>
      {languages.map((one) => (
        <Button
          key={one.code}
          lang={one.code}
          pressed={language.value === one.code}
          onPress={() => void setLanguage(one.code).catch(() => undefined)}
        >
          {one.ownName}
        </Button>
      ))}
    </fieldset>
  );
}
