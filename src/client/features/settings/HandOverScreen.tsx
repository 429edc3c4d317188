// `/hand-over`: gives the tablet to a learner: the bar goes, letters grow, leaving asks for the helper's code.
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';

import { useDevice } from '#device/live.ts';
import { whoLearns } from '#device/who-learns.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Card } from '#ui/Card.tsx';
import { ErrorSummary, type FormError } from '#ui/ErrorSummary.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { TextField } from '#ui/TextField.tsx';

const leastDigits = 4;
const codeId = 'hand-over-code';

export function HandOverScreen() {
  const { handOver } = useDevice();
  const { route } = useLocation();
  const [changing, setChanging] = useState(false);
  const [busy, setBusy] = useState(false);

  async function begin(): Promise<void> {
    setBusy(true);
    await handOver.begin(whoLearns.value);
    route('/practice');
  }

  return (
    <PageFrame title={t('settings:handOver.title')} back="/" lead={t('settings:handOver.lead')}>
      {handOver.hasCode.value && !changing ? (
        <>
          <ul>
            <li>{t('settings:handOver.point.bar')}</li>
            <li>{t('settings:handOver.point.text')}</li>
            <li>{t('settings:handOver.point.code')}</li>
          </ul>
          <div class="row">
            <Button kind="primary" icon="handover" disabled={busy} onPress={() => void begin()}>
              {t('settings:handOver.begin')}
            </Button>
            <Button kind="quiet" icon="key" onPress={() => setChanging(true)}>
              {t('settings:handOver.change')}
            </Button>
          </div>
        </>
      ) : (
        <ChooseCode onChosen={() => setChanging(false)} />
      )}
    </PageFrame>
  );
}

function ChooseCode({ onChosen }: { readonly onChosen: () => void }) {
  const { handOver } = useDevice();
  const [code, setCode] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);

  async function keep(): Promise<void> {
    const fits = /^\d+$/.test(code.trim()) && code.trim().length >= leastDigits;
    setErrors(fits ? [] : [{ fieldId: codeId, text: t('settings:handOver.codeShort') }]);
    if (!fits) return;
    await handOver.chooseCode(code.trim());
    onChosen();
  }

  return (
    <Card title={t('settings:handOver.choose')} icon="key">
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        <ErrorSummary errors={errors} />
        <TextField
          id={codeId}
          label={t('settings:handOver.code')}
          hint={t('settings:handOver.codeHint')}
          value={code}
          onInput={setCode}
          error={errors[0]?.text}
          inputMode="numeric"
          digits
          size={8}
        />
        <div>
          <Button kind="primary" type="submit">
            {t('common:save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
