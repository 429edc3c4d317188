// "Klausīties" for one step: heading and text, in the language the text really is in (rule 37): the tablet's own voice of that language, else
// a helper's recording of exactly these words, else nothing. Helpers record here. Called by the step views.
import { useDevice } from '#device/live.ts';
import { useFile } from '#device/media-view.ts';
import type { ContentText } from '#i18n/content-text.ts';
import { language } from '#i18n/i18n.ts';
import { mode } from '#ui/appearance.ts';
import { canRecord } from '#ui/record-sound.ts';
import { SoundPlayer } from '#ui/SoundPlayer.tsx';
import { SpeakButton } from '#ui/SpeakButton.tsx';
import { localVoice } from '#ui/speech.ts';
import { RecordStep } from './RecordStep.tsx';
import { isUpToDate, type StepWords, useVoice } from './voices.ts';

export type StepSpeechProps = {
  readonly title: string;
  readonly body: ContentText;
  /** Which step of which lesson it is: left out where nothing is recorded (a return's question). */
  readonly of?: { readonly lesson: string; readonly step: string } | undefined;
};

export function StepSpeech({ title, body, of }: StepSpeechProps) {
  const helper = useDevice().identity.value !== undefined && mode.value !== 'learner';
  // A heading in the screen's language would be read out by a voice of another one.
  const spoken = (body.lang === language.value ? `${title}\n${body.words}` : body.words).replaceAll(
    /^- /gm,
    '',
  );
  const words = of && body.words !== '' ? { ...of, lang: body.lang, words: spoken } : undefined;
  return (
    <>
      {localVoice(body.lang) ? (
        <SpeakButton text={spoken} lang={body.lang} />
      ) : (
        words && <Recorded words={words} />
      )}
      {words && helper && canRecord() && <RecordStep words={words} />}
    </>
  );
}

function Recorded({ words }: { readonly words: StepWords }) {
  const voice = useVoice(words);
  const fits = voice != null && isUpToDate(voice, words);
  const file = useFile(fits ? voice.media : '');
  return fits && file ? <SoundPlayer src={file.url} /> : null;
}
