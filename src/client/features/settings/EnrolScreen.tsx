// `/enrol`: the coordinator's code makes this device a staff device. The code comes typed, pasted, or with a
// link (`/enrol#XXXX-XXXX`): the part after # never travels to a server by itself.
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';

import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { ErrorSummary, type FormError } from '#ui/ErrorSummary.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { TextField } from '#ui/TextField.tsx';

/** Letters and digits of a code; dashes and spaces do not count. */
const codeLength = 8;
const lettersOf = (typed: string): string => typed.replaceAll(/[^a-z0-9]/gi, '');

const fieldIds = { code: 'enrol-code', name: 'enrol-name' } as const;

export function EnrolScreen() {
  const { identity } = useDevice();
  const held = identity.value;
  return (
    <PageFrame title={t('settings:enrol.title')} back="/settings" lead={t('settings:enrol.lead')}>
      {held && !held.signedOut ? <Enrolled name={held.person.displayName} /> : <EnrolForm />}
    </PageFrame>
  );
}

function Enrolled({ name }: { readonly name: string }) {
  return (
    <>
      <Notice kind="done" live title={t('settings:enrol.done', { name })}>
        <p>{t('settings:enrol.doneText')}</p>
      </Notice>
      <div>
        <LinkButton href="/">{t('settings:enrol.go')}</LinkButton>
      </div>
    </>
  );
}

function EnrolForm() {
  const device = useDevice();
  const { route } = useLocation();
  const [code, setCode] = useState(() => decodeURIComponent(location.hash.slice(1)));
  const [name, setName] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const errorAt = (id: string) => errors.find((error) => error.fieldId === id)?.text;

  async function send(): Promise<void> {
    const found: FormError[] = [];
    const letters = lettersOf(code).length;
    if (letters !== codeLength) {
      found.push({
        fieldId: fieldIds.code,
        text: t('settings:enrol.codeLength', { now: letters }),
      });
    }
    if (name.trim() === '') {
      found.push({ fieldId: fieldIds.name, text: t('settings:enrol.nameMissing') });
    }
    setErrors(found);
    if (found.length > 0) return;
    setBusy(true);
    const result = await device.enrol(code, name.trim());
    setBusy(false);
    if (result.ok) route('/enrol', true);
    else setErrors([{ fieldId: fieldIds.code, text: t(`errors:${result.error.code}`) }]);
  }

  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <ErrorSummary errors={errors} />
      <TextField
        id={fieldIds.code}
        label={t('settings:enrol.code')}
        hint={t('settings:enrol.codeHint')}
        value={code}
        onInput={setCode}
        error={errorAt(fieldIds.code)}
        autoCapitalize="characters"
        autoComplete="one-time-code"
        spellCheck={false}
        digits
        size={12}
      />
      <TextField
        id={fieldIds.name}
        label={t('settings:enrol.name')}
        hint={t('settings:enrol.nameHint')}
        value={name}
        onInput={setName}
        error={errorAt(fieldIds.name)}
        size={30}
      />
      <div>
        <Button kind="primary" type="submit" disabled={busy}>
          {busy ? t('common:loading') : t('settings:enrol.send')}
        </Button>
      </div>
    </form>
  );
}
