// Every part of the kit on one page, for eyes and for tests/ui/gallery.browser.test.ts. Not shipped.
// Address: ?lang=lv&part=forms; parts are listed at the end of the file.
import { render, type ComponentChild } from 'preact';
import { useState } from 'preact/hooks';

import { initI18n, setLanguage, t } from '#i18n/i18n.ts';
import { keptSetting } from '#i18n/kept-settings.ts';
import { firstLanguage } from '#i18n/languages.ts';
import '#ui/tokens.css';
import '#ui/base.css';
import '#ui/print.css';
import { TextSizeControl, ThemeControl } from '#ui/AppearanceControls.tsx';
import {
  mode,
  setTextSize,
  setTheme,
  startAppearance,
  type TextSize,
  type Theme,
} from '#ui/appearance.ts';
import { Belt, beltWords } from '#ui/belt/Belt.tsx';
import { signNames } from '#ui/belt/signs.ts';
import { Button } from '#ui/Button.tsx';
import { Card, CardLink } from '#ui/Card.tsx';
import { Checkbox } from '#ui/Checkbox.tsx';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { DataTable } from '#ui/DataTable.tsx';
import { DateField } from '#ui/DateField.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorSummary } from '#ui/ErrorSummary.tsx';
import { Icon } from '#ui/Icon.tsx';
import { LanguageSwitch } from '#ui/LanguageSwitch.tsx';
import { icons, type IconName } from '#ui/icons.ts';
import { LinkButton } from '#ui/LinkButton.tsx';
import { List, ListRow } from '#ui/List.tsx';
import { NavBar } from '#ui/NavBar.tsx';
import { Notice } from '#ui/Notice.tsx';
import { NumberField } from '#ui/NumberField.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { Progress } from '#ui/Progress.tsx';
import { QrCode } from '#ui/QrCode.tsx';
import { RecordState } from '#ui/RecordState.tsx';
import { Select } from '#ui/Select.tsx';
import { SpeakButton } from '#ui/SpeakButton.tsx';
import { Stepper } from '#ui/Stepper.tsx';
import { SyncBadge } from '#ui/SyncBadge.tsx';
import { Tabs } from '#ui/Tabs.tsx';
import { TextArea } from '#ui/TextArea.tsx';
import { TextField } from '#ui/TextField.tsx';

const five = Date.UTC(2026, 10, 20, 12, 5);

function Home() {
  return (
    <PageFrame title="Labdien!" lead="Ko darīsim tagad?">
      <div class="grid">
        <CardLink
          main
          href="#a"
          icon="practice"
          title="Vingrināties maksāt rēķinu"
          text="Mācību banka, nauda nav īsta"
        />
        <CardLink
          href="#b"
          icon="learn"
          title="Mācīties"
          text="4 stundas pa 10 minūtēm"
          note="2 pabeigtas"
        />
        <CardLink href="#c" icon="records" title="Pierakstīt nodarbību" />
        <CardLink href="#d" icon="places" title="Kur saņemt palīdzību" />
      </div>
      <Belt seed="K7" rows={signNames.slice(0, 5).map((sign, i) => ({ sign, done: i < 3 }))} />
      <p>{beltWords(signNames.slice(0, 5).map((sign, i) => ({ sign, done: i < 3 })))}</p>
      <List label="Nodarbības">
        <ListRow
          href="#1"
          icon="people"
          title="Rēķinu apmaksa, 4 cilvēki"
          text="Elejas bibliotēka · 45 min"
          note={<RecordState place="received" />}
        />
        <ListRow
          href="#2"
          icon="people"
          title="Telefona identitāte"
          text="Kalnciema pagasts"
          note={<RecordState place="device" />}
        />
        <ListRow
          icon="person"
          title="K7"
          note={<RecordState place="check" />}
          actions={
            <Button icon="edit" about="K7">
              Labot
            </Button>
          }
        />
      </List>
      <LanguageSwitch />
    </PageFrame>
  );
}

