// Steps of lessons read aloud by helpers: which recording fits, keeping one, taking it away. Called by StepSpeech and RecordStep.
import { derivedId } from '#core/derived-id.ts';
import { hashText, lanesHex } from '#core/hash.ts';
import { fail, ok, type Result } from '#core/result.ts';
import type { Row } from '#device/database.ts';
import type { Device } from '#device/device.ts';
import { useRecord } from '#device/live.ts';
import { prepareSound } from '#device/media-picture.ts';
import { creation, alteration } from '#device/write.ts';
import type { LanguageCode } from '#i18n/languages.ts';

/** Longest recording of one step, in seconds. */
export const MOST_SECONDS = 180;

export type StepWords = {
  readonly lesson: string;
  readonly step: string;
  readonly lang: LanguageCode;
  /** Heading and text, as they are read out. */
  readonly words: string;
};

const voiceId = ({ lesson, step, lang }: StepWords): string =>
  derivedId(`voice ${lesson} ${step} ${lang}`);
const fingerprint = ({ words }: StepWords): string => lanesHex(hashText(words));

/** The recording of a step; null when there is none, undefined while it is looked up. */
export const useVoice = (words: StepWords): Row<'voice'> | null | undefined =>
  useRecord('voice', voiceId(words));

/** Whether what was read is what stands there now. */
export const isUpToDate = (voice: Row<'voice'>, words: StepWords): boolean =>
  voice.words === fingerprint(words);

/** Keeps the file and the record that names it. Errors are codes of `errors:`. */
export async function keepVoice(
  device: Device,
  words: StepWords,
  sound: Blob,
): Promise<Result<undefined, string>> {
  const made = await prepareSound(sound);
  if (!made.ok) return fail(made.error === 'large-media' ? 'large-media' : 'bad-media');
  const kept = await (await device.media()).put(made.value.bytes);
  if (!kept.ok) return fail(kept.error.code);
  const { lesson, step, lang } = words;
  const id = voiceId(words);
  const said = {
    media: kept.value,
    words: fingerprint(words),
    personId: device.actor().personId,
  };
  const before = await device.db.rows('voice').get(id);
  const done = await device.writeAll([
    before
      ? alteration('voice', id, said)
      : creation('voice', id, 'org', { lesson, step, lang, ...said }),
  ]);
  if (!done.ok) return fail(done.error.code);
  if (before?.deleted !== true) return ok(undefined);
  const back = await device.restore('voice', id);
  return back.ok ? back : fail(back.error.code);
}
