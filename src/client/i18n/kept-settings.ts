// Small choices of this device (language, text size, theme), outside the database so that they are
// known before the first paint. Called by i18n and ui/appearance.ts.

export type SettingName = 'language' | 'text-size' | 'theme';

/** What was chosen while storage is refused: lives as long as the page. */
const unkept = new Map<SettingName, string>();

const place = (name: SettingName): string => `vestnesis.${name}`;

/** The kept choice, or null when none was made. Never throws: storage may be refused (private mode). */
export function keptSetting(name: SettingName): string | null {
  try {
    return localStorage.getItem(place(name)) ?? unkept.get(name) ?? null;
  } catch {
    return unkept.get(name) ?? null;
  }
}

/** Keeps a choice. Where storage is refused or full, it holds until the page closes. */
export function keepSetting(name: SettingName, value: string): void {
  unkept.set(name, value);
  try {
    localStorage.setItem(place(name), value);
  } catch {
    // Losing a text size is no reason to disturb a person at work.
  }
}