function Buttons() {
  const [open, setOpen] = useState(false);
  return (
    <PageFrame
      title="Pogas un ziņas"
      back="#home"
      lead={<Progress now={3} of={6} />}
      actions={
        <>
          <Button kind="primary" iconAfter="forward">
            Tālāk
          </Button>
          <Button kind="quiet">Izlaist</Button>
        </>
      }
    >
      <div class="row">
        <Button kind="primary">Saglabāt</Button>
        <Button icon="print">Drukāt</Button>
        <Button kind="quiet" icon="undo">
          Atsaukt
        </Button>
        <Button kind="danger" icon="remove" onPress={() => setOpen(true)}>
          Dzēst
        </Button>
        <Button disabled>Nevar</Button>
        <Button pressed>Ieslēgts</Button>
        <LinkButton href="#x" kind="secondary" icon="download">
          Lejupielādēt
        </LinkButton>
        <PrintButton />
        <SpeakButton text="Sveiki!" />
      </div>
      <Notice kind="info" title="Planšete strādā bez tīkla." />
      <Notice kind="done" title="Ieraksts ir saglabāts.">
        <p>To saņems serveris, kad būs tīkls.</p>
      </Notice>
      <Notice kind="careful" title="Konta numurs atšķiras." onClose={() => undefined}>
        <p>Salīdziniet to ar rēķinu.</p>
      </Notice>
      <Notice kind="problem" title="Kods ir jau izmantots.">
        <p>Lūdziet koordinatoram jaunu kodu.</p>
      </Notice>
      <EmptyState
        icon="todo"
        title="Sarakstu vēl nav"
        action={<Button icon="plus">Jauns saraksts</Button>}
      >
        <p>Izvēlieties paraugu. Saraksts būs gatavs 2 pieskārienos.</p>
      </EmptyState>
      <Card title="Sinhronizācija" icon="sync" actions={<Button icon="sync">Sūtīt tagad</Button>}>
        <SyncBadge online waiting={0} check={0} receivedAt={five} />
        <SyncBadge online={false} waiting={3} check={0} href="#s" />
        <SyncBadge online={false} waiting={0} check={0} />
        <SyncBadge online waiting={2} check={0} />
        <SyncBadge online waiting={0} check={11} />
      </Card>
      <Dialog
        open={open}
        title="Dzēst šo ierakstu?"
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button onPress={() => setOpen(false)}>Atstāt</Button>
            <Button kind="danger" icon="remove" onPress={() => setOpen(false)}>
              Dzēst
            </Button>
          </>
        }
      >
        <p>Ierakstu varēs atjaunot 30 dienas.</p>
      </Dialog>
    </PageFrame>
  );
}

function Forms() {
  const [one, setOne] = useState<string | null>('b');
  const [many, setMany] = useState<string[]>(['x']);
  const [text, setText] = useState('LV12 ABCD');
  const [number, setNumber] = useState<number | null>(12.5);
  const [minutes, setMinutes] = useState(45);
  return (
    <PageFrame title="Lauki" back="#home">
      <ErrorSummary
        errors={[{ fieldId: 'iban', text: 'Konta numurā ir 8 zīmes. Ievadiet 21 zīmi.' }]}
      />
      <TextField
        id="iban"
        label="Konta numurs"
        hint="Tas ir uz rēķina."
        digits
        value={text}
        onInput={setText}
        error="Konta numurā ir 8 zīmes. Ievadiet 21 zīmi."
      />
      <NumberField
        label="Summa"
        hint="Eiro un centi"
        decimals
        value={number}
        onChange={setNumber}
      />
      <TextArea
        label="Piezīme"
        optional={t('common:optional')}
        value=""
        onInput={() => undefined}
      />
      <Select
        label="Vieta"
        value=""
        empty="Izvēlieties"
        options={[{ value: 'a', label: 'Eleja' }]}
        onChange={() => undefined}
      />
      <ChoiceList
        label="Kura summa jāmaksā?"
        value={one}
        onChange={setOne}
        choices={[
          { value: 'a', label: '12,50 EUR' },
          { value: 'b', label: '34,10 EUR', hint: 'Kopā ar parādu' },
          { value: 'c', label: 'Nezinu' },
        ]}
      />
      <ChoiceList
        label="Temati"
        several
        compact
        value={many}
        onChange={setMany}
        choices={[
          { value: 'x', label: 'Rēķini', icon: 'bill' },
          { value: 'y', label: 'Telefons', icon: 'mobile' },
          { value: 'z', label: 'Drošība', icon: 'shield' },
        ]}
      />
      <Checkbox
        label="Piekrītu, ka stāstu publicē"
        hint="Piekrišanu var atsaukt."
        checked
        onChange={() => undefined}
      />
      <DateField label="Diena" value="2026-11-20" onChange={() => undefined} />
      <Stepper
        label="Ilgums"
        value={minutes}
        step={15}
        shown={`${minutes} min`}
        onChange={setMinutes}
      />
      <TextSizeControl />
      <ThemeControl />
    </PageFrame>
  );
}

