// Text size, theme and language as choices, for the settings screen; and the one-tap text size button
// that stands on every screen (rule 4). LanguageSwitch is also on the start screen (rule 38).
import { language, setLanguage, t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';

import {
  nextTextSize,
  setTextSize,
  setTheme,
  textSize,
  textSizes,
  theme,
  themes,
  type TextSize,
  type Theme,
} from './appearance.ts';
import { Button } from './Button.tsx';
import { ChoiceList } from './ChoiceList.tsx';
import { Icon } from './Icon.tsx';

const sizeWords = (size: TextSize): string =>
  ({ 100: t('common:text.100'), 125: t('common:text.125'), 150: t('common:text.150') })[size];

const themeWords = (value: Theme): string =>
  ({ auto: t('common:theme.auto'), light: t('common:theme.light'), dark: t('common:theme.dark') })[
    value
  ];

/** Three sizes to choose from. */
export function TextSizeControl() {
  return (
    <ChoiceList
      compact
      label={t('common:text.title')}
      value={textSize.value}
      choices={textSizes.map((size) => ({ value: size, label: sizeWords(size) }))}
      onChange={(value) => setTextSize(value as TextSize)}
    />
  );
}

/** One tap: the next size. */
export function TextSizeButton() {
  return (
    <Button
      class="button-tool"
      kind="quiet"
      icon="text"
      about={sizeWords(textSize.value)}
      onPress={() => setTextSize(nextTextSize(textSize.value))}
    >
      {t('common:text.button')}
    </Button>
  );
}

/** As the device, light, dark. */
export function ThemeControl() {
  return (
    <ChoiceList
      compact
      label={t('common:theme.title')}
      value={theme.value}
      choices={themes.map((value) => ({ value, label: themeWords(value) }))}
      onChange={(value) => setTheme(value as Theme)}
    />
  );
}

/** Every language by its own name, found without reading any other (rule 38). */
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
