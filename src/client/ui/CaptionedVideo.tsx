// A video that has its captions always on: whoever does not hear well should not have to look for them. Used by lessons and their editor.
import { useEffect, useState } from 'preact/hooks';
import { cuesIn, webVtt } from '#core/captions.ts';
import './captioned-video.css';

export type CaptionedVideoProps = {
  readonly src: string;
  /** As people write them (core/captions.ts). */
  readonly captions: string;
  readonly lang: string;
};

export function CaptionedVideo({ src, captions, lang }: CaptionedVideoProps) {
  const [track, setTrack] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([webVtt(cuesIn(captions))], { type: 'text/vtt' }));
    setTrack(made);
    return () => URL.revokeObjectURL(made);
  }, [captions]);
  if (track === undefined) return null;
  return (
    <video class="captioned-video no-print" src={src} controls playsInline>
      <track kind="captions" src={track} srclang={lang} default />
    </video>
  );
}
