// `/desk/stories`: every story with where it stands, what is missing in which language, and the day of its consent.
import { useLocation } from 'preact-iso';
import type { Row } from '#device/database.ts';
import { useLive } from '#device/live.ts';
import { formatList, formatShortDate } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { DataTable } from '#ui/DataTable.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { DeskFrame } from './DeskFrame.tsx';
import { type Registers, wordsIn } from './content-draft.ts';
import { lackingIn, mediaIn, storyNow, titleOf } from './story-form.ts';

type Status = 'public' | 'changed' | 'new' | 'hidden';
type Line = { readonly id: string; readonly now: Registers; readonly status: Status };

function lineOf(id: string, row: Row<'story'> | undefined, draft: Registers): Line {
  const drafted = Object.keys(draft).length > 0;
  const status = !row ? 'new' : row.deleted ? 'hidden' : drafted ? 'changed' : 'public';
  return { id, now: storyNow(row, draft), status };
}

const useLines = (): readonly Line[] | undefined =>
  useLive(async (db) => {
    // What was erased has no short name any more.
    const rows = (await db.rows('story').toArray()).filter(({ slug }) => slug !== undefined);
    const drafts = new Map(
      (await db.rows('draft').toArray())
        .filter((draft) => !draft.deleted && draft.targetKind === 'story')
        .map((draft) => [draft.targetId, draft.values ?? {}]),
    );
    const known = new Map(rows.map((row) => [row.id, row]));
    return [...new Set([...known.keys(), ...drafts.keys()])]
      .filter((id) => known.has(id) || Object.keys(drafts.get(id) ?? {}).length > 0)
      .map((id) => lineOf(id, known.get(id), drafts.get(id) ?? {}));
  }, []);

const nameOf = ({ now }: Line): string => titleOf(now) ?? t('story-desk:unnamed');
const lacking = ({ now }: Line): string[] =>
  languages.filter(({ code }) => lackingIn(now, code).length > 0).map(({ ownName }) => ownName);

const order: readonly Status[] = ['new', 'changed', 'hidden', 'public'];

export function StoriesDeskScreen() {
  const lines = useLines();
  const { query } = useLocation();
  return (
    <DeskFrame title={t('story-desk:title')} lead={t('story-desk:lead')}>
      {query['withdrawn'] !== undefined && (
        <Notice kind="done" live title={t('story-desk:withdrawn')}>
          <p>{t('story-desk:withdrawn.text')}</p>
        </Notice>
      )}
      <div class="row no-print">
        <LinkButton icon="plus" href="/desk/stories/new">
          {t('story-desk:add')}
        </LinkButton>
        <LinkButton kind="secondary" icon="heart" href="/stories">
          {t('story-desk:see')}
        </LinkButton>
      </div>
      {lines === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : (
        <DataTable
          caption={t('story-desk:title')}
          rows={lines.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status))}
          rowKey={(line) => line.id}
          empty={
            <EmptyState icon="heart" title={t('story-desk:empty.title')}>
              <p>{t('story-desk:empty.do')}</p>
            </EmptyState>
          }
          columns={[
            {
              key: 'title',
              label: t('story-desk:col.title'),
              heading: true,
              sortBy: nameOf,
              cell: (line) => <a href={`/desk/stories/${line.id}`}>{nameOf(line)}</a>,
            },
            {
              key: 'who',
              label: t('story-desk:col.who'),
              sortBy: ({ now }) => wordsIn(now, 'who'),
              cell: ({ now }) => wordsIn(now, 'who') || '–',
            },
            {
              key: 'status',
              label: t('story-desk:col.status'),
              sortBy: ({ status }) => order.indexOf(status),
              cell: ({ status }) => (
                <span class={status === 'public' ? undefined : 'mark-draft'}>
                  {t(`story-desk:status.${status}`)}
                </span>
              ),
            },
            {
              key: 'consent',
              label: t('story-desk:col.consent'),
              sortBy: ({ now }) => wordsIn(now, 'consentOn'),
              cell: ({ now }) =>
                wordsIn(now, 'consentOn') === '' ? '–' : formatShortDate(wordsIn(now, 'consentOn')),
            },
            {
              key: 'files',
              label: t('story-desk:col.files'),
              numeric: true,
              sortBy: ({ now }) => mediaIn(now).length,
              cell: ({ now }) => mediaIn(now).length,
            },
            {
              key: 'lacking',
              label: t('story-desk:col.lacking'),
              sortBy: (line) => lacking(line).length,
              cell: (line) => (lacking(line).length === 0 ? '–' : formatList(lacking(line))),
            },
          ]}
        />
      )}
    </DeskFrame>
  );
}
