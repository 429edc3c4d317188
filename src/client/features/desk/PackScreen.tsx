// `/desk/content/pack`: the whole content, or some of it, as one file for another municipality; and such a file taken in: first shown, record
// by record, then published with a way back.
import { useState } from 'preact/hooks';
import { dayOf } from '#core/dates.ts';
import { useDevice, useLive, useRecords } from '#device/live.ts';
import { formatBytes, formatDateWithYear } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Checkbox } from '#ui/Checkbox.tsx';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { FileButton } from '#ui/FileButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { saveFile } from '#ui/save-file.ts';
import { contentNow, partsIn } from './content-form.ts';
import { isAuthored } from './content-keys.ts';
import {
  type EntryFault,
  type Here,
  MOST_PACK_BYTES,
  type PackEntry,
  type PackFault,
  packKinds,
  type PackKind,
  packRecord,
  type PackReading,
  packText,
  readPack,
} from './content-pack.ts';
import { faultWords } from './content-words.ts';
import { ContentTabs } from './ContentScreen.tsx';
import { DeskFrame } from './DeskFrame.tsx';
import { contentHere, filesFor, takePack, untakePack } from './pack-actions.ts';

export function PackScreen() {
  return (
    <DeskFrame title={t('desk:part.content')} lead={t('desk:pack.lead')}>
      <ContentTabs current="pack" />
      <div class="desk-columns">
        <Give />
        <Take />
      </div>
    </DeskFrame>
  );
}

function Give() {
  const device = useDevice();
  const organisation = useRecords('organisation')?.[0];
  const here = useLive(() => contentHere(device), []);
  const [chosen, setChosen] = useState<readonly string[]>(packKinds);
  const [saved, setSaved] = useState<number>();
  const open = (kind: PackKind) => here?.[kind].filter((row) => row['deleted'] !== true) ?? [];
  const records = packKinds
    .filter((kind) => chosen.includes(kind))
    .flatMap((kind) => open(kind).map((row) => packRecord(kind, row)));
  const save = async (): Promise<void> => {
    const today = dayOf(device.now(), new Date(device.now()).getTimezoneOffset());
    saveFile(
      `vestnesis-${today}.json`,
      'application/json',
      packText(records, await filesFor(device, records), organisation?.name ?? '', today),
    );
    setSaved(records.length);
  };
  return (
    <section class="edit-step" aria-labelledby="pack-give">
      <h2 id="pack-give">{t('desk:pack.give')}</h2>
      <p>{t('desk:pack.give.text')}</p>
      <ChoiceList
        several
        label={t('desk:pack.what')}
        value={chosen}
        choices={packKinds.map((value) => ({
          value,
          label: `${t(`desk:kind.${value}`)} (${open(value).length})`,
        }))}
        onChange={setChosen}
      />
      <div>
        <Button
          kind="primary"
          icon="download"
          disabled={records.length === 0}
          onPress={() => void save()}
        >
          {t('desk:pack.save')}
        </Button>
      </div>
      {saved !== undefined && (
        <Notice
          kind="done"
          live
          title={t('desk:pack.saved', { now: saved })}
          onClose={() => setSaved(undefined)}
        />
      )}
    </section>
  );
}

type Read = {
  readonly reading: PackReading;
  /** What stood here when the file was read: the way back. */
  readonly here: Here;
};

const keyOf = ({ kind, id }: PackEntry): string => `${kind ?? ''} ${id}`;

