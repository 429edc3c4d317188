// A small parcel as a chain of QR codes, one at a time; the person goes on by hand, nothing moves by itself. Part of GiveScreen.
import { useState } from 'preact/hooks';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Progress } from '#ui/Progress.tsx';
import { QrCode } from '#ui/QrCode.tsx';

export function Strips({ texts }: { readonly texts: readonly string[] }) {
  const [at, setAt] = useState(0);
  const text = texts[at] ?? '';
  const label = t('carry:qr.label', { now: at + 1, of: texts.length });
  return (
    <section class="stack carry-strips">
      <h2>{t('carry:qr.title')}</h2>
      <p>{t('carry:qr.text')}</p>
      <Progress now={at + 1} of={texts.length} label={label} />
      <QrCode value={text} label={label} bare size={360} />
      <div class="row row-apart carry-ways">
        <Button icon="back" disabled={at === 0} onPress={() => setAt(at - 1)}>
          {t('common:previous')}
        </Button>
        <Button
          iconAfter="forward"
          disabled={at === texts.length - 1}
          onPress={() => setAt(at + 1)}
        >
          {t('common:next')}
        </Button>
      </div>
    </section>
  );
}
