// `/desk/content`, `/desk/content/:kind`: lessons, interest paths or to-do templates with what is missing in each language, what is not
// published yet and what is due for a review.
import { useRoute } from 'preact-iso';
import { dayOf } from '#core/dates.ts';
import type { Row } from '#device/database.ts';
import { useDevice, useLive } from '#device/live.ts';
import { formatShortDate } from '#i18n/format.ts';
import { language, t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { DataTable } from '#ui/DataTable.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Tabs } from '#ui/Tabs.tsx';
import { type Registers, wordsIn } from './content-draft.ts';
import { contentNow, missingIn, titleOf } from './content-form.ts';
import { type AuthoredKind, authoredKinds, isAuthored } from './content-keys.ts';
import { contentPath, PACK } from './content-paths.ts';
import { DeskFrame } from './DeskFrame.tsx';

type Status = 'new' | 'changed' | 'withdrawn' | 'public';
const order: readonly Status[] = ['new', 'changed', 'public', 'withdrawn'];
type Line = {
  readonly id: string;
  readonly now: Registers;
  readonly status: Status;
  readonly lacking: Readonly<Record<string, number>>;
};

function lineOf(
  kind: AuthoredKind,
  id: string,
  row: Row<AuthoredKind> | undefined,
  draft: Registers,
): Line {
  const now = contentNow(kind, row, draft);
  const drafted = Object.keys(draft).length > 0;
  return {
    id,
    now,
    status: !row ? 'new' : row.deleted ? 'withdrawn' : drafted ? 'changed' : 'public',
    lacking: Object.fromEntries(
      languages.map(({ code }) => [code, missingIn(kind, now, code).length]),
    ),
  };
}

const useLines = (kind: AuthoredKind): readonly Line[] | undefined =>
  useLive(
    async (db) => {
      const rows: Row<AuthoredKind>[] = await db.rows(kind).toArray();
      const known = new Map(
        rows.filter(({ slug }) => slug !== undefined).map((row) => [row.id, row]),
      );
      const drafts = new Map(
        (await db.rows('draft').toArray())
          .filter((draft) => !draft.deleted && draft.targetKind === kind)
          .map((draft) => [draft.targetId, (draft.values ?? {}) as Registers]),
      );
      return [...new Set([...known.keys(), ...drafts.keys()])]
        .filter((id) => known.has(id) || Object.keys(drafts.get(id) ?? {}).length > 0)
        .map((id) => lineOf(kind, id, known.get(id), drafts.get(id) ?? {}));
    },
    [kind],
  );

/** The three kinds and the exchange of whole packs, as links with addresses of their own. */
export function ContentTabs({ current }: { readonly current: AuthoredKind | 'pack' }) {
  return (
    <Tabs
      label={t('desk:part.content')}
      items={[
        ...authoredKinds.map((kind) => ({
          href: contentPath(kind),
          label: t(`desk:kind.${kind}`),
          current: kind === current,
        })),
        { href: PACK, label: t('desk:kind.pack'), current: current === 'pack' },
      ]}
    />
  );
}

export function ContentScreen() {
  const asked = useRoute().params['kind'];
  const kind = isAuthored(asked) ? asked : 'lesson';
  const device = useDevice();
  const lines = useLines(kind);
  const today = dayOf(device.now(), new Date(device.now()).getTimezoneOffset());
  const nameOf = (line: Line): string =>
    titleOf(line.now, language.value) ?? t('desk:content.unnamed');
  const reviewOf = ({ now }: Line): string => wordsIn(now, 'reviewBy');
  return (
    <DeskFrame title={t('desk:part.content')} lead={t('desk:content.lead')}>
      <ContentTabs current={kind} />
      <div class="row no-print">
        <LinkButton icon="plus" href={contentPath(kind, 'new')}>
          {t(`desk:add.${kind}`)}
        </LinkButton>
      </div>
      {!lines ? (
        <p class="soft">{t('common:loading')}</p>
      ) : (
        <DataTable
          key={kind}
          caption={t(`desk:kind.${kind}`)}
          rows={lines.toSorted(
            (a, b) =>
              order.indexOf(a.status) - order.indexOf(b.status) ||
              Number(a.now['order'] ?? 0) - Number(b.now['order'] ?? 0),
          )}
          rowKey={(line) => line.id}
          empty={
            <EmptyState icon="learn" title={t('desk:content.empty')}>
              <p>{t('desk:lessons.empty.do')}</p>
            </EmptyState>
          }
          columns={[
            {
              key: 'title',
              label: t('desk:text.title'),
              heading: true,
              sortBy: nameOf,
              cell: (line) => <a href={contentPath(kind, line.id)}>{nameOf(line)}</a>,
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
            ...languages.map(({ code, ownName }) => ({
              key: code,
              label: ownName,
              sortBy: (line: Line) => line.lacking[code] ?? 0,
              cell: (line: Line) => <Lacking count={line.lacking[code] ?? 0} />,
            })),
            {
              key: 'review',
              label: t('desk:col.review'),
              sortBy: reviewOf,
              cell: (line) => (
                <>
                  {reviewOf(line) === '' ? '–' : formatShortDate(reviewOf(line))}
                  {reviewOf(line) !== '' && reviewOf(line) < today && (
                    <span class="desk-careful">{t('desk:review.due')}</span>
                  )}
                </>
              ),
            },
          ]}
        />
      )}
    </DeskFrame>
  );
}

function Lacking({ count }: { readonly count: number }) {
  return count === 0 ? (
    <>{t('desk:complete')}</>
  ) : (
    <span class="mark-missing">{t('desk:lacking', { now: count })}</span>
  );
}
