// Text size and theme as choices, for the settings screen.
import { t } from '#i18n/i18n.ts';

import {
  setTextSize,
  setTheme,
  textSize,
  textSizes,
  textSizeWords,
  theme,
  themes,
  type TextSize,
  type Theme,
} from './appearance.ts';
import { ChoiceList } from './ChoiceList.tsx';

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
      choices={textSizes.map((size) => ({ value: size, label: textSizeWords(size) }))}
      onChange={(value) => setTextSize(value as TextSize)}
    />
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
