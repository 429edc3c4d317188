// A new session: starts from what this tablet was used for today, keeps what is typed, saves in one tap. Part of SessionScreen.
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Device } from '#device/device.ts';
import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { needsAdult, newForm, type SessionForm } from './session-form.ts';
import {
  dropDraft,
  keepDraft,
  NEW_SESSION_DRAFT,
  readDraft,
  type Refusal,
  saveSession,
} from './sessions-actions.ts';
import { readOpenedToday, staffOf } from './sessions-queries.ts';
import { SessionFormView } from './SessionFormView.tsx';

/** What the form starts from; the one adult of a place is taken for a minor's session. */
async function prefilled(device: Device): Promise<SessionForm> {
  const person = device.identity.value?.person;
  const siteId = device.siteId.value ?? '';
  const scope = `site:${siteId}`;
  const now = device.now();
  const opened = await readOpenedToday(device.db, scope, device.deviceId, now);
  const rows = await device.db.rows('learner').bulkGet([...opened.learners]);
  const learners = rows.flatMap((row) =>
    row && !row.deleted && row.scope === scope ? [row.id] : [],
  );
  const form = newForm({
    siteId,
    personId: person?.id ?? '',
    now,
    topics: opened.topics,
    learners,
    beganAt: opened.beganAt,
  });
  const staff = await staffOf(device.db, siteId, person);
  const adults = staff.filter((one) => !one.minor);
  const minors = new Set(staff.filter((one) => one.minor).map((one) => one.id));
  return needsAdult(form, minors) && adults.length === 1
    ? { ...form, adultOnDuty: adults[0]!.id }
    : form;
}

export function NewSession() {
  const device = useDevice();
  const { route } = useLocation();
  const [form, setForm] = useState<SessionForm>();
  const [resumed, setResumed] = useState(false);

  useEffect(() => {
    let here = true;
    void readDraft<SessionForm>(device, NEW_SESSION_DRAFT).then(async (draft) => {
      const start = draft ?? (await prefilled(device));
      if (!here) return;
      setForm(start);
      setResumed(draft !== undefined);
    });
    return () => {
      here = false;
    };
  }, [device]);

  const change = (next: SessionForm): void => {
    setForm(next);
    void keepDraft(device, NEW_SESSION_DRAFT, next);
  };
  const startAgain = async (): Promise<void> => {
    await dropDraft(device, NEW_SESSION_DRAFT);
    setForm(await prefilled(device));
    setResumed(false);
  };
  const save = async (): Promise<Refusal | undefined> => {
    if (!form) return undefined;
    const saved = await saveSession(device, form);
    if (!saved.ok) return saved.error;
    await dropDraft(device, NEW_SESSION_DRAFT);
    route(`/sessions/${saved.id}?saved=1`, true);
    return undefined;
  };

  return (
    <PageFrame
      title={t('sessions:new.title')}
      back="/records"
      help={<p>{t('sessions:new.help')}</p>}
    >
      {resumed && (
        <Notice kind="info" title={t('sessions:draft.found')}>
          <div>
            <Button icon="undo" onPress={() => void startAgain()}>
              {t('sessions:draft.again')}
            </Button>
          </div>
        </Notice>
      )}
      {form ? (
        <SessionFormView form={form} onChange={change} onSave={save} placeFixed={false} />
      ) : (
        <p class="soft">{t('common:loading')}</p>
      )}
    </PageFrame>
  );
}
