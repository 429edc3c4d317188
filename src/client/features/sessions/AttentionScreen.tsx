// `/attention` ("Jāpārbauda"): what the server did not take, why, and the four ways out: correct, try again, keep a copy, give up.
import { useState } from 'preact/hooks';
import { useDevice, useLive } from '#device/live.ts';
import { giveUp, type Refused, refusedRows, tryAgain } from '#device/refused.ts';
import { formatDateTime } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Card } from '#ui/Card.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { saveFile } from '#ui/save-file.ts';
import { copyName, copyOf, fieldName, kindName, placeOf, whatItIs } from './attention.ts';
import './sessions.css';

export function AttentionScreen() {
  const device = useDevice();
  const refused = useLive(refusedRows, []);
  const [leaving, setLeaving] = useState<Refused>();
  const [told, setTold] = useState<string>();

  const again = async (one: Refused): Promise<void> => {
    await tryAgain(device.db, one.kind, one.row.id);
    void device.engine.sync();
    setTold(t('sessions:attention.sentAgain'));
  };
  const leave = async (one: Refused): Promise<void> => {
    setLeaving(undefined);
    await giveUp(device.db, one.kind, one.row.id);
    void device.engine.sync();
    setTold(t('sessions:attention.gone'));
  };

  return (
    <PageFrame
      title={t('sessions:attention.title')}
      back="/records"
      lead={t('sessions:attention.lead')}
    >
      {told !== undefined && (
        <Notice kind="done" live title={told} onClose={() => setTold(undefined)} />
      )}
      {!refused ? (
        <p class="soft">{t('common:loading')}</p>
      ) : refused.length === 0 ? (
        <EmptyState icon="done" title={t('sessions:attention.empty')} />
      ) : (
        refused.map((one) => (
          <Waiting
            key={one.row.id}
            one={one}
            onAgain={() => void again(one)}
            onLeave={() => setLeaving(one)}
          />
        ))
      )}
      <Dialog
        open={leaving !== undefined}
        title={t('sessions:attention.giveUp.title')}
        onClose={() => setLeaving(undefined)}
        actions={
          leaving && (
            <>
              <Button kind="primary" onPress={() => setLeaving(undefined)}>
                {t('sessions:attention.keep')}
              </Button>
              <Button kind="danger" icon="remove" onPress={() => void leave(leaving)}>
                {t('sessions:attention.giveUp.yes', { what: kindName(leaving.kind) })}
              </Button>
            </>
          )
        }
      >
        {leaving && (
          <>
            <p>
              <strong>{whatItIs(leaving)}</strong>
            </p>
            <p>{t('sessions:attention.giveUp.text')}</p>
          </>
        )}
      </Dialog>
    </PageFrame>
  );
}

type WaitingProps = {
  readonly one: Refused;
  readonly onAgain: () => void;
  readonly onLeave: () => void;
};

function Waiting({ one, onAgain, onLeave }: WaitingProps) {
  const why = one.row._refused;
  const field = fieldName(why?.path);
  const place = placeOf(one);
  return (
    <Card
      title={whatItIs(one)}
      icon="careful"
      actions={
        <>
          {place !== undefined && (
            <LinkButton href={place} icon="edit">
              {t('sessions:attention.correct')}
            </LinkButton>
          )}
          <Button icon="sync" onPress={onAgain}>
            {t('sessions:attention.again')}
          </Button>
          <Button
            icon="download"
            onPress={() => saveFile(copyName(one), 'application/json', copyOf(one))}
          >
            {t('sessions:attention.copy')}
          </Button>
          <Button kind="danger" icon="remove" onPress={onLeave}>
            {t('sessions:attention.giveUp')}
          </Button>
        </>
      }
    >
      <div class="stack-tight attention-reason">
        <p>{why ? t(`errors:${why.code}`) : t('sessions:attention.noReason')}</p>
        {field !== undefined && <p>{t('sessions:attention.field', { field })}</p>}
        {why && (
          <p class="small soft">{t('sessions:attention.at', { at: formatDateTime(why.at) })}</p>
        )}
      </div>
    </Card>
  );
}
