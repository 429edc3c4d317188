// Saves a survey as it stands in the editor as an Excel file in XLSForm, and its tables as CSV files beside it. Part of SurveyEditScreen.
import { useState } from 'preact/hooks';
import type { Form } from '#forms/schema.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Notice } from '#ui/Notice.tsx';
import { saveFile } from '#ui/save-file.ts';
import type { Registers } from './content-draft.ts';
import { slugFrom } from './content-form.ts';
import { textsOfExport } from './survey-import.ts';
import { wordsFor } from './survey-record.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type SurveyExportProps = { readonly now: Registers; readonly form: Form };

export function SurveyExport({ now, form }: SurveyExportProps) {
  const [told, setTold] = useState<'saved' | 'tables' | 'away'>();
  const save = async (): Promise<void> => {
    const [{ writeXlsForm }, { csvFilesOf }, { writeWorkbook }] = await Promise.all([
      import('#forms/xlsform/write-xlsform.ts'),
      import('#forms/xlsform/csv.ts'),
      import('./workbook.ts'),
    ]);
    const { texts, spoken } = textsOfExport(form, now);
    const bytes = await writeWorkbook(writeXlsForm(form, texts, spoken));
    const name = slugFrom(wordsFor(now, 'title') ?? '') || 'survey';
    saveFile(`${name}.xlsx`, XLSX, new Uint8Array(bytes));
    const tables = Object.entries(csvFilesOf(form));
    for (const [file, text] of tables) saveFile(file, 'text/csv;charset=utf-8', text);
    setTold(tables.length > 0 ? 'tables' : 'saved');
  };
  return (
    <>
      <Button icon="download" onPress={() => void save().catch(() => setTold('away'))}>
        {t('survey-builder:export')}
      </Button>
      {told !== undefined && (
        <Notice
          kind={told === 'away' ? 'info' : 'done'}
          live
          title={t(told === 'away' ? 'survey-builder:import.away' : 'survey-builder:export.saved')}
          onClose={() => setTold(undefined)}
        >
          {told === 'tables' && <p>{t('survey-builder:export.tables')}</p>}
        </Notice>
      )}
    </>
  );
}
