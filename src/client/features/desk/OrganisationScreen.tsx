// `/desk/settings`: the municipality's name, whom the Help button names, and which places are places of work.
import { useEffect, useState } from 'preact/hooks';
import type { Row } from '#device/database.ts';
import { useDevice, useRecords } from '#device/live.ts';
import { contentWords } from '#i18n/content-text.ts';
import { compareWords } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { DataTable } from '#ui/DataTable.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { Notice } from '#ui/Notice.tsx';
import { recordPlace } from '#ui/record-place.ts';
import { RecordState } from '#ui/RecordState.tsx';
import { Select } from '#ui/Select.tsx';
import { TextField } from '#ui/TextField.tsx';
import type { Written } from './content-draft.ts';
import { addSite, changeOrganisation, setSiteClosed } from './desk-actions.ts';
import { DeskFrame } from './DeskFrame.tsx';

type OrgForm = { readonly name: string; readonly helpName: string; readonly helpPhone: string };
const formOf = (row: Row<'organisation'>): OrgForm => ({
  name: row.name,
  helpName: row.helpName ?? '',
  helpPhone: row.helpPhone ?? '',
});
const orNull = (words: string): string | null => (words.trim() === '' ? null : words.trim());

export function OrganisationScreen() {
  const rows = useRecords('organisation');
  const row = rows?.[0];
  return (
    <DeskFrame title={t('desk:part.settings')}>
      {rows === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : row === undefined ? (
        <EmptyState icon="settings" title={t('desk:org.none')}>
          <p>{t('desk:org.none.do')}</p>
        </EmptyState>
      ) : (
        <Organisation key={row.id} row={row} />
      )}
      <Sites />
    </DeskFrame>
  );
}

function Organisation({ row }: { readonly row: Row<'organisation'> }) {
  const device = useDevice();
  const [form, setForm] = useState<OrgForm>(formOf(row));
  const [touched, setTouched] = useState(false);
  const [before, setBefore] = useState<OrgForm>();
  const [problem, setProblem] = useState<string>();
  // Somebody else's change from another laptop shows, as long as nothing is being typed here.
  useEffect(() => {
    if (!touched) setForm(formOf(row));
  }, [row, touched]);
  const set = (part: Partial<OrgForm>): void => {
    setForm({ ...form, ...part });
    setTouched(true);
    setBefore(undefined);
  };
  const write = async (next: OrgForm, undo: OrgForm | undefined): Promise<void> => {
    const done = await changeOrganisation(device, row.id, {
      name: next.name.trim(),
      helpName: orNull(next.helpName),
      helpPhone: orNull(next.helpPhone),
    });
    setProblem(done.ok ? undefined : t(`errors:${done.error.code}`));
    if (!done.ok) return;
    setTouched(false);
    setBefore(undo);
  };
  const unnamed = form.name.trim() === '';
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!unnamed) void write(form, formOf(row));
      }}
    >
      <RecordState {...recordPlace(row)} />
      {problem !== undefined && <Notice kind="problem" live title={problem} />}
      {before && (
        <Notice kind="done" live title={t('desk:saved')} onClose={() => setBefore(undefined)}>
          <div>
            <Button icon="undo" onPress={() => void write(before, undefined)}>
              {t('common:undo')}
            </Button>
          </div>
        </Notice>
      )}
      <TextField
        label={t('desk:org.name')}
        value={form.name}
        onInput={(name) => set({ name })}
        error={unnamed ? t('desk:org.error.name') : undefined}
      />
      <h2>{t('desk:org.help')}</h2>
      <p>{t('desk:org.help.text')}</p>
      <TextField
        label={t('desk:org.helpName')}
        optional={t('common:optional')}
        value={form.helpName}
        onInput={(helpName) => set({ helpName })}
        autoCapitalize="words"
      />
      <TextField
        label={t('desk:org.helpPhone')}
        optional={t('common:optional')}
        type="tel"
        digits
        value={form.helpPhone}
        onInput={(helpPhone) => set({ helpPhone })}
      />
      <div>
        <Button type="submit" kind="primary" icon="check">
          {t('common:save')}
        </Button>
      </div>
    </form>
  );
}

function Sites() {
  const device = useDevice();
  const sites = useRecords('site');
  const places = useRecords('place');
  const [chosen, setChosen] = useState('');
  const [problem, setProblem] = useState<string>();
  if (!sites || !places) return <p class="soft">{t('common:loading')}</p>;
  const known = new Set(sites.map((row) => row.id));
  const free = places
    .filter((row) => !known.has(row.id))
    .map((row) => ({ row, name: contentWords(row.text, 'name') || row.slug }))
    .toSorted((a, b) => compareWords(a.name, b.name));
  const told = (done: Written): void =>
    setProblem(done.ok ? undefined : t(`errors:${done.error.code}`));
  const add = async (): Promise<void> => {
    const place = free.find(({ row }) => row.id === chosen);
    if (!place) return;
    told(await addSite(device, place.row, place.name));
    setChosen('');
  };
  return (
    <section class="stack">
      <h2>{t('desk:sites')}</h2>
      <p>{t('desk:sites.text')}</p>
      {problem !== undefined && <Notice kind="problem" live title={problem} />}
      {free.length > 0 && (
        <div class="row desk-add">
          <Select
            label={t('desk:site.add')}
            empty={t('common:choose')}
            value={chosen}
            options={free.map(({ row, name }) => ({
              value: row.id,
              label: [name, row.parish].filter(Boolean).join(', '),
            }))}
            onChange={setChosen}
          />
          <Button icon="plus" disabled={chosen === ''} onPress={() => void add()}>
            {t('common:add')}
          </Button>
        </div>
      )}
      <DataTable
        caption={t('desk:sites.count', { now: sites.filter((row) => row.closed !== true).length })}
        rows={sites.toSorted((a, b) => compareWords(a.name, b.name))}
        rowKey={(row) => row.id}
        empty={<EmptyState icon="places" title={t('desk:sites.empty')} />}
        columns={[
          {
            key: 'name',
            label: t('desk:col.site'),
            heading: true,
            sortBy: (row) => row.name,
            cell: (row) => row.name,
          },
          {
            key: 'parish',
            label: t('desk:col.parish'),
            sortBy: (row) => row.parish ?? '',
            cell: (row) => row.parish ?? '–',
          },
          {
            key: 'closed',
            label: t('desk:col.status'),
            sortBy: (row) => Number(row.closed === true),
            cell: (row) => t(row.closed === true ? 'desk:site.closed' : 'desk:site.works'),
          },
          {
            key: 'state',
            label: t('desk:col.state'),
            cell: (row) => <RecordState {...recordPlace(row)} />,
          },
          {
            key: 'act',
            label: t('desk:col.act'),
            cell: (row) => (
              <Button
                about={row.name}
                onPress={() => void setSiteClosed(device, row.id, row.closed !== true).then(told)}
              >
                {t(row.closed === true ? 'desk:site.open' : 'desk:site.close')}
              </Button>
            ),
          },
        ]}
      />
    </section>
  );
}
