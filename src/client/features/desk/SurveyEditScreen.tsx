// `/desk/surveys/:id`: a survey that a coordinator makes: words, questions, conditions by choosing, tried out beside, kept as a draft while
// typed, published to the tablets of chosen places as a version, withdrawn and brought back. `new` goes on under an id of its own.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { uuidv7 } from '#core/ids.ts';
import type { Row } from '#device/database.ts';
import { useDevice, useLive } from '#device/live.ts';
import { contentWords } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { contentDraftId, dropContentDraft, type Registers, textOf } from './content-draft.ts';
import { DeskFrame } from './DeskFrame.tsx';
import { PublishBar, usePublishing, Withdraw, WithdrawnNotice } from './PublishBar.tsx';
import { publishSurvey, unpublishSurvey } from './survey-actions.ts';
import { faultsOfSurvey, problemsIn, type SurveyFault } from './survey-faults.ts';
import type { SurveyEdit } from './survey-props.ts';
import { formIn, isSurveyAsPublished, nextVersion, surveyNow } from './survey-record.ts';
import { problemLine, surveyFaultWords } from './survey-words.ts';
import { SurveyExport } from './SurveyExport.tsx';
import { SurveyHead } from './SurveyHead.tsx';
import { SurveyItems } from './SurveyItems.tsx';
import { SurveyTrial } from './SurveyTrial.tsx';
import { SurveyVersions } from './SurveyVersions.tsx';
import { useContentDraft } from './use-content-draft.ts';
import { useLater } from './use-later.ts';
import './survey-builder.css';

const SURVEYS = '/desk/surveys';
/** What is worked out from the whole form waits so long after the last key. */
const LATER_MS = 250;
/** So many faults are named at once. */
const TOLD = 12;

export function SurveyEditScreen() {
  const { id = 'new' } = useRoute().params;
  return id === 'new' ? <NewSurvey /> : <KnownSurvey key={id} id={id} />;
}

/** A draft needs an address that a reload finds again. */
function NewSurvey() {
  const device = useDevice();
  const { route } = useLocation();
  useEffect(() => route(`${SURVEYS}/${uuidv7(device.now(), device.random)}`, true), []);
  return (
    <DeskFrame title={t('survey-builder:new')} back={SURVEYS}>
      <p class="soft">{t('common:loading')}</p>
    </DeskFrame>
  );
}

function KnownSurvey({ id }: { readonly id: string }) {
  // What was withdrawn is still looked at here.
  const found = useLive(
    async (db) => {
      const row = await db.rows('survey').get(id);
      const draft = await db.rows('draft').get(contentDraftId('survey', id));
      return { row, text: textOf(surveyNow(row, draft?.values ?? {})) };
    },
    [id],
  );
  const title = contentWords(found?.text, 'title') || t('survey-builder:new');
  return (
    <DeskFrame title={title} back={SURVEYS}>
      {found === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : (
        <Editor id={id} row={found.row} />
      )}
    </DeskFrame>
  );
}

type EditorProps = { readonly id: string; readonly row: Row<'survey'> | undefined };

function Editor({ id, row }: EditorProps) {
  const device = useDevice();
  const draft = useContentDraft('survey', id, (register, value) =>
    isSurveyAsPublished(row, register, value),
  );
  const publishing = usePublishing(draft.flush);
  const [open, setOpen] = useState<string>();
  const [trial, setTrial] = useState(false);
  const drafted: Registers = draft.values ?? {};
  const now = surveyNow(row, drafted);
  const form = formIn(now);
  const later = useLater(form, LATER_MS);
  const problems = useMemo(() => problemsIn(later), [later]);
  const version = useMemo(() => nextVersion(row, { form: now['form'] ?? null }), [row, form]);
  if (draft.values === undefined) return <p class="soft">{t('common:loading')}</p>;

  const changed = Object.keys(drafted).length > 0;
  const withdrawn = row?.deleted === true;
  const { act, told } = publishing;
  const inWords = (faults: readonly SurveyFault[]) =>
    faults.map((fault) => ({ fieldId: fault.at, text: surveyFaultWords(now, fault) }));
  // Looked for again while there is something to mend, so that a mended field says so at once.
  const errors = told && told.length > 0 ? inWords(faultsOfSurvey(now)) : [];
  const publish = async (): Promise<void> => {
    const faults = faultsOfSurvey(now);
    const first = faults.find((fault) => 'name' in fault);
    // What is named has to be there to be mended.
    if (first && 'name' in first) setOpen(first.name);
    await publishing.publish(
      inWords(faults).slice(0, TOLD),
      () => publishSurvey(device, id, row, drafted),
      {
        words: t('survey-builder:published', { version }),
        more: t('desk:published.when'),
        undo: () => unpublishSurvey(device, id, row, drafted),
      },
    );
  };
  const drop = (): Promise<void> =>
    act(() => dropContentDraft(device, 'survey', id, drafted), {
      words: t('desk:content.dropped'),
      undo: () => device.change('draft', contentDraftId('survey', id), { values: drafted }),
    });
  const edit: SurveyEdit = {
    now,
    form,
    drafted,
    published: row !== undefined,
    version,
    set: draft.set,
    errorOf: (at) => errors.find((one) => one.fieldId === at)?.text,
    problems,
  };
  return (
    <div class="stack">
      <PublishBar
        publishing={publishing}
        draft={draft}
        changed={changed}
        canPublish={changed || withdrawn}
        onPublish={() => void publish()}
        onDrop={() => void drop()}
      />
      {withdrawn && (
        <WithdrawnNotice
          words="desk:content."
          onPress={() => void act(() => device.restore('survey', id))}
        />
      )}
      <div class="row no-print">
        <Button icon={trial ? 'up' : 'play'} expanded={trial} onPress={() => setTrial(!trial)}>
          {t('survey-builder:trial')}
        </Button>
        {row && !withdrawn && (
          <LinkButton kind="secondary" icon="forward" href={`/surveys/${row.slug}`}>
            {t('desk:content.see')}
          </LinkButton>
        )}
        {form.items.length > 0 && <SurveyExport now={now} form={form} />}
      </div>
      <div class={trial ? 'survey-beside' : 'stack'}>
        <div class="stack">
          <SurveyHead {...edit} />
          {problems.length > 0 && (
            <Notice kind="careful" title={t('survey-builder:problems', { now: problems.length })}>
              <p>{t('survey-builder:problems.text')}</p>
              <ul>
                {problems.slice(0, TOLD).map((problem) => (
                  <li key={`${problem.name} ${problem.part}`}>
                    <Button kind="quiet" onPress={() => setOpen(problem.name)}>
                      {problemLine(now, problem)}
                    </Button>
                  </li>
                ))}
                {problems.length > TOLD && (
                  <li>{t('survey-builder:more.lines', { now: problems.length - TOLD })}</li>
                )}
              </ul>
            </Notice>
          )}
          <SurveyItems {...edit} open={open} onOpen={setOpen} />
        </div>
        {trial && (
          <section class="edit-step survey-trial" aria-labelledby="survey-trial">
            <h2 id="survey-trial">{t('survey-builder:trial')}</h2>
            <p class="soft">{t('survey-builder:trial.note')}</p>
            <SurveyTrial now={now} form={later} />
          </section>
        )}
      </div>
      {row && (
        <SurveyVersions
          id={id}
          now={now}
          version={formIn({ form: row.form }).version}
          set={draft.set}
        />
      )}
      {row && !withdrawn && (
        <Withdraw
          words="desk:content."
          onPress={() => void act(() => device.remove('survey', id))}
        />
      )}
    </div>
  );
}
