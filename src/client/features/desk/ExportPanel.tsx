// The answers as files: what is asked on the screen, made by the server, checked on arrival. Part of SurveyResultsScreen.
import { useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import { queryText, type ResultQuery } from '#forms/results/query.ts';
import { formatBytes, formatNumber } from '#i18n/format.ts';
import { language, t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Checkbox } from '#ui/Checkbox.tsx';
import { Notice } from '#ui/Notice.tsx';
import { saveFile } from '#ui/save-file.ts';
import { Select } from '#ui/Select.tsx';

const KINDS = ['csv', 'csv.zip', 'xlsx', 'json'] as const;
type Kind = (typeof KINDS)[number];
type State =
  | { readonly is: 'making'; readonly received: number; readonly of: number }
  | {
      readonly is: 'done';
      readonly file: string;
      readonly rows: number;
      readonly sha256: string | undefined;
    }
  | { readonly is: 'failed'; readonly offline: boolean };

export function ExportPanel({
  query,
  repeats,
}: {
  readonly query: ResultQuery;
  readonly repeats: boolean;
}) {
  const device = useDevice();
  const [layout, setLayout] = useState('odk');
  const [labels, setLabels] = useState(false);
  const [split, setSplit] = useState(false);
  const [state, setState] = useState<State | undefined>(undefined);
  const save = async (kind: Kind): Promise<void> => {
    setState({ is: 'making', received: 0, of: 0 });
    const how = `layout=${layout}&labels=${labels ? language.value : 'names'}&split=${split ? 1 : 0}`;
    const path = `/surveys/${query.survey}/responses.${kind}?${queryText(query)}&${how}`;
    const file = await device.download(path, (received, of) =>
      setState({ is: 'making', received, of }),
    );
    if (!file.ok) {
      setState({ is: 'failed', offline: file.error.code === 'offline' });
      return;
    }
    const { bytes, type, rows, sha256 } = file.value;
    const name = `${query.survey}-${query.today}.${kind}`;
    saveFile(name, type, bytes);
    setState({ is: 'done', file: name, rows, sha256 });
  };
  return (
    <section class="stack no-print results-export" aria-labelledby="results-export">
      <h2 id="results-export">{t('results:export')}</h2>
      <p>{t('results:export.lead')}</p>
      <div class="desk-columns">
        <Select
          id="results-layout"
          label={t('results:layout')}
          hint={t('results:layout.hint')}
          value={layout}
          options={['odk', 'kobo'].map((value) => ({ value, label: t(`results:layout.${value}`) }))}
          onChange={setLayout}
        />
        <div class="stack-tight">
          <Checkbox
            id="results-labels"
            label={t('results:labels')}
            checked={labels}
            onChange={setLabels}
          />
          <Checkbox
            id="results-split"
            label={t('results:split')}
            checked={split}
            onChange={setSplit}
          />
        </div>
      </div>
      <div class="row">
        {KINDS.filter((kind) => kind !== 'csv.zip' || repeats).map((kind) => (
          <Button
            key={kind}
            icon="download"
            disabled={state?.is === 'making'}
            onPress={() => void save(kind)}
          >
            {t(`results:save.${kind === 'csv.zip' ? 'zip' : kind}`)}
          </Button>
        ))}
      </div>
      {state?.is === 'making' && (
        <p role="status">
          {state.received === 0
            ? t('results:making')
            : t('results:coming', { now: formatBytes(state.received), of: formatBytes(state.of) })}
        </p>
      )}
      {state?.is === 'done' && (
        <Notice
          kind="done"
          live
          title={t('results:done', {
            count: state.rows,
            rows: formatNumber(state.rows),
            file: state.file,
          })}
        >
          {state.sha256 !== undefined && (
            <p>
              {t('results:checksum')} <code class="results-sum digits">{state.sha256}</code>
            </p>
          )}
        </Notice>
      )}
      {state?.is === 'failed' && (
        <Notice kind="problem" live title={t(state.offline ? 'desk:offline' : 'results:failed')}>
          <p>{t(state.offline ? 'desk:offline.do' : 'results:failed.do')}</p>
        </Notice>
      )}
    </section>
  );
}
