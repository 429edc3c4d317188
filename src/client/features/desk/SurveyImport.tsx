// An Excel file in XLSForm becomes the draft of a survey: what was understood, what to check by sheet, row and column, and then the draft.
// Part of SurveysDeskScreen. The reader and the spreadsheet library are fetched when a file is chosen.
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useDevice } from '#device/live.ts';
import type { Issue } from '#forms/xlsform/issues.ts';
import type { Imported } from '#forms/xlsform/read-xlsform.ts';
import type { Sheet } from '#forms/xlsform/sheets.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { DataTable } from '#ui/DataTable.tsx';
import { FileButton } from '#ui/FileButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Select } from '#ui/Select.tsx';
import { draftSurvey } from './survey-actions.ts';
import { firstStandIn, importFault, leftOut, registersOfImport } from './survey-import.ts';

type Files = Readonly<Record<string, string>>;
type Read = {
  readonly name: string;
  readonly sheets: readonly Sheet[];
  readonly files: Files;
  readonly found: Imported;
};

const readAs = async (name: string, sheets: readonly Sheet[], files: Files): Promise<Read> => {
  const { readXlsForm } = await import('#forms/xlsform/read-xlsform.ts');
  return { name, sheets, files, found: readXlsForm(sheets, files) };
};

export function SurveyImport() {
  const [read, setRead] = useState<Read>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const work = async (does: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    // The reader itself is fetched: without a network it may not be here yet.
    await does().catch(() => setProblem(t('survey-builder:import.away')));
    setBusy(false);
  };
  const choose = (file: File): Promise<void> =>
    work(async () => {
      setRead(undefined);
      const { readWorkbook } = await import('./workbook.ts');
      const sheets = await readWorkbook(new Uint8Array(await file.arrayBuffer()));
      if (sheets.ok) setRead(await readAs(file.name, sheets.value, {}));
      else setProblem(t(`xlsform:${sheets.error}`, { file: file.name }));
    });
  const addTable = (file: File): Promise<void> =>
    work(async () => {
      if (read === undefined) return;
      const files = { ...read.files, [file.name]: await file.text() };
      setRead(await readAs(read.name, read.sheets, files));
    });
  return (
    <section class="edit-step" aria-labelledby="survey-import">
      <h2 id="survey-import">{t('survey-builder:import')}</h2>
      <p class="soft">{t('survey-builder:import.hint')}</p>
      <div class="row no-print">
        <FileButton icon="upload" accept=".xlsx" onFile={(file) => void choose(file)}>
          {t('survey-builder:import.choose')}
        </FileButton>
        {read && (
          <FileButton icon="plus" accept=".csv,text/csv" onFile={(file) => void addTable(file)}>
            {t('survey-builder:import.csv')}
          </FileButton>
        )}
      </div>
      {busy && (
        <p class="soft" role="status">
          {t('common:loading')}
        </p>
      )}
      {problem !== undefined && <Notice kind="problem" live title={problem} />}
      {read && <Found key={read.name} read={read} onProblem={setProblem} />}
    </section>
  );
}

type FoundProps = {
  readonly read: Read;
  readonly onProblem: (words: string | undefined) => void;
};

function Found({ read, onProblem }: FoundProps) {
  const device = useDevice();
  const { route } = useLocation();
  const { form, texts, title, languages, counts, warnings, errors } = read.found;
  const lent = firstStandIn(languages);
  const [standIn, setStandIn] = useState(lent ?? '');
  const nameOf = ({ code, name }: Imported['languages'][number]): string =>
    code === 'default' ? t('survey-builder:import.noLanguage') : name;
  const left = leftOut(languages, standIn);
  const take = async (): Promise<void> => {
    if (form === undefined) return;
    const named = title.trim() || read.name.replace(/\.xlsx$/i, '');
    const registers = registersOfImport(form, texts, named, standIn);
    const fault = importFault(registers);
    if (fault !== undefined) {
      const { what, ...names } = fault;
      onProblem(t(`survey-builder:import.${what}`, names));
      return;
    }
    const made = await draftSurvey(device, registers);
    if (made.ok) route(`/desk/surveys/${made.value}`);
    else onProblem(t(`errors:${made.error.code}`));
  };
  return (
    <>
      {form === undefined ? (
        <Notice kind="problem" live title={t('survey-builder:import.fails')}>
          <p>{t('survey-builder:import.errors', { now: errors.length })}</p>
        </Notice>
      ) : (
        <Notice kind="info" live title={t('survey-builder:import.read')}>
          {title !== '' && <p>{t('survey-builder:import.title', { title })}</p>}
          <p>
            {t('survey-builder:import.counts', {
              questions: counts.questions,
              groups: counts.groups,
              repeats: counts.repeats,
              choices: counts.choices,
            })}
          </p>
          <p>
            {t('survey-builder:import.languages', {
              languages: languages.map(nameOf).join(', ') || '–',
            })}
          </p>
          {left.length > 0 && (
            <p>{t('survey-builder:import.left', { languages: left.map(nameOf).join(', ') })}</p>
          )}
        </Notice>
      )}
      {form && lent !== undefined && (
        <Select
          id="survey-import-latvian"
          label={t('survey-builder:import.latvian')}
          hint={t('survey-builder:import.latvian.hint')}
          value={standIn}
          options={languages.map((one) => ({ value: one.code, label: nameOf(one) }))}
          onChange={setStandIn}
        />
      )}
      {form && (
        <div>
          <Button kind="primary" icon="edit" onPress={() => void take()}>
            {t('survey-builder:import.take')}
          </Button>
        </div>
      )}
      <Issues words="survey-builder:import.errors" issues={errors} />
      <Issues words="survey-builder:import.warnings" issues={warnings} />
    </>
  );
}

type IssuesProps = {
  readonly words: 'survey-builder:import.errors' | 'survey-builder:import.warnings';
  readonly issues: readonly Issue<string>[];
};

/** So many at once: a dirty file has hundreds. */
const SHOWN = 100;

function Issues({ words, issues }: IssuesProps) {
  const [most, setMost] = useState(SHOWN);
  if (issues.length === 0) return null;
  const messageOf = ({ code, params }: Issue<string>): string => t(`xlsform:${code}`, params);
  return (
    <>
      <DataTable
        caption={t(words, { now: issues.length })}
        rows={issues.slice(0, most)}
        rowKey={(issue) => JSON.stringify(issue)}
        columns={[
          {
            key: 'sheet',
            label: t('survey-builder:import.sheet'),
            sortBy: ({ sheet }) => sheet,
            cell: ({ sheet }) => sheet || '–',
          },
          {
            key: 'row',
            label: t('survey-builder:import.row'),
            numeric: true,
            sortBy: ({ row }) => row,
            cell: ({ row }) => (row === 0 ? '–' : row),
          },
          {
            key: 'column',
            label: t('survey-builder:import.column'),
            sortBy: ({ column }) => column,
            cell: ({ column }) => column || '–',
          },
          {
            key: 'message',
            label: t('survey-builder:import.message'),
            heading: true,
            sortBy: messageOf,
            cell: messageOf,
          },
        ]}
      />
      {issues.length > most && (
        <div>
          <Button icon="down" onPress={() => setMost(most + 500)}>
            {t('survey-builder:choices.more', { now: issues.length - most })}
          </Button>
        </div>
      )}
    </>
  );
}
