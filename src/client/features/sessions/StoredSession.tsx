// A stored session: its facts, where the record is, undo, a later change, and the way to the attendance list. Part of SessionScreen.
import { useEffect, useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import type { Row } from '#device/database.ts';
import { useEarlierValues } from '#device/earlier-values.ts';
import { useDevice, useRecord } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { EarlierValues } from '#ui/EarlierValues.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { recordPlace } from '#ui/record-place.ts';
import { RecordState } from '#ui/RecordState.tsx';
import { formOf, type SessionForm } from './session-form.ts';
import {
  bringBackSession,
  type Refusal,
  revertSession,
  saveSession,
  undoSession,
} from './sessions-actions.ts';
import { SessionFacts } from './SessionFacts.tsx';
import { SessionFormView } from './SessionFormView.tsx';

type Done =
  | { readonly kind: 'saved' }
  /** `before`: what the session was, for undo. */
  | { readonly kind: 'changed'; readonly before: SessionForm }
  | { readonly kind: 'removed' };

export function StoredSession({ id }: { readonly id: string }) {
  const device = useDevice();
  const row = useRecord('session', id);
  const earlier = useEarlierValues('session', id);
  const { query } = useRoute();
  const [done, setDone] = useState<Done | undefined>(
    query['saved'] === undefined ? undefined : { kind: 'saved' },
  );
  const [form, setForm] = useState<SessionForm>();
  const [refusal, setRefusal] = useState<Refusal>();

  // From the list of what the server refused the way leads straight to what must be mended.
  const toEdit = query['edit'] !== undefined && row ? row : undefined;
  useEffect(() => {
    if (toEdit) setForm(formOf(toEdit));
  }, [toEdit?.id]);

  const act = async (
    written: ReturnType<typeof undoSession>,
    next: Done | undefined,
  ): Promise<void> => {
    const result = await written;
    if (result.ok) setDone(next);
    else setRefusal(result.error);
  };

  if (done?.kind === 'removed') {
    return (
      <PageFrame title={t('sessions:removed.title')} back="/records">
        <Notice kind="done" live title={t('sessions:removed.text')} />
        <div class="row">
          <Button icon="undo" onPress={() => void act(bringBackSession(device, id), undefined)}>
            {t('sessions:bringBack')}
          </Button>
          <LinkButton kind="secondary" href="/records">
            {t('sessions:toRecords')}
          </LinkButton>
        </div>
      </PageFrame>
    );
  }
  if (!row) {
    return (
      <PageFrame title={t('sessions:one.title')} back="/records">
        {row === undefined ? (
          <p class="soft">{t('common:loading')}</p>
        ) : (
          <EmptyState icon="records" title={t('sessions:one.none')} />
        )}
      </PageFrame>
    );
  }
  if (form) {
    const save = async (): Promise<Refusal | undefined> => {
      const before = formOf(row);
      const saved = await saveSession(device, form, row);
      if (!saved.ok) return saved.error;
      setDone({ kind: 'changed', before });
      setForm(undefined);
      return undefined;
    };
    return (
      <PageFrame title={t('sessions:edit.title')} back="/records">
        <SessionFormView
          form={form}
          onChange={setForm}
          onSave={save}
          onCancel={() => setForm(undefined)}
          placeFixed
        />
      </PageFrame>
    );
  }
  return (
    <PageFrame
      title={t('sessions:one.title')}
      back="/records"
      lead={<RecordState {...recordPlace(row)} />}
    >
      {refusal && <Notice kind="problem" live title={t(`errors:${refusal.code}`)} />}
      {done && (
        <Notice
          kind="done"
          live
          title={t(done.kind === 'saved' ? 'sessions:saved.new' : 'sessions:saved.change')}
          onClose={() => setDone(undefined)}
        >
          <div>
            <Button
              icon="undo"
              onPress={() =>
                void (done.kind === 'saved'
                  ? act(undoSession(device, id), { kind: 'removed' })
                  : act(revertSession(device, done.before, row), undefined))
              }
            >
              {t('common:undo')}
            </Button>
          </div>
        </Notice>
      )}
      <NextThings row={row} fresh={done?.kind === 'saved'} />
      <SessionFacts row={row} />
      <EarlierValues {...earlier} />
      <div class="row row-apart no-print">
        <Button icon="edit" onPress={() => setForm(formOf(row))}>
          {t('sessions:edit')}
        </Button>
        <Button
          kind="danger"
          icon="remove"
          onPress={() => void act(undoSession(device, id), { kind: 'removed' })}
        >
          {t('common:remove')}
        </Button>
      </div>
    </PageFrame>
  );
}

/** After saving the next session is one tap away; a group's list is filled in here. */
function NextThings({ row, fresh }: { readonly row: Row<'session'>; readonly fresh: boolean }) {
  const many = row.headCount > 1;
  return (
    <div class="row no-print">
      <LinkButton
        href={`/sessions/${row.id}/attendance`}
        kind={many ? 'primary' : 'secondary'}
        icon="people"
      >
        {t('sessions:attendance.open')}
      </LinkButton>
      {fresh && (
        <LinkButton href="/records" kind={many ? 'secondary' : 'primary'} icon="records">
          {t('sessions:toRecords')}
        </LinkButton>
      )}
    </div>
  );
}
