// "Klausīties" for one step: heading and text, in the language the text really is in (rule 37). Called by the step views.
import type { ContentText } from '#i18n/content-text.ts';
import { language } from '#i18n/i18n.ts';
import { SpeakButton } from '#ui/SpeakButton.tsx';

export type StepSpeechProps = { readonly title: string; readonly body: ContentText };

export function StepSpeech({ title, body }: StepSpeechProps) {
  // A heading in the screen's language would be read out by a voice of another one.
  const words = body.lang === language.value ? `${title}\n${body.words}` : body.words;
  return <SpeakButton text={words.replaceAll(/^- /gm, '')} lang={body.lang} />;
}
