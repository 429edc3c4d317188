// `/desk/stories/:id`: one story, kept as a draft while typed, published in one step with its dated consent, erased when its teller
// withdraws that. `/desk/stories/new` goes on under an id of its own.
import { useEffect } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { dayOf } from '#core/dates.ts';
import { uuidv7 } from '#core/ids.ts';
import type { Row } from '#device/database.ts';
import { useDevice, useLive } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { fallbackLanguage, languages } from '#i18n/languages.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { DeskFrame } from './DeskFrame.tsx';
import type { Registers } from './content-draft.ts';
import { PublishBar, usePublishing } from './PublishBar.tsx';
import { dropStoryDraft, publishStory, storyDraftId, unpublishStory } from './story-actions.ts';
import { type Fault, faultsOf, isAsPublished, mediaIn, storyNow, titleOf } from './story-form.ts';
import { StoryFields } from './StoryFields.tsx';
import { altName, fieldName } from './StoryTexts.tsx';
import { WithdrawStory } from './WithdrawStory.tsx';
import { useContentDraft } from './use-content-draft.ts';

const LIST = '/desk/stories';
/** Latvian first, as everywhere. */
const codes = [
  fallbackLanguage,
  ...languages.flatMap(({ code }) => (code === fallbackLanguage ? [] : [code])),
];

export function StoryEditScreen() {
  const id = useRoute().params['id'] ?? 'new';
  return id === 'new' ? <NewStory /> : <KnownStory key={id} id={id} />;
}

/** A draft needs an address that a reload finds again. */
function NewStory() {
  const device = useDevice();
  const { route } = useLocation();
  useEffect(() => route(`${LIST}/${uuidv7(device.now(), device.random)}`, true), []);
  return (
    <DeskFrame title={t('story-desk:add')} back={LIST}>
      <p class="soft">{t('common:loading')}</p>
    </DeskFrame>
  );
}

function KnownStory({ id }: { readonly id: string }) {
  const found = useLive(
    async (db) => ({
      row: await db.rows('story').get(id),
      draft: await db.rows('draft').get(storyDraftId(id)),
    }),
    [id],
  );
  // Of what was erased only an empty mark is there.
  const gone = [found?.row, found?.draft].some((one) => one !== undefined && 'erased' in one);
  const title = found && titleOf(storyNow(found.row, {}));
  return (
    <DeskFrame title={title ?? t('story-desk:add')} back={LIST}>
      {found === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : gone ? (
        <EmptyState
          icon="heart"
          title={t('story-desk:gone.title')}
          action={<LinkButton href={LIST}>{t('story-desk:title')}</LinkButton>}
        >
          <p>{t('story-desk:gone.text')}</p>
        </EmptyState>
      ) : (
        <StoryEditor id={id} story={found.row} />
      )}
    </DeskFrame>
  );
}

type StoryEditorProps = { readonly id: string; readonly story: Row<'story'> | undefined };

function StoryEditor({ id, story }: StoryEditorProps) {
  const device = useDevice();
  const draft = useContentDraft(
    'story',
    id,
    (register, value) => story !== undefined && isAsPublished(story, register, value),
  );
  const publishing = usePublishing(draft.flush);
  if (draft.values === undefined) return <p class="soft">{t('common:loading')}</p>;

  const drafted: Registers = draft.values;
  const now = storyNow(story, drafted);
  const changed = Object.keys(drafted).length > 0;
  const hidden = story?.deleted === true;
  const today = dayOf(device.now(), new Date(device.now()).getTimezoneOffset());
  const errors = faultsOf(now, codes, today).map((fault) => ({
    fieldId: fault.at,
    text: faultWords(fault),
  }));
  const { act, told } = publishing;
  const publish = (): Promise<void> =>
    publishing.publish(errors, () => publishStory(device, id, story, drafted, today), {
      words: t('story-desk:published'),
      more: t('story-desk:published.when'),
      undo: () => unpublishStory(device, id, story, drafted),
    });
  const drop = (): Promise<void> =>
    act(() => dropStoryDraft(device, id, drafted), {
      words: t('desk:content.dropped'),
      undo: () => device.change('draft', storyDraftId(id), { values: drafted }),
    });
  return (
    <div class="stack">
      <PublishBar
        publishing={publishing}
        draft={draft}
        changed={changed}
        canPublish={changed || hidden}
        onPublish={() => void publish()}
        // What never was public is deleted for good, below: a dropped draft would lie on in the server's history, on no list.
        onDrop={story && (() => void drop())}
      />
      {hidden && (
        <Notice kind="info" title={t('story-desk:hidden')}>
          <p>{t('story-desk:hidden.text')}</p>
        </Notice>
      )}
      {story && !hidden && (
        <div class="row no-print">
          <LinkButton kind="secondary" icon="heart" href={`/stories/${story.slug}`}>
            {t('story-desk:see')}
          </LinkButton>
        </div>
      )}
      <StoryFields
        now={now}
        set={draft.set}
        flush={draft.flush}
        errorOf={(at) => (told ? errors.find((one) => one.fieldId === at)?.text : undefined)}
      />
      {(story || changed) && (
        <WithdrawStory id={id} files={mediaIn(now).length} flush={draft.flush} />
      )}
    </div>
  );
}

function faultWords(fault: Fault): string {
  const field =
    'key' in fault
      ? fault.key === 'alt'
        ? altName(fault.number ?? 1)
        : fieldName(fault.key, 'lang' in fault ? fault.lang : undefined)
      : '';
  return t(`story-desk:error.${fault.what}`, {
    field,
    ...('number' in fault ? { number: fault.number } : {}),
    ...('found' in fault ? { found: fault.found } : {}),
    ...('max' in fault ? { now: fault.now, max: fault.max } : {}),
  });
}
