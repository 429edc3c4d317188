// `/learners/:id`: one learner by code: what helps in teaching, what was done, the card to take home, and erasing.
import { useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import type { Row } from '#device/database.ts';
import { useEarlierValues } from '#device/earlier-values.ts';
import { useDevice, useLive, useRecord } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { EarlierValues } from '#ui/EarlierValues.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { recordPlace } from '#ui/record-place.ts';
import { RecordState } from '#ui/RecordState.tsx';
import { EraseLearner } from './EraseLearner.tsx';
import { LearnerAbout } from './LearnerAbout.tsx';
import { LearnerCard } from './LearnerCard.tsx';
import { LearnerHistory } from './LearnerHistory.tsx';
import { takeBackLearner } from './people-actions.ts';
import { recordsOf } from './people-queries.ts';
import './people.css';

export function LearnerScreen() {
  const device = useDevice();
  const id = useRoute().params['id'] ?? '';
  const row = useRecord('learner', id);
  if (!device.identity.value || row === null) {
    return (
      <PageFrame title={t('people:one')} back="/learners">
        <EmptyState
          icon="person"
          title={t('people:gone')}
          action={<LinkButton href="/learners">{t('people:toList')}</LinkButton>}
        >
          <p>{t('people:gone.do')}</p>
        </EmptyState>
      </PageFrame>
    );
  }
  if (row === undefined) {
    return (
      <PageFrame title={t('people:one')} back="/learners">
        <p class="soft">{t('common:loading')}</p>
      </PageFrame>
    );
  }
  return <Learner key={id} row={row} />;
}

function Learner({ row }: { readonly row: Row<'learner'> }) {
  const device = useDevice();
  const { route } = useLocation();
  const { query } = useRoute();
  const earlier = useEarlierValues('learner', row.id);
  const records = useLive((db) => recordsOf(db, row.id), [row.id]);
  const [fresh, setFresh] = useState(query['new'] !== undefined);
  const mayErase = device.identity.value?.person.role !== 'mentor';
  const takeBack = async (): Promise<void> => {
    const done = await takeBackLearner(device, row.id);
    if (done.ok) route('/learners', true);
  };
  return (
    <PageFrame
      title={row.code}
      titleLang="lv"
      back="/learners"
      lead={<RecordState {...recordPlace(row)} />}
    >
      {fresh && (
        <Notice kind="done" live title={t('people:made')} onClose={() => setFresh(false)}>
          <p>{t('people:made.do')}</p>
          <div>
            <Button icon="undo" onPress={() => void takeBack()}>
              {t('common:undo')}
            </Button>
          </div>
        </Notice>
      )}
      <div class="row no-print">
        <LinkButton href={`/learn?learner=${row.id}`} icon="learn">
          {t('people:learn')}
        </LinkButton>
        <LinkButton kind="secondary" href={`/practice?learner=${row.id}`} icon="practice">
          {t('people:practise')}
        </LinkButton>
        <LinkButton kind="secondary" href={`/surveys?learner=${row.id}`} icon="survey">
          {t('people:survey')}
        </LinkButton>
        <LinkButton kind="secondary" href={`/todos?learner=${row.id}`} icon="todo">
          {t('people:todo')}
        </LinkButton>
      </div>
      <LearnerAbout row={row} responses={records?.responses ?? []} />
      <LearnerHistory records={records} />
      <EarlierValues {...earlier} />
      <LearnerCard row={row} />
      <section class="stack-tight no-print">
        <h2>{t('people:law')}</h2>
        <p>{t('people:law.basis')}</p>
        <p>{t('people:law.keep')}</p>
        <p>{t('people:law.rights')}</p>
        {mayErase && records && <EraseLearner row={row} records={records} />}
      </section>
    </PageFrame>
  );
}
