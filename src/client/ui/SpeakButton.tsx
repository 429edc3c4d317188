// "Klausīties": reads the given text aloud, or is not there at all when the tablet cannot (rule 37).
import { useEffect } from 'preact/hooks';

import { language, t } from '#i18n/i18n.ts';
import type { LanguageCode } from '#i18n/languages.ts';

import { Button } from './Button.tsx';
import { localVoice, speak, speaking, stopSpeaking } from './speech.ts';

export type SpeakButtonProps = {
  readonly text: string;
  /** The language of the text when it is not the screen's. */
  readonly lang?: LanguageCode | undefined;
};

export function SpeakButton({ text, lang }: SpeakButtonProps) {
  const voice = localVoice(lang ?? language.value);
  useEffect(() => stopSpeaking, [text]);
  if (!voice || text === '') return null;
  const on = speaking.value === text;
  return (
    <Button
      icon={on ? 'stop' : 'speak'}
      class="no-print"
      onPress={() => (on ? stopSpeaking() : speak(text, voice))}
    >
      {on ? t('common:speech.stop') : t('common:speech.listen')}
    </Button>
  );
}
