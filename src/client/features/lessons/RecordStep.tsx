// A helper reads a step aloud for those whose tablet has no voice of the language: record, listen, keep; hear it again, take it away with a
// way back. Never shown to the learner. Called by StepSpeech.
import { useState } from 'preact/hooks';
import { useDevice, useRecord } from '#device/live.ts';
import { useFile } from '#device/media-view.ts';
import { t } from '#i18n/i18n.ts';
import { languageOf } from '#i18n/languages.ts';
import { Button } from '#ui/Button.tsx';
import { Notice } from '#ui/Notice.tsx';
import { SoundPlayer } from '#ui/SoundPlayer.tsx';
import { VoiceRecorder } from '#ui/VoiceRecorder.tsx';
import { isUpToDate, keepVoice, MOST_SECONDS, type StepWords, useVoice } from './voices.ts';

export function RecordStep({ words }: { readonly words: StepWords }) {
  const device = useDevice();
  const voice = useVoice(words);
  const file = useFile(voice?.media ?? '');
  const who = useRecord('person', voice?.personId);
  const [removed, setRemoved] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const remove = async (id: string): Promise<void> => {
    const done = await device.remove('voice', id);
    setProblem(done.ok ? undefined : t(`errors:${done.error.code}`));
    if (done.ok) setRemoved(id);
  };
  const restore = async (id: string): Promise<void> => {
    const done = await device.restore('voice', id);
    setProblem(done.ok ? undefined : t(`errors:${done.error.code}`));
    if (done.ok) setRemoved(undefined);
  };
  return (
    <details class="lesson-voice no-print">
      <summary>{t('voice:title', { language: languageOf(words.lang).ownName })}</summary>
      <div class="stack-tight">
        <p class="soft">{t('voice:why')}</p>
        {problem !== undefined && <Notice kind="problem" live title={problem} />}
        {voice && (
          <>
            <p>
              {t(isUpToDate(voice, words) ? 'voice:there' : 'voice:old', {
                name: who?.displayName ?? '–',
              })}
            </p>
            {file ? <SoundPlayer src={file.url} /> : <p class="soft">{t('voice:away')}</p>}
            <div>
              <Button kind="quiet" icon="remove" onPress={() => void remove(voice.id)}>
                {t('voice:remove')}
              </Button>
            </div>
          </>
        )}
        {removed !== undefined && !voice && (
          <Notice kind="done" live title={t('voice:removed')}>
            <div>
              <Button icon="undo" onPress={() => void restore(removed)}>
                {t('common:undo')}
              </Button>
            </div>
          </Notice>
        )}
        <VoiceRecorder
          most={MOST_SECONDS}
          onKeep={async (sound) => {
            const done = await keepVoice(device, words, sound);
            if (done.ok) setRemoved(undefined);
            return done.ok ? undefined : t(`errors:${done.error}`);
          }}
        />
      </div>
    </details>
  );
}
