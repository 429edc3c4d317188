// `/desk/practice`: the municipality's own practices with where each stands, and those of the starter pack to copy from.
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { uuidv7 } from '#core/ids.ts';
import type { Row } from '#device/database.ts';
import { useDevice, useLive } from '#device/live.ts';
import { contentWords } from '#i18n/content-text.ts';
import { formatList } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { inBeginnersOrder } from '#practice/progression.ts';
import { neededTexts } from '#practice/text-keys.ts';
import { Button } from '#ui/Button.tsx';
import { DataTable } from '#ui/DataTable.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { Notice } from '#ui/Notice.tsx';
import { keepContentDraft, type Registers, textRegister, wordsIn } from './content-draft.ts';
import { DeskFrame } from './DeskFrame.tsx';
import { beginningOf, scenarioIn, walkthroughNow } from './walkthrough-form.ts';

type Walkthrough = Row<'walkthrough'>;
type Status = 'new' | 'changed' | 'public' | 'withdrawn';
type Line = {
  readonly id: string;
  readonly now: Registers;
  readonly status: Status;
  readonly source: Walkthrough | undefined;
};

const order: readonly Status[] = ['new', 'changed', 'public', 'withdrawn'];

/** The pack's practices and one's own; undefined while looking. */
function useWalkthroughs():
  | { readonly pack: readonly Walkthrough[]; readonly own: readonly Line[] }
  | undefined {
  return useLive(async (db) => {
    const rows = await db.rows('walkthrough').toArray();
    const drafts = new Map(
      (await db.rows('draft').toArray())
        .filter((draft) => !draft.deleted && draft.targetKind === 'walkthrough')
        .map((draft) => [draft.targetId, draft.values ?? {}]),
    );
    const pack = rows.filter((row) => !row.madeFrom && !row.deleted);
    const known = new Map(rows.filter((row) => row.madeFrom).map((row) => [row.id, row]));
    const own = [...new Set([...known.keys(), ...drafts.keys()])].flatMap((id): Line[] => {
      const row = known.get(id);
      const draft: Registers = drafts.get(id) ?? {};
      const drafted = Object.keys(draft).length > 0;
      if (!row && !drafted) return [];
      const slug = row?.madeFrom ?? draft['madeFrom'];
      const source = pack.find((one) => one.slug === slug);
      const status = !row ? 'new' : row.deleted ? 'withdrawn' : drafted ? 'changed' : 'public';
      return [{ id, now: walkthroughNow(row ?? source, draft), status, source }];
    });
    return { pack: inBeginnersOrder(pack), own };
  }, []);
}

const titleOf = ({ now }: Line): string =>
  languages
    .map(({ code }) => wordsIn(now, textRegister(code, 'title')))
    .find((words) => words.trim() !== '') ?? t('authoring:unnamed');

const lacking = ({ now }: Line): string[] => {
  const scenario = scenarioIn(now);
  const needed = scenario ? neededTexts(scenario) : [];
  return languages
    .filter(({ code }) => needed.some((key) => wordsIn(now, textRegister(code, key)).trim() === ''))
    .map(({ ownName }) => ownName);
};

export function WalkthroughsScreen() {
  const found = useWalkthroughs();
  return (
    <DeskFrame title={t('desk:part.practice')} lead={t('authoring:lead')}>
      {found === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : (
        <>
          <OwnTable lines={found.own} />
          <PackTable pack={found.pack} />
        </>
      )}
    </DeskFrame>
  );
}

function OwnTable({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <DataTable
      caption={t('authoring:own')}
      rows={lines.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status))}
      rowKey={(line) => line.id}
      empty={
        <EmptyState icon="practice" title={t('authoring:own.empty')}>
          <p>{t('authoring:own.empty.do')}</p>
        </EmptyState>
      }
      columns={[
        {
          key: 'title',
          label: t('authoring:col.title'),
          heading: true,
          sortBy: titleOf,
          cell: (line) => <a href={`/desk/practice/${line.id}`}>{titleOf(line)}</a>,
        },
        {
          key: 'source',
          label: t('authoring:col.source'),
          sortBy: (line) => contentWords(line.source?.text, 'title'),
          cell: (line) => (line.source ? contentWords(line.source.text, 'title') : '–'),
        },
        {
          key: 'status',
          label: t('scams:desk.col.status'),
          sortBy: (line) => order.indexOf(line.status),
          cell: ({ status }) => (
            <span class={status === 'public' ? undefined : 'mark-draft'}>
              {t(`authoring:status.${status}`)}
            </span>
          ),
        },
        {
          key: 'lacking',
          label: t('scams:desk.col.lacking'),
          sortBy: (line) => lacking(line).length,
          cell: (line) => formatList(lacking(line)) || '–',
        },
      ]}
    />
  );
}

function PackTable({ pack }: { readonly pack: readonly Walkthrough[] }) {
  const device = useDevice();
  const { route } = useLocation();
  const [problem, setProblem] = useState<string>();
  const copy = async (source: Walkthrough): Promise<void> => {
    const id = uuidv7(device.now(), device.random);
    const done = await keepContentDraft('walkthrough')(device, id, beginningOf(source));
    if (done.ok) route(`/desk/practice/${id}`);
    else setProblem(done.error.code);
  };
  return (
    <>
      {problem !== undefined && <Notice kind="problem" live title={t(`errors:${problem}`)} />}
      <DataTable
        caption={t('authoring:pack')}
        rows={pack}
        rowKey={(row) => row.id}
        empty={
          <EmptyState icon="practice" title={t('practice:empty.title')}>
            <p>{t('practice:empty.text')}</p>
          </EmptyState>
        }
        columns={[
          {
            key: 'title',
            label: t('authoring:col.title'),
            heading: true,
            cell: (row) => <a href={`/practice/${row.slug}`}>{contentWords(row.text, 'title')}</a>,
          },
          {
            key: 'summary',
            label: t('authoring:col.summary'),
            cell: (row) => contentWords(row.text, 'summary'),
          },
          {
            key: 'copy',
            label: t('authoring:col.copy'),
            cell: (row) => (
              <Button
                icon="plus"
                about={contentWords(row.text, 'title')}
                onPress={() => void copy(row)}
              >
                {t('authoring:copy')}
              </Button>
            ),
          },
        ]}
      />
    </>
  );
}
