// Reading aloud with the tablet's own voice. Called by SpeakButton.tsx.
// Rule 37: only a voice of the right language that works on the device itself; a network voice would
// send what a person reads to somebody else, and be silent in the village.
import { signal } from '@preact/signals';

const voices = signal<readonly SpeechSynthesisVoice[]>([]);
/** The text being read now, or null. */
export const speaking = signal<string | null>(null);

let listening = false;

function listen(): void {
  if (listening || typeof speechSynthesis === 'undefined') return;
  listening = true;
  const read = () => {
    voices.value = speechSynthesis.getVoices();
  };
  read();
  // Browsers name their voices some time after the page has opened.
  speechSynthesis.addEventListener?.('voiceschanged', read);
}

/** The local voice of a language, or null. Reads a signal: a screen redraws when voices appear. */
export function localVoice(lang: string): SpeechSynthesisVoice | null {
  listen();
  return chooseVoice(voices.value, lang);
}

/** The rule itself, without a browser: right language, on the device, the default one first. */
export function chooseVoice<
  V extends Pick<SpeechSynthesisVoice, 'lang' | 'localService' | 'default'>,
>(among: readonly V[], lang: string): V | null {
  const fit = among.filter(
    (voice) =>
      voice.localService && voice.lang.slice(0, 2).toLowerCase() === lang.slice(0, 2).toLowerCase(),
  );
  return fit.find((voice) => voice.default) ?? fit[0] ?? null;
}

/** Sentences, because browsers fall silent in the middle of long texts. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?…:])\s+|\n+/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Stops what is being read. */
export function stopSpeaking(): void {
  speaking.value = null;
  if (typeof speechSynthesis !== 'undefined') speechSynthesis.cancel();
}

/** Reads a text, a little slower than usual, stopping whatever was being read. */
export function speak(text: string, voice: SpeechSynthesisVoice): void {
  stopSpeaking();
  const parts = sentencesOf(text);
  if (parts.length === 0) return;
  speaking.value = text;
  for (const [index, part] of parts.entries()) {
    const words = new SpeechSynthesisUtterance(part);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = 0.9;
    const last = index === parts.length - 1;
    const ended = () => {
      if (speaking.value === text) speaking.value = null;
    };
    if (last) words.addEventListener('end', ended);
    words.addEventListener('error', ended);
    speechSynthesis.speak(words);
  }
}
