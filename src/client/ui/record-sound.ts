// Takes a voice from the microphone with the browser's own recorder. Called by VoiceRecorder.tsx.
import { fail, ok, type Result } from '#core/result.ts';

/** A voice needs no more; two minutes weigh about half a megabyte. */
const BITS_PER_SECOND = 32_000;
/** What every tablet plays (sync/media-type.ts), the smaller first. */
const FORMS = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'] as const;

export type Recording = {
  /** Ends the recording; answers what was said. */
  readonly stop: () => Promise<Blob>;
  /** Lets go of the microphone and keeps nothing. */
  readonly drop: () => void;
};

export const canRecord = (): boolean =>
  typeof MediaRecorder !== 'undefined' && navigator.mediaDevices?.getUserMedia !== undefined;

/** 'denied': the person or the system does not give the microphone. 'none': there is none, or something else holds it. */
export async function startRecording(): Promise<Result<Recording, 'denied' | 'none'>> {
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true },
    });
  } catch (error) {
    return fail(
      error instanceof DOMException && error.name === 'NotAllowedError' ? 'denied' : 'none',
    );
  }
  const release = (): void => {
    for (const track of stream.getTracks()) track.stop();
  };
  const mimeType = FORMS.find((form) => MediaRecorder.isTypeSupported(form));
  const recorder = new MediaRecorder(stream, {
    audioBitsPerSecond: BITS_PER_SECOND,
    ...(mimeType === undefined ? {} : { mimeType }),
  });
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const ended = new Promise<Blob>((resolve) => {
    recorder.addEventListener('stop', () => {
      release();
      resolve(new Blob(parts, { type: recorder.mimeType }));
    });
  });
  recorder.start();
  return ok({
    stop: () => {
      if (recorder.state !== 'inactive') recorder.stop();
      return ended;
    },
    drop: () => {
      if (recorder.state !== 'inactive') recorder.stop();
      release();
    },
  });
}
