// `/attention` ("Jāpārbauda"): what the server did not take, why, and the ways out: correct, try again, keep a copy, give up. What
// can't help against this reason is not offered.
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
import { Notice, type NoticeKind } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { saveFile } from '#ui/save-file.ts';
import {
  copyName,
  copyOf,
  fieldName,
  kindName,
  placeOf,
  remedyFor,
  siteOf,
  whatItIs,
} from './attention.ts';
import './sessions.css';

export function AttentionScreen() {
  const device = useDevice();
  const refused = useLive(refusedRows, []);
  const [leaving, setLeaving] = useState<Refused>();
  const places = useLive(async (db) => {
    const sites = await db.rows('site').toArray();
    return new Map(sites.map(({ id, name }) => [id, name]));
  }, []);
  const [told, setTold] = useState<Told>();
  const tell = (next: Told): void => {
    setTold(next);
    // It stands at the top, and the button that was pressed may be far below.
    window.scrollTo(0, 0);
  };

  const again = async (some: readonly Refused[]): Promise<void> => {
    for (const { kind, row } of some) await tryAgain(device.db, kind, row.id);
    tell({ kind: 'info', title: t('sessions:attention.sentAgain') });
    const { error } = await device.engine.sync();
    const left = new Set((await refusedRows(device.db)).map(({ row }) => row.id));
    const many = some.length > 1;
    if (some.some(({ row }) => left.has(row.id)))
      tell({
        kind: 'careful',
        title: t(`sessions:attention.${many ? 'someRefused' : 'refusedAgain'}`),
      });
    else if (error === undefined)
      tell({ kind: 'done', title: t(`sessions:attention.${many ? 'receivedAll' : 'received'}`) });
  };
  const leave = async (one: Refused): Promise<void> => {
    setLeaving(undefined);
    await giveUp(device.db, one.kind, one.row.id);
    void device.engine.sync();
    tell({ kind: 'done', title: t('sessions:attention.gone') });
  };

  // After rights came back there may be a day's work to send.
  const sendable = (refused ?? []).filter((one) => remedyFor(one) === 'again');
  return (
    <PageFrame
      title={t('sessions:attention.title')}
      back="/records"
      lead={t('sessions:attention.lead')}
    >
      {told !== undefined && <Notice {...told} live onClose={() => setTold(undefined)} />}
      {sendable.length > 1 && (
        <div>
          <Button icon="sync" onPress={() => void again(sendable)}>
            {t('sessions:attention.allAgain')}
          </Button>
        </div>
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
            site={places?.get(siteOf(one) ?? '')}
            onAgain={() => void again([one])}
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

type Told = { readonly kind: NoticeKind; readonly title: string };

type WaitingProps = {
  readonly one: Refused;
  /** The name of the place of work that it belongs to. */
  readonly site: string | undefined;
  readonly onAgain: () => void;
  readonly onLeave: () => void;
};

function Waiting({ one, site, onAgain, onLeave }: WaitingProps) {
  const { identity } = useDevice();
  const why = one.row._refused;
  const field = fieldName(why?.path);
  const remedy = remedyFor(one);
  // Rights were taken for a whole place, and may have come back: that says more than "you may not".
  const isAboutPlace = site !== undefined && why?.code === 'forbidden' && why.path === 'scope';
  const worksThere = identity.value?.sites.some(({ id }) => id === siteOf(one)) === true;
  const reason = isAboutPlace
    ? t(`sessions:attention.${worksThere ? 'placeBack' : 'lostPlace'}`, { place: site })
    : why
      ? t(`errors:${why.code}`)
      : t('sessions:attention.noReason');
  return (
    <Card
      title={whatItIs(one)}
      icon="careful"
      actions={
        <>
          {remedy === 'correct' && (
            <LinkButton href={placeOf(one) ?? ''} icon="edit">
              {t('sessions:attention.correct')}
            </LinkButton>
          )}
          {remedy !== 'none' && (
            <Button
              kind={remedy === 'again' ? 'primary' : 'secondary'}
              icon="sync"
              onPress={onAgain}
            >
              {t('sessions:attention.again')}
            </Button>
          )}
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
        <p>{reason}</p>
        {why?.code === 'forbidden' && !(isAboutPlace && worksThere) && (
          <p>{t('sessions:attention.help.again')}</p>
        )}
        {remedy === 'none' && <p>{t('sessions:attention.help.none')}</p>}
        {field !== undefined && <p>{t('sessions:attention.field', { field })}</p>}
        {site !== undefined && !isAboutPlace && (
          <p class="small soft">{t('sessions:attention.site', { place: site })}</p>
        )}
        {why && (
          <p class="small soft">{t('sessions:attention.at', { at: formatDateTime(why.at) })}</p>
        )}
      </div>
    </Card>
  );
}
