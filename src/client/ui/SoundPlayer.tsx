// A recorded voice with one plain button, and how far it is. Whoever shows it shows its words beside it. Used by stories and their editor.
import { useEffect, useRef, useState } from 'preact/hooks';

import { t } from '#i18n/i18n.ts';

import { Button } from './Button.tsx';
import './sound-player.css';

export type SoundPlayerProps = {
  readonly src: string;
  /** Whose voice, or what is to be heard; stands beside the button. */
  readonly about?: string | undefined;
  readonly lang?: string | undefined;
};

/** `75` -> `1:15`. */
export const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

export function SoundPlayer({ src, about, lang }: SoundPlayerProps) {
  const sound = useRef<HTMLAudioElement>(null);
  const [on, setOn] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(Number.NaN);
  useEffect(() => {
    const audio = new Audio(src);
    const look = (): void => {
      setOn(!audio.paused);
      setAt(audio.currentTime);
      setLength(audio.duration);
    };
    const moments = ['play', 'pause', 'ended', 'timeupdate', 'durationchange'] as const;
    for (const moment of moments) audio.addEventListener(moment, look);
    sound.current = audio;
    return () => {
      for (const moment of moments) audio.removeEventListener(moment, look);
      audio.pause();
    };
  }, [src]);
  const press = (): void => {
    if (on) sound.current?.pause();
    // What can't be played stays silent: its words stand beside it.
    else sound.current?.play().catch(() => setOn(false));
  };
  return (
    <div class="sound-player no-print">
      <Button icon={on ? 'stop' : 'play'} about={about} onPress={press}>
        {on ? t('common:speech.stop') : t('common:speech.listen')}
      </Button>
      <span class="digits soft">
        {Number.isFinite(length) ? `${clock(at)} / ${clock(length)}` : clock(at)}
      </span>
      {about !== undefined && about !== '' && <span lang={lang}>{about}</span>}
    </div>
  );
}
