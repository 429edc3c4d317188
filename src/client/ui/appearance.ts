// Theme, text size and helper/learner mode: signals that set attributes on <html>, which tokens.css reads.
// Started by app/main.tsx before the first paint; changed by the controls here and by the hand-over.
import { effect, signal } from '@preact/signals';

import { t } from '#i18n/i18n.ts';
import { keepSetting, keptSetting } from '#i18n/kept-settings.ts';

export type Theme = 'auto' | 'light' | 'dark';
export type TextSize = '100' | '125' | '150';
/** `learner`: the tablet is in the senior's hands: bigger type, no navigation. */
export type Mode = 'helper' | 'learner';

export const themes: readonly Theme[] = ['auto', 'light', 'dark'];
export const textSizes: readonly TextSize[] = ['100', '125', '150'];

export const theme = signal<Theme>('auto');
export const textSize = signal<TextSize>('100');
export const mode = signal<Mode>('helper');

function known<T extends string>(values: readonly T[], kept: string | null, otherwise: T): T {
  return values.find((value) => value === kept) ?? otherwise;
}

/** Reads what the device keeps and holds <html> to it from now on. Call once. */
export function startAppearance(): void {
  theme.value = known(themes, keptSetting('theme'), 'auto');
  textSize.value = known(textSizes, keptSetting('text-size'), '100');
  effect(() => {
    const root = document.documentElement.dataset;
    if (theme.value === 'auto') delete root['theme'];
    else root['theme'] = theme.value;
    root['textSize'] = textSize.value;
    root['mode'] = mode.value;
  });
}

/** Changes the theme and keeps it on this device. */
export function setTheme(value: Theme): void {
  theme.value = value;
  keepSetting('theme', value);
}

/** Changes the text size and keeps it on this device. */
export function setTextSize(value: TextSize): void {
  textSize.value = value;
  keepSetting('text-size', value);
}

/** The size after the present one; after the largest comes the usual again. */
export function nextTextSize(value: TextSize): TextSize {
  return textSizes[(textSizes.indexOf(value) + 1) % textSizes.length] ?? '100';
}

/** What a size is called. */
export function textSizeWords(size: TextSize): string {
  return { 100: t('common:text.100'), 125: t('common:text.125'), 150: t('common:text.150') }[size];
}