function Take() {
  const device = useDevice();
  const [read, setRead] = useState<Read>();
  const [left, setLeft] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string>();
  const [taken, setTaken] = useState<{
    readonly entries: readonly PackEntry[];
    readonly here: Here;
  }>();
  const choose = async (file: File): Promise<void> => {
    setRead(undefined);
    setTaken(undefined);
    setProblem(undefined);
    setLeft([]);
    if (file.size > MOST_PACK_BYTES) {
      setProblem(
        t('desk:pack.fault.large', {
          now: formatBytes(file.size),
          max: formatBytes(MOST_PACK_BYTES),
        }),
      );
      return;
    }
    const here = await contentHere(device);
    const today = dayOf(device.now(), new Date(device.now()).getTimezoneOffset());
    const kept = new Set(await device.db.media.toCollection().primaryKeys());
    const done = readPack(await file.text(), here, today, kept);
    if (done.ok) setRead({ reading: done.value, here });
    else setProblem(packFaultWords(done.error));
  };
  const offered =
    read?.reading.entries.filter(({ state }) => state === 'new' || state === 'changed') ?? [];
  const chosen = offered.filter((entry) => !left.includes(keyOf(entry)));
  const take = async (): Promise<void> => {
    if (!read) return;
    const done = await takePack(device, chosen, read.here, read.reading.files);
    setProblem(done.ok ? undefined : t(`errors:${done.error.code}`));
    if (!done.ok) return;
    setTaken({ entries: chosen, here: read.here });
    setRead(undefined);
  };
  const undo = async (): Promise<void> => {
    if (!taken) return;
    const done = await untakePack(device, taken.entries, taken.here);
    setProblem(done.ok ? undefined : t(`errors:${done.error.code}`));
    if (done.ok) setTaken(undefined);
  };
  return (
    <section class="edit-step" aria-labelledby="pack-take">
      <h2 id="pack-take">{t('desk:pack.take')}</h2>
      <p>{t('desk:pack.take.text', { max: formatBytes(MOST_PACK_BYTES) })}</p>
      <div>
        <FileButton
          icon="upload"
          accept="application/json,.json"
          onFile={(file) => void choose(file)}
        >
          {t('desk:pack.choose')}
        </FileButton>
      </div>
      {problem !== undefined && <Notice kind="problem" live title={problem} />}
      {taken && (
        <Notice kind="done" live title={t('desk:pack.taken', { now: taken.entries.length })}>
          <p>{t('desk:published.when')}</p>
          <div>
            <Button icon="undo" onPress={() => void undo()}>
              {t('common:undo')}
            </Button>
          </div>
        </Notice>
      )}
      {read && (
        <>
          <p>
            {t('desk:pack.from', {
              from: read.reading.from || '–',
              date: /^\d{4}-\d\d-\d\d$/.test(read.reading.made)
                ? formatDateWithYear(read.reading.made)
                : '–',
            })}
          </p>
          <Summary reading={read.reading} />
          {offered.map((entry) => (
            <Checkbox
              key={keyOf(entry)}
              label={entry.title}
              hint={`${t(`desk:kind.one.${entry.kind!}`)} · ${stateWords(entry)}`}
              checked={!left.includes(keyOf(entry))}
              onChange={(on) =>
                setLeft(on ? left.filter((one) => one !== keyOf(entry)) : [...left, keyOf(entry)])
              }
            />
          ))}
          {offered.length > 0 && (
            <div>
              <Button
                kind="primary"
                icon="upload"
                disabled={chosen.length === 0}
                onPress={() => void take()}
              >
                {t('desk:pack.publish', { now: chosen.length })}
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  );
}

const stateWords = (entry: PackEntry): string =>
  entry.state === 'changed'
    ? t('desk:pack.state.changed', { now: Object.keys(entry.registers).length })
    : t(`desk:pack.state.${entry.state}`);

/** How much is here already, and what can't be taken, with the reason at each. */
function Summary({ reading }: { readonly reading: PackReading }) {
  const same = reading.entries.filter(({ state }) => state === 'same').length;
  const refused = reading.entries.filter(({ state }) => state === 'refused');
  return (
    <>
      {same > 0 && <p>{t('desk:pack.same', { now: same })}</p>}
      {refused.length > 0 && (
        <Notice kind="careful" title={t('desk:pack.refused', { now: refused.length })}>
          <ul>
            {refused.map((entry) => (
              <li key={keyOf(entry)}>
                <strong>{entry.title || entry.id}</strong>:{' '}
                {entry.faults[0] && entryFaultWords(entry, entry.faults[0])}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

function packFaultWords(fault: PackFault): string {
  return t(
    `desk:pack.fault.${fault.what}`,
    'max' in fault ? { now: fault.now, max: fault.max } : {},
  );
}

function entryFaultWords({ kind }: PackEntry, fault: EntryFault): string {
  if (fault.what === 'content' && kind && isAuthored(kind))
    return faultWords(kind, partsIn(kind, contentNow(kind, fault.values, {})), fault.fault);
  return t(`desk:pack.fault.${fault.what}`, {
    ...('field' in fault ? { field: fault.field } : {}),
    ...('found' in fault ? { found: fault.found } : {}),
  });
}
