// `/desk/people/new` and `/desk/people/:id`: one member of staff, and the code for the person's device.
import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { sameJson } from '#core/json.ts';
import type { Row } from '#device/database.ts';
import { useEarlierValues } from '#device/earlier-values.ts';
import { useDevice, useRecord, useRecords } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Checkbox } from '#ui/Checkbox.tsx';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { EarlierValues } from '#ui/EarlierValues.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorSummary, type FormError } from '#ui/ErrorSummary.tsx';
import { Notice } from '#ui/Notice.tsx';
import { TextField } from '#ui/TextField.tsx';
import { addPerson, changePerson, type PersonForm, setActive } from './desk-actions.ts';
import { DeskFrame } from './DeskFrame.tsx';
import { InvitePanel } from './InvitePanel.tsx';
import { SitePicker } from './SitePicker.tsx';

const roles = ['ambassador', 'mentor', 'coordinator'] as const;
const empty: PersonForm = { displayName: '', role: 'ambassador', sites: [], minor: false };
const formOf = (row: Row<'person'>): PersonForm => ({
  displayName: row.displayName,
  role: row.role,
  sites: Object.entries(row.sites ?? {}).flatMap(([id, on]) => (on ? [id] : [])),
  minor: row.minor === true,
});

export function PersonScreen() {
  const id = useRoute().params['id'] ?? 'new';
  const row = useRecord('person', id === 'new' ? undefined : id);
  const earlier = useEarlierValues('person', id);
  const title = id === 'new' ? t('desk:person.new') : (row?.displayName ?? t('desk:person'));
  return (
    <DeskFrame title={title} back="/desk/people">
      {id === 'new' ? (
        <PersonFormView key="new" row={undefined} />
      ) : row === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : row === null ? (
        <EmptyState icon="person" title={t('desk:person.none')} />
      ) : (
        <div class="desk-columns" key={id}>
          <PersonFormView row={row} />
          <div class="stack">
            {row.active !== false && <InvitePanel person={row} />}
            <Leaving row={row} />
            <EarlierValues {...earlier} />
          </div>
        </div>
      )}
    </DeskFrame>
  );
}

function PersonFormView({ row }: { readonly row: Row<'person'> | undefined }) {
  const device = useDevice();
  const { route } = useLocation();
  const { query } = useRoute();
  const sites = (useRecords('site') ?? []).filter((site) => site.closed !== true);
  const [form, setForm] = useState<PersonForm>(row ? formOf(row) : empty);
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [before, setBefore] = useState<PersonForm>();
  const self = row !== undefined && device.identity.value?.person.id === row.id;
  const followed = useRef(form);
  // What is untouched follows what was restored or changed elsewhere, or its next saving would undo that.
  useEffect(() => {
    if (!row) return;
    const next = formOf(row);
    if (!sameJson(next, followed.current) && sameJson(form, followed.current)) setForm(next);
    followed.current = next;
  }, [row]);
  const set = (part: Partial<PersonForm>): void => {
    setForm({ ...form, ...part });
    setBefore(undefined);
  };

  const errors: FormError[] = [];
  if (form.displayName.trim() === '')
    errors.push({ fieldId: 'person-name', text: t('desk:person.error.name') });
  if (form.role !== 'coordinator' && form.sites.length === 0)
    errors.push({ fieldId: 'person-sites', text: t('desk:person.error.sites') });
  const errorOf = (fieldId: string): string | undefined =>
    tried ? errors.find((error) => error.fieldId === fieldId)?.text : undefined;

  const save = async (): Promise<void> => {
    setTried(true);
    if (errors.length > 0) return;
    if (row) {
      const old = formOf(row);
      const done = await changePerson(device, form, row);
      setProblem(done.ok ? undefined : t(`errors:${done.error.code}`));
      if (done.ok) setBefore(old);
    } else {
      const made = await addPerson(device, form);
      if (made.ok) route(`/desk/people/${made.value}?new=1`, true);
      else setProblem(t(`errors:${made.error.code}`));
    }
  };
  const undo = async (): Promise<void> => {
    if (!row || !before) return;
    const done = await changePerson(device, before, row);
    if (done.ok) setForm(before);
    setBefore(undefined);
  };
  useEffect(() => {
    if (form.role === 'coordinator' && form.minor) setForm({ ...form, minor: false });
  }, [form]);

  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {tried && <ErrorSummary errors={errors} />}
      {problem !== undefined && <Notice kind="problem" live title={problem} />}
      {query['new'] !== undefined && before === undefined && row && (
        <Notice kind="done" live title={t('desk:person.made')} />
      )}
      {before && (
        <Notice kind="done" live title={t('desk:saved')} onClose={() => setBefore(undefined)}>
          <div>
            <Button icon="undo" onPress={() => void undo()}>
              {t('common:undo')}
            </Button>
          </div>
        </Notice>
      )}
      <TextField
        id="person-name"
        label={t('desk:person.name')}
        hint={t('desk:person.name.hint')}
        value={form.displayName}
        onInput={(displayName) => set({ displayName })}
        autoCapitalize="words"
        error={errorOf('person-name')}
      />
      <ChoiceList
        label={t('desk:col.role')}
        value={form.role}
        disabled={self}
        hint={self ? t('desk:person.self') : undefined}
        choices={roles.map((value) => ({
          value,
          label: t(`desk:role.${value}`),
          hint: t(`desk:role.${value}.does`),
        }))}
        onChange={(role) => set({ role: role as PersonForm['role'] })}
      />
      {form.role !== 'coordinator' && (
        <>
          <SitePicker
            sites={sites}
            chosen={form.sites}
            error={errorOf('person-sites')}
            onChange={(chosen) => set({ sites: chosen })}
          />
          <Checkbox
            label={t('desk:person.minor')}
            hint={t('desk:person.minor.hint')}
            checked={form.minor}
            onChange={(minor) => set({ minor })}
          />
        </>
      )}
      <div>
        <Button type="submit" kind="primary" icon="check">
          {t('common:save')}
        </Button>
      </div>
    </form>
  );
}

function Leaving({ row }: { readonly row: Row<'person'> }) {
  const device = useDevice();
  const self = device.identity.value?.person.id === row.id;
  if (self) return null;
  const active = row.active !== false;
  return (
    <section class="stack-tight">
      <h2>{t(active ? 'desk:leaving' : 'desk:back')}</h2>
      <p>{t(active ? 'desk:leaving.text' : 'desk:back.text')}</p>
      <div>
        <Button
          kind={active ? 'danger' : 'secondary'}
          onPress={() => void setActive(device, row.id, !active)}
        >
          {t(active ? 'desk:leaving.do' : 'desk:back.do')}
        </Button>
      </div>
    </section>
  );
}
