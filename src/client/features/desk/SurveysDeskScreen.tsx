// `/desk/surveys`: the surveys with where each stands: published, changed, drafts, withdrawn; which places ask it, what is missing in each
// language; a new one, and one from a file.
import type { Row } from '#device/database.ts';
import { useLive } from '#device/live.ts';
import { isGroup, itemsOf, type Form } from '#forms/schema.ts';
import { formatList } from '#i18n/format.ts';
import { language, t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { DataTable } from '#ui/DataTable.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import type { Registers } from './content-draft.ts';
import { DeskFrame } from './DeskFrame.tsx';
import { SurveyImport } from './SurveyImport.tsx';
import { formIn, lackingOf, neededKeys, sitesIn, surveyNow, wordsFor } from './survey-record.ts';

type Status = 'new' | 'changed' | 'public' | 'withdrawn';
const order: readonly Status[] = ['new', 'changed', 'public', 'withdrawn'];

type Line = {
  readonly id: string;
  readonly now: Registers;
  readonly status: Status;
  readonly version: number;
  readonly questions: number;
  readonly sites: readonly string[];
  readonly lacking: Readonly<Record<string, number>>;
};

function lineOf(
  id: string,
  row: Row<'survey'> | undefined,
  draft: Registers,
  names: ReadonlyMap<string, string>,
): Line {
  const now = surveyNow(row, draft);
  const form: Form = formIn(now);
  const items = [...itemsOf(form.items)];
  const keys = ['title', 'summary', ...items.flatMap((item) => neededKeys(form, item))];
  const drafted = Object.keys(draft).length > 0;
  return {
    id,
    now,
    status: !row ? 'new' : row.deleted ? 'withdrawn' : drafted ? 'changed' : 'public',
    version: form.version,
    questions: items.filter((item) => !isGroup(item)).length,
    sites: sitesIn(now).map((site) => names.get(site) ?? '?'),
    lacking: Object.fromEntries(
      languages.map(({ code }) => [code, new Set(lackingOf(now, keys, code)).size]),
    ),
  };
}

const useLines = (): readonly Line[] | undefined =>
  useLive(async (db) => {
    const [rows, drafts, sites] = await Promise.all([
      db.rows('survey').toArray(),
      db.rows('draft').toArray(),
      db.rows('site').toArray(),
    ]);
    const names = new Map(sites.map((site) => [site.id, site.name]));
    const known = new Map(
      rows.filter(({ slug }) => slug !== undefined).map((row) => [row.id, row]),
    );
    const drafted = new Map(
      drafts
        .filter((draft) => !draft.deleted && draft.targetKind === 'survey')
        .map((draft) => [draft.targetId, (draft.values ?? {}) as Registers]),
    );
    return [...new Set([...known.keys(), ...drafted.keys()])]
      .filter((id) => known.has(id) || Object.keys(drafted.get(id) ?? {}).length > 0)
      .map((id) => lineOf(id, known.get(id), drafted.get(id) ?? {}, names));
  }, []);

export function SurveysDeskScreen() {
  const lines = useLines();
  const title = ({ now }: Line): string =>
    wordsFor(now, 'title', language.value) ?? t('desk:content.unnamed');
  return (
    <DeskFrame title={t('desk:part.surveys')} lead={t('survey-builder:lead')}>
      <div class="row no-print">
        <LinkButton icon="plus" href="/desk/surveys/new">
          {t('survey-builder:new')}
        </LinkButton>
      </div>
      {lines === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : (
        <DataTable
          caption={t('desk:part.surveys')}
          rows={lines.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status))}
          rowKey={(line) => line.id}
          empty={<EmptyState icon="survey" title={t('desk:content.empty')} />}
          columns={[
            {
              key: 'title',
              label: t('survey-builder:head.title'),
              heading: true,
              sortBy: title,
              cell: (line) => <a href={`/desk/surveys/${line.id}`}>{title(line)}</a>,
            },
            {
              key: 'status',
              label: t('desk:col.status'),
              sortBy: ({ status }) => order.indexOf(status),
              cell: ({ status }) => (
                <span class={status === 'public' ? undefined : 'mark-draft'}>
                  {t(`desk:content.status.${status}`)}
                </span>
              ),
            },
            {
              key: 'questions',
              label: t('survey-builder:col.questions'),
              numeric: true,
              sortBy: ({ questions }) => questions,
              cell: ({ questions }) => questions,
            },
            {
              key: 'version',
              label: t('survey-builder:col.version'),
              numeric: true,
              sortBy: ({ version }) => version,
              cell: ({ version }) => version,
            },
            {
              key: 'sites',
              label: t('desk:col.sites'),
              sortBy: ({ sites }) => sites.length,
              cell: ({ sites }) => formatList(sites) || t('survey-builder:sites.all'),
            },
            ...languages.map(({ code, ownName }) => ({
              key: code,
              label: ownName,
              sortBy: (line: Line) => line.lacking[code] ?? 0,
              cell: (line: Line) =>
                (line.lacking[code] ?? 0) === 0 ? (
                  t('desk:complete')
                ) : (
                  <span class="mark-missing">
                    {t('desk:lacking', { now: line.lacking[code] ?? 0 })}
                  </span>
                ),
            })),
          ]}
        />
      )}
      <SurveyImport />
    </DeskFrame>
  );
}
