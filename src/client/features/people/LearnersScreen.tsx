// `/learners`: the codes of this place, found by typing or by who was here last; a new one in one tap.
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { codeKey } from '#core/learner-code.ts';
import type { Row } from '#device/database.ts';
import { createLearner, learnersByRecency } from '#device/learners.ts';
import { useDevice, useLive } from '#device/live.ts';
import { formatDate } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { List, ListRow } from '#ui/List.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { recordPlace } from '#ui/record-place.ts';
import { RecordState } from '#ui/RecordState.tsx';
import { TextField } from '#ui/TextField.tsx';
import './people.css';

const SHOWN = 60;

export function LearnersScreen() {
  const device = useDevice();
  const { route, query } = useLocation();
  const learners = useLive((db) => learnersByRecency(db), []);
  const [wanted, setWanted] = useState('');
  const [problem, setProblem] = useState<string>();
  const siteId = device.siteId.value;
  const sites = device.identity.value?.sites ?? [];
  const key = codeKey(wanted);
  const here = learners?.filter(({ row }) => row.scope === `site:${siteId ?? ''}`);
  // A code that is typed may come from another place: people go where the bus goes.
  const found = key === '' ? here : learners?.filter(({ row }) => codeKey(row.code).includes(key));
  const siteName = (row: Row<'learner'>): string | undefined =>
    sites.find((site) => row.scope === `site:${site.id}`)?.name;

  const add = async (): Promise<void> => {
    if (siteId === undefined) return setProblem(t('sessions:hub.noSite'));
    const made = await createLearner(device, siteId);
    if (made.ok) route(`/learners/${made.value}?new=1`);
    else setProblem(t(`errors:${made.error.code}`));
  };

  if (!device.identity.value) {
    return (
      <PageFrame title={t('people:title')} back="/records">
        <EmptyState
          icon="key"
          title={t('sessions:staff.title')}
          action={<LinkButton href="/enrol">{t('sessions:staff.enrol')}</LinkButton>}
        >
          <p>{t('sessions:staff.text')}</p>
        </EmptyState>
      </PageFrame>
    );
  }
  return (
    <PageFrame
      title={t('people:title')}
      back="/records"
      lead={t('people:lead')}
      help={<p>{t('people:help')}</p>}
    >
      {query['erased'] !== undefined && <Notice kind="done" live title={t('people:erased')} />}
      {problem !== undefined && (
        <Notice kind="problem" live title={problem} onClose={() => setProblem(undefined)} />
      )}
      <div class="row row-apart">
        <Button kind="primary" icon="plus" onPress={() => void add()}>
          {t('people:new')}
        </Button>
        <LinkButton kind="secondary" icon="history" href="/learners/due">
          {t('people:due.title')}
        </LinkButton>
      </div>
      {learners && learners.length > 0 && (
        <TextField
          label={t('people:search')}
          type="search"
          value={wanted}
          onInput={setWanted}
          autoCapitalize="none"
          spellCheck={false}
        />
      )}
      {!found ? (
        <p class="soft">{t('common:loading')}</p>
      ) : found.length === 0 ? (
        <EmptyState icon="people" title={t(key === '' ? 'people:empty' : 'people:none')}>
          <p>{t(key === '' ? 'people:empty.do' : 'people:none.do')}</p>
        </EmptyState>
      ) : (
        <List label={t('people:title')}>
          {found.slice(0, SHOWN).map(({ row, lastSession }) => (
            <ListRow
              key={row.id}
              href={`/learners/${row.id}`}
              icon="person"
              title={row.code}
              text={[
                lastSession === 0
                  ? t('people:noSession')
                  : t('people:lastSession', { date: formatDate(lastSession) }),
                row.stage == null ? '' : t(`people:stage.${row.stage}`),
                row.scope === `site:${siteId ?? ''}` ? '' : (siteName(row) ?? ''),
              ]
                .filter(Boolean)
                .join(' · ')}
              note={<RecordState {...recordPlace(row)} />}
            />
          ))}
        </List>
      )}
      {found && found.length > SHOWN && (
        <p class="soft">{t('people:more', { shown: SHOWN, of: found.length })}</p>
      )}
    </PageFrame>
  );
}