function Desk() {
  const rows = [
    { id: '1', name: 'Eleja', runs: 14, seen: 'šodien' },
    { id: '2', name: 'Kalnciems', runs: 3, seen: 'vakar' },
    { id: '3', name: 'Ānes kultūras nams', runs: 120, seen: 'pirms 3 dienām' },
  ];
  return (
    <PageFrame wide title="Pārvaldība">
      <Tabs
        label="Daļas"
        items={[
          { href: '#1', label: 'Cilvēki', current: true },
          { href: '#2', label: 'Ierīces', current: false },
          { href: '#3', label: 'Nodarbības', current: false },
        ]}
      />
      <DataTable
        caption="Vietas"
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'name',
            label: 'Vieta',
            heading: true,
            cell: (row) => row.name,
            sortBy: (row) => row.name,
          },
          {
            key: 'runs',
            label: 'Treniņi',
            numeric: true,
            cell: (row) => row.runs,
            sortBy: (row) => row.runs,
          },
          { key: 'seen', label: 'Redzēta', cell: (row) => row.seen },
        ]}
      />
      <QrCode value="https://example.org/enrol#K7F3-92QD" label="Ierakstīšanās saite" />
      <div class="row">
        {(Object.keys(icons) as IconName[]).map((name) => (
          <span class="row" key={name} style={{ inlineSize: '9rem' }}>
            <Icon name={name} /> <small>{name}</small>
          </span>
        ))}
      </div>
    </PageFrame>
  );
}

function Belts() {
  const all = signNames.map((sign) => ({ sign, done: true }));
  return (
    <PageFrame title="Josta">
      {['K7', 'Anna', 'B12', 'M3'].map((seed, i) => (
        <Belt key={seed} seed={seed} rows={all.slice(i, i + 5)} />
      ))}
      <Belt seed="garā" rows={all.map((row, i) => ({ ...row, done: i < 6 }))} />
      <Belt seed="K7" rows={all.slice(0, 3).map((row) => ({ ...row, done: false }))} />
      <div class="row">
        <div style={{ inlineSize: '130px' }}>
          <Belt seed="K7" direction="down" perLine={12} rows={all.slice(0, 6)} />
        </div>
        <div style={{ inlineSize: '130px' }}>
          <Belt
            seed="x"
            direction="down"
            perLine={12}
            rows={all.slice(4).map((row, i) => ({ ...row, done: i < 3 }))}
          />
        </div>
      </div>
    </PageFrame>
  );
}

const parts: Record<string, () => ComponentChild> = {
  home: () => <Home />,
  buttons: () => <Buttons />,
  forms: () => <Forms />,
  desk: () => <Desk />,
  belts: () => <Belts />,
};

const asked = new URLSearchParams(location.search);
await initI18n(firstLanguage(asked.get('lang') ?? keptSetting('language'), []));
startAppearance();
if (asked.has('size')) setTextSize(asked.get('size') as TextSize);
if (asked.has('theme')) setTheme(asked.get('theme') as Theme);
const part = asked.get('part') ?? 'home';
const learner = asked.has('learner');
if (learner) mode.value = 'learner';
const places: readonly { key: string; icon: IconName }[] = [
  { key: 'home', icon: 'home' },
  { key: 'learn', icon: 'learn' },
  { key: 'practice', icon: 'practice' },
  { key: 'records', icon: 'records' },
  { key: 'places', icon: 'places' },
  ...(part === 'desk' ? [{ key: 'desk', icon: 'desk' } as const] : []),
];

function Gallery() {
  return (
    <div class="shell">
      {!learner && (
        <NavBar
          label={t('common:nav.label')}
          brand={<strong>{t('common:product')}</strong>}
          foot={<SyncBadge online={false} waiting={3} check={0} href="#s" />}
          items={places.map(({ key, icon }) => ({
            href: `#${key}`,
            icon,
            label: t(`common:nav.${key}`),
            current: key === part,
          }))}
        />
      )}
      <main>{parts[part]?.()}</main>
    </div>
  );
}

// The tests change the look by this instead of loading the page again.
Object.assign(globalThis, { gallery: { setLanguage, setTextSize, setTheme } });
const root = document.getElementById('app');
if (root) render(<Gallery />, root);
document.documentElement.dataset['ready'] = 'yes';
