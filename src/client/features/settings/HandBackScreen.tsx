// `/hand-back`: the helper takes the tablet back with their code. A learner who came here by chance goes back.
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';

import { useDevice } from '#device/live.ts';
import { chooseLearner } from '#device/who-learns.ts';
import { formatNumber } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { TextField } from '#ui/TextField.tsx';

const codeId = 'hand-back-code';

export function HandBackScreen() {
  const { handOver } = useDevice();
  const { route } = useLocation();
  const [code, setCode] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);

  async function take(): Promise<void> {
    setBusy(true);
    const answer = await handOver.end(code.trim());
    setBusy(false);
    if (answer === true) {
      // The next person must not go on as this one.
      chooseLearner(undefined);
      route('/', true);
      return;
    }
    setError(
      answer === 0
        ? t('settings:handBack.wrong')
        : t('settings:handBack.wait', { seconds: formatNumber(Math.ceil(answer / 1000)) }),
    );
  }

  return (
    <PageFrame title={t('settings:handBack.title')} lead={t('settings:handBack.lead')}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void take();
        }}
      >
        <TextField
          id={codeId}
          label={t('settings:handBack.code')}
          type="password"
          inputMode="numeric"
          digits
          size={8}
          value={code}
          onInput={setCode}
          error={error}
        />
        <div class="row">
          <Button kind="primary" type="submit" disabled={busy}>
            {t('settings:handBack.take')}
          </Button>
          <LinkButton kind="quiet" href="/practice">
            {t('settings:handBack.stay')}
          </LinkButton>
        </div>
      </form>
    </PageFrame>
  );
}
