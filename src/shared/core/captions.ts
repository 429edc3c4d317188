// A video's captions as people write them, a line for each moment: "0:05 Atveriet lapu." Made into what the browser shows. Pure.

export type Cue = { readonly from: number; readonly words: string };

const LINE = /^(?:(\d{1,2}):)?(\d{1,2}):(\d{2})\s+(\S.*)$/;

/** Lines that are no captions are left out; `badLine` says which. */
export const cuesIn = (text: string): Cue[] =>
  text.split('\n').flatMap((line): Cue[] => {
    const [, hours = '0', minutes = '0', seconds = '0', words] = LINE.exec(line.trim()) ?? [];
    return words === undefined
      ? []
      : [{ from: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds), words }];
  });

/** The first line that is no caption, or stands before the one above it; undefined when all is well. */
export function badLine(text: string): string | undefined {
  let before = -1;
  return text.split('\n').find((line) => {
    if (line.trim() === '') return false;
    const [cue] = cuesIn(line);
    if (!cue || cue.from <= before) return true;
    before = cue.from;
    return false;
  });
}

/** How long the last caption stays, in seconds. */
const LAST_SECONDS = 6;
const stamp = (seconds: number): string =>
  `${[Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')}.000`;

/** WebVTT (W3C): each caption stays until the next one. */
export const webVtt = (cues: readonly Cue[]): string =>
  [
    'WEBVTT',
    ...cues.map(({ from, words }, i) => {
      const until = cues[i + 1]?.from ?? from + LAST_SECONDS;
      return `${stamp(from)} --> ${stamp(until)}\n${words.replaceAll('-->', '→')}`;
    }),
  ].join('\n\n');
