// `/desk/scams`: every scam card with where it stands: draft, published, due for a check, withdrawn.
import { dayOf } from '#core/dates.ts';
import type { Row } from '#device/database.ts';
import { useDevice, useLive } from '#device/live.ts';
import { formatList, formatShortDate } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { fallbackLanguage, languages } from '#i18n/languages.ts';
import { isPastReview } from '#practice/scam-guest.ts';
import { DataTable } from '#ui/DataTable.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { DeskFrame } from './DeskFrame.tsx';
import { type Registers, textRegister, wordsIn } from './content-draft.ts';
import { cardNow } from './scam-card-form.ts';

type Status = 'public' | 'changed' | 'new' | 'withdrawn';
type Line = {
  readonly id: string;
  readonly now: Registers;
  readonly status: Status;
  readonly past: boolean;
};

function lineOf(
  id: string,
  row: Row<'scam-card'> | undefined,
  draft: Registers,
  today: string,
): Line {
  const drafted = Object.keys(draft).length > 0;
  const now = cardNow(row, draft, today);
  return {
    id,
    now,
    status: !row ? 'new' : row.deleted ? 'withdrawn' : drafted ? 'changed' : 'public',
    past: row !== undefined && !row.deleted && isPastReview(row, today),
  };
}

function useLines(today: string): readonly Line[] | undefined {
  return useLive(
    async (db) => {
      const rows = await db.rows('scam-card').toArray();
      const drafts = new Map(
        (await db.rows('draft').toArray())
          .filter((draft) => !draft.deleted && draft.targetKind === 'scam-card')
          .map((draft) => [draft.targetId, draft.values ?? {}]),
      );
      const known = new Map(rows.map((row) => [row.id, row]));
      const ids = [...new Set([...known.keys(), ...drafts.keys()])];
      return ids
        .filter((id) => known.has(id) || Object.keys(drafts.get(id) ?? {}).length > 0)
        .map((id) => lineOf(id, known.get(id), drafts.get(id) ?? {}, today));
    },
    [today],
  );
}

const titleOf = ({ now }: Line): string =>
  languages
    .map(({ code }) => wordsIn(now, textRegister(code, 'title')))
    .find((words) => words.trim() !== '') ?? t('scams:desk.unnamed');

const lacking = ({ now }: Line): string[] =>
  languages
    .filter(({ code }) =>
      (['title', 'happens', 'do', 'says'] as const).some(
        (key) =>
          wordsIn(now, textRegister(code, key)).trim() === '' &&
          wordsIn(now, textRegister(fallbackLanguage, key)).trim() !== '',
      ),
    )
    .map(({ ownName }) => ownName);

const order: readonly Status[] = ['new', 'changed', 'public', 'withdrawn'];

export function ScamCardsScreen() {
  const now = useDevice().now();
  const lines = useLines(dayOf(now, new Date(now).getTimezoneOffset()));
  return (
    <DeskFrame title={t('scams:desk.title')} lead={t('scams:desk.lead')}>
      <div class="row no-print">
        <LinkButton icon="plus" href="/desk/scams/new">
          {t('scams:desk.add')}
        </LinkButton>
        <LinkButton kind="secondary" icon="shield" href="/scams">
          {t('scams:title')}
        </LinkButton>
      </div>
      {lines === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : (
        <DataTable
          caption={t('scams:all')}
          rows={lines.toSorted(
            (a, b) =>
              Number(b.past) - Number(a.past) || order.indexOf(a.status) - order.indexOf(b.status),
          )}
          rowKey={(line) => line.id}
          empty={
            <EmptyState icon="shield" title={t('scams:empty.title')}>
              <p>{t('scams:desk.empty.do')}</p>
            </EmptyState>
          }
          columns={[
            {
              key: 'title',
              label: t('scams:desk.col.title'),
              heading: true,
              sortBy: titleOf,
              cell: (line) => <a href={`/desk/scams/${line.id}`}>{titleOf(line)}</a>,
            },
            {
              key: 'channel',
              label: t('scams:desk.col.channel'),
              sortBy: (line) => wordsIn(line.now, 'channel'),
              cell: ({ now: card }) => {
                const channel = wordsIn(card, 'channel');
                return channel === '' ? '–' : t(`scams:channel.${channel}`);
              },
            },
            {
              key: 'status',
              label: t('scams:desk.col.status'),
              sortBy: (line) => order.indexOf(line.status),
              cell: ({ status }) => (
                <span class={status === 'public' ? undefined : 'mark-draft'}>
                  {t(`scams:desk.status.${status}`)}
                </span>
              ),
            },
            {
              key: 'surprise',
              label: t('scams:desk.col.surprise'),
              sortBy: (line) => Number(line.now['surprise'] === true),
              cell: (line) => t(line.now['surprise'] === true ? 'common:yes' : 'common:no'),
            },
            {
              key: 'lacking',
              label: t('scams:desk.col.lacking'),
              sortBy: (line) => lacking(line).length,
              cell: (line) => (lacking(line).length === 0 ? '–' : formatList(lacking(line))),
            },
            {
              key: 'review',
              label: t('scams:desk.col.review'),
              sortBy: (line) => wordsIn(line.now, 'reviewBy'),
              cell: ({ now: card, past }) => (
                <>
                  {wordsIn(card, 'reviewBy') === ''
                    ? '–'
                    : formatShortDate(wordsIn(card, 'reviewBy'))}
                  {past && <span class="desk-careful">{t('scams:desk.past')}</span>}
                </>
              ),
            },
          ]}
        />
      )}
    </DeskFrame>
  );
}
