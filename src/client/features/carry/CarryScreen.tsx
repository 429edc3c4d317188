// `/carry`: unsent work from tablet to tablet with no network: the two ways, and whose work was taken in here.
import type { Database } from '#device/database.ts';
import { TAKEN_PREFIX, type TakenNote } from '#device/carry.ts';
import { useLive } from '#device/live.ts';
import { formatDateTime } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { CardLink } from '#ui/Card.tsx';
import { List, ListRow } from '#ui/List.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';

const takenNotes = async (db: Database): Promise<readonly TakenNote[]> => {
  const rows = await db.drafts.where('key').startsWith(TAKEN_PREFIX).toArray();
  return rows
    .map((row) => row.value as unknown as TakenNote)
    .toSorted((a, b) => b.at - a.at)
    .slice(0, 20);
};

export function CarryScreen() {
  const notes = useLive(takenNotes, []);
  return (
    <PageFrame title={t('carry:title')} back="/settings" lead={t('carry:lead')}>
      <CardLink
        href="/carry/give"
        icon="upload"
        title={t('carry:give')}
        text={t('carry:give.text')}
      />
      <CardLink
        href="/carry/take"
        icon="download"
        title={t('carry:take')}
        text={t('carry:take.text')}
      />
      {notes && notes.length > 0 && (
        <>
          <h2>{t('carry:log')}</h2>
          <List label={t('carry:log')}>
            {notes.map((note) => (
              <ListRow
                key={`${note.at}-${note.person}`}
                icon="tablet"
                title={t('carry:log.row', { ...note, at: formatDateTime(note.at) })}
              />
            ))}
          </List>
        </>
      )}
    </PageFrame>
  );
}
