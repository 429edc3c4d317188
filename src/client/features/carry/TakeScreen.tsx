// `/carry/take`: takes in another tablet's work from a file or from QR codes, with the code of the giving screen.
import { useState } from 'preact/hooks';
import {
  codeIsWhole,
  codeLetters,
  takeFile,
  type TakeFault,
  type TakenParcel,
} from '#device/carry-ways.ts';
import { useDevice } from '#device/live.ts';
import { formatBytes } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { readsCodes } from '#qr/barcodes.ts';
import { Button } from '#ui/Button.tsx';
import { ErrorSummary, type FormError } from '#ui/ErrorSummary.tsx';
import { FileButton } from '#ui/FileButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { TextField } from '#ui/TextField.tsx';
import { CodeReader } from './CodeReader.tsx';
import { TakenResult } from './TakenResult.tsx';
import './carry.css';

const ids = { file: 'carry-file', code: 'carry-code' } as const;
type Chosen = { readonly bytes: Uint8Array; readonly name?: string };

export function TakeScreen() {
  const device = useDevice();
  const [chosen, setChosen] = useState<Chosen>();
  const [reading, setReading] = useState(false);
  const [code, setCode] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [fault, setFault] = useState<TakeFault>();
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<TakenParcel>();
  const errorAt = (id: string) => errors.find((error) => error.fieldId === id)?.text;

  const choose = async (file: File): Promise<void> => {
    setFault(undefined);
    const bytes = await file.arrayBuffer().catch(() => undefined);
    setErrors(bytes ? [] : [{ fieldId: ids.file, text: t('carry:file.unread') }]);
    setChosen(bytes && { bytes: new Uint8Array(bytes), name: file.name });
  };
  const take = async (): Promise<void> => {
    const found: FormError[] = [];
    if (!chosen) found.push({ fieldId: ids.file, text: t('carry:file.missing') });
    if (!codeIsWhole(code))
      found.push({ fieldId: ids.code, text: t('carry:code.length', { now: codeLetters(code) }) });
    setErrors(found);
    setFault(undefined);
    if (!chosen || found.length > 0) return;
    setBusy(true);
    const taken = await takeFile(device, chosen.bytes, code);
    setBusy(false);
    if (!taken.ok) {
      if (taken.error === 'wrong-code')
        setErrors([{ fieldId: ids.code, text: t('carry:fault.wrong-code') }]);
      else setFault(taken.error);
      return;
    }
    setResult(taken.value);
    void device.engine.sync();
  };

  if (result) {
    return (
      <PageFrame title={t('carry:take')} back="/carry">
        <TakenResult
          result={result}
          onMore={() => {
            setResult(undefined);
            setChosen(undefined);
            setCode('');
          }}
        />
      </PageFrame>
    );
  }
  return (
    <PageFrame title={t('carry:take')} back="/carry" lead={t('carry:take.text')}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void take();
        }}
      >
        <ErrorSummary errors={errors} />
        {fault && (
          <Notice kind="problem" live title={t(`carry:fault.${fault}`)}>
            <p>{t('carry:unchanged')}</p>
          </Notice>
        )}
        <div class="stack-tight">
          <div class="row">
            <FileButton
              id={ids.file}
              icon="download"
              invalid={errorAt(ids.file) !== undefined}
              describedBy="carry-chosen"
              onFile={(file) => void choose(file)}
            >
              {t('carry:file')}
            </FileButton>
            {readsCodes() && (
              <Button icon="code" expanded={reading} onPress={() => setReading(!reading)}>
                {t(reading ? 'carry:read.stop' : 'carry:read')}
              </Button>
            )}
          </div>
          <p id="carry-chosen" role="status">
            {chosen &&
              (chosen.name === undefined
                ? t('carry:read.done')
                : t('carry:file.chosen', {
                    name: chosen.name,
                    size: formatBytes(chosen.bytes.length),
                  }))}
          </p>
          {!readsCodes() && <p class="small soft">{t('carry:read.none')}</p>}
        </div>
        {reading && (
          <CodeReader
            onDone={(bytes) => {
              setReading(false);
              setErrors([]);
              setChosen({ bytes });
            }}
          />
        )}
        <TextField
          id={ids.code}
          label={t('carry:code')}
          hint={t('carry:code.hint')}
          value={code}
          onInput={setCode}
          error={errorAt(ids.code)}
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          digits
          size={12}
        />
        <div>
          <Button kind="primary" type="submit" disabled={busy}>
            {t(busy ? 'carry:opening' : 'carry:start')}
          </Button>
        </div>
      </form>
    </PageFrame>
  );
}
