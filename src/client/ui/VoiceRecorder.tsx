// Record, listen, then keep or try again: a voice from the microphone. Nothing is kept before it was heard. Used by lessons and stories.
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '#i18n/i18n.ts';
import { Button } from './Button.tsx';
import { Notice } from './Notice.tsx';
import { type Recording, startRecording } from './record-sound.ts';
import { clock, SoundPlayer } from './SoundPlayer.tsx';

export type VoiceRecorderProps = {
  /** What is recorded, for those who hear the buttons read out. */
  readonly about?: string | undefined;
  /** Longest recording in seconds: it ends by itself then. */
  readonly most: number;
  /** Keeps it; answers a sentence when it could not be kept. */
  readonly onKeep: (sound: Blob) => Promise<string | undefined>;
};

type State =
  | { readonly at: 'idle' }
  | { readonly at: 'recording'; readonly seconds: number }
  | { readonly at: 'heard'; readonly sound: Blob; readonly url: string };

const SECOND_MS = 1000;

export function VoiceRecorder({ about, most, onKeep }: VoiceRecorderProps) {
  const [state, setState] = useState<State>({ at: 'idle' });
  const [problem, setProblem] = useState<string>();
  const running = useRef<Recording>(undefined);

  const end = async (): Promise<void> => {
    const sound = await running.current?.stop();
    running.current = undefined;
    if (sound) setState({ at: 'heard', sound, url: URL.createObjectURL(sound) });
  };
  const start = async (): Promise<void> => {
    setProblem(undefined);
    const begun = await startRecording();
    if (!begun.ok) {
      setProblem(t(`voice:${begun.error}`));
      return;
    }
    running.current = begun.value;
    setState({ at: 'recording', seconds: 0 });
  };
  const keep = async (sound: Blob): Promise<void> => {
    const told = await onKeep(sound);
    setProblem(told);
    if (told === undefined) setState({ at: 'idle' });
  };

  useEffect(() => () => running.current?.drop(), []);
  useEffect(() => {
    if (state.at === 'heard') return () => URL.revokeObjectURL(state.url);
    if (state.at !== 'recording') return undefined;
    if (state.seconds >= most) void end();
    const timer = setTimeout(
      () => setState({ at: 'recording', seconds: state.seconds + 1 }),
      SECOND_MS,
    );
    return () => clearTimeout(timer);
  }, [state]);

  return (
    <div class="stack-tight no-print">
      {problem !== undefined && <Notice kind="problem" live title={problem} />}
      {state.at === 'idle' && (
        <div>
          <Button icon="speak" about={about} onPress={() => void start()}>
            {t('voice:record')}
          </Button>
        </div>
      )}
      {state.at === 'recording' && (
        <div class="row">
          <Button kind="primary" icon="stop" onPress={() => void end()}>
            {t('voice:stop')}
          </Button>
          <span class="digits" role="timer">
            {t('voice:time', { now: clock(state.seconds), max: clock(most) })}
          </span>
        </div>
      )}
      {state.at === 'heard' && (
        <>
          <p>{t('voice:hear')}</p>
          <SoundPlayer src={state.url} />
          <div class="row">
            <Button onPress={() => setState({ at: 'idle' })}>{t('voice:drop')}</Button>
            <Button onPress={() => void start()}>{t('voice:again')}</Button>
            <Button kind="primary" icon="check" onPress={() => void keep(state.sound)}>
              {t('voice:keep')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
