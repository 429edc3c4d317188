// `/desk/needs`: in which parishes motivation, access, skills or use are lowest, and how many working hours the offers take against those there
// are. Prints.
import '#i18n/offer-texts.ts';
import { useState } from 'preact/hooks';
import type { Row } from '#device/database.ts';
import { useRecords } from '#device/live.ts';
import { areaTable } from '#forms/needs/areas.ts';
import { hoursOf, planningOf } from '#forms/needs/hours.ts';
import { ALL_OFFERS } from '#forms/needs/offers.ts';
import { stagesOf } from '#forms/needs/people.ts';
import { contentWords } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { Select } from '#ui/Select.tsx';
import { DeskFrame } from './DeskFrame.tsx';
import { NeedsAreas } from './NeedsAreas.tsx';
import { NeedsHours } from './NeedsHours.tsx';
import { NeedsPlanning } from './NeedsPlanning.tsx';
import { useAreas, usePeople, useStageSurveys } from './needs-queries.ts';
import { formOf } from './results-queries.ts';

const titleOf = (survey: Row<'survey'>): string =>
  contentWords(survey.text, 'title') || survey.slug;

export function NeedsScreen() {
  const surveys = useStageSurveys();
  const [chosen, setChosen] = useState('');
  const survey = surveys?.find(({ slug }) => slug === chosen) ?? surveys?.[0];
  return (
    <DeskFrame title={t('needs:title')} lead={<p>{t('needs:lead')}</p>}>
      {surveys === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : survey === undefined ? (
        <EmptyState icon="list" title={t('needs:none')}>
          <p>{t('needs:none.do')}</p>
        </EmptyState>
      ) : (
        <>
          {surveys.length > 1 && (
            <div class="no-print">
              <Select
                label={t('needs:survey')}
                value={survey.slug}
                options={surveys.map((one) => ({ value: one.slug, label: titleOf(one) }))}
                onChange={setChosen}
              />
            </div>
          )}
          <Needs key={survey.id} survey={survey} />
        </>
      )}
    </DeskFrame>
  );
}

function Needs({ survey }: { readonly survey: Row<'survey'> }) {
  const people = usePeople(survey);
  const areaOf = useAreas();
  const organisation = useRecords('organisation');
  if (!people || !areaOf || !organisation) return <p class="soft">{t('common:loading')}</p>;
  const form = formOf(survey);
  const stages = form === null ? [] : stagesOf(form);
  const table = areaTable(people, stages, areaOf);
  const planning = planningOf(organisation[0]?.planning);
  if (table === undefined)
    return (
      <EmptyState
        icon="list"
        title={t('needs:empty')}
        action={<LinkButton href="/desk/results">{t('desk:part.results')}</LinkButton>}
      >
        <p>{t('needs:empty.do', { title: titleOf(survey) })}</p>
      </EmptyState>
    );
  return (
    <div class="stack">
      <div class="row no-print">
        <PrintButton />
      </div>
      <NeedsAreas table={table} stages={stages} />
      <NeedsHours hours={hoursOf(people, ALL_OFFERS, planning)} planning={planning} />
      <NeedsPlanning organisation={organisation[0]} planning={planning} />
    </div>
  );
}
