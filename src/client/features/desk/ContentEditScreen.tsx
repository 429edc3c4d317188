// `/desk/content/:kind/:id`: a lesson, an interest path or a to-do template: its parts and its texts in all languages side by side, kept as
// a draft while edited, published to all tablets in one step. The id `new` goes on under an id of its own.
import { useEffect, useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { dayOf } from '#core/dates.ts';
import { uuidv7 } from '#core/ids.ts';
import type { Row } from '#device/database.ts';
import { useEarlierValues } from '#device/earlier-values.ts';
import { useDevice, useLive } from '#device/live.ts';
import { language, t } from '#i18n/i18n.ts';
import { EarlierValues } from '#ui/EarlierValues.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { publishDraft, unpublishDraft } from './content-actions.ts';
import { contentDraftId, dropContentDraft, type Registers } from './content-draft.ts';
import { contentNow, faultsOf, isAsPublished, partsIn, titleOf } from './content-form.ts';
import { type AuthoredKind, isAuthored, type TextKey } from './content-keys.ts';
import { contentPath, publicPath } from './content-paths.ts';
import { faultWords, registerName } from './content-words.ts';
import { ContentFields } from './ContentFields.tsx';
import { DeskFrame } from './DeskFrame.tsx';
import { FieldHistory } from './FieldHistory.tsx';
import { PublishBar, usePublishing, Withdraw, WithdrawnNotice } from './PublishBar.tsx';
import { useContentDraft } from './use-content-draft.ts';

export function ContentEditScreen() {
  const { kind, id = 'new' } = useRoute().params;
  if (!isAuthored(kind))
    return (
      <DeskFrame title={t('desk:part.content')} back={contentPath()}>
        <EmptyState
          icon="learn"
          title={t('desk:content.noKind')}
          action={<LinkButton href={contentPath()}>{t('desk:part.content')}</LinkButton>}
        />
      </DeskFrame>
    );
  return id === 'new' ? <NewContent kind={kind} /> : <KnownContent key={id} kind={kind} id={id} />;
}

/** A draft needs an address that a reload finds again. */
function NewContent({ kind }: { readonly kind: AuthoredKind }) {
  const device = useDevice();
  const { route } = useLocation();
  useEffect(() => route(contentPath(kind, uuidv7(device.now(), device.random)), true), []);
  return (
    <DeskFrame title={t(`desk:add.${kind}`)} back={contentPath(kind)}>
      <p class="soft">{t('common:loading')}</p>
    </DeskFrame>
  );
}

type KnownContentProps = { readonly kind: AuthoredKind; readonly id: string };

function KnownContent({ kind, id }: KnownContentProps) {
  // What was withdrawn is still looked at here.
  const found = useLive(async (db) => ({ row: await db.rows(kind).get(id) }), [kind, id]);
  const title = found && titleOf(contentNow(kind, found.row, {}), language.value);
  return (
    <DeskFrame title={title ?? t(`desk:add.${kind}`)} back={contentPath(kind)}>
      {found === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : (
        <ContentEditor kind={kind} id={id} row={found.row} />
      )}
    </DeskFrame>
  );
}

type ContentEditorProps = KnownContentProps & { readonly row: Row<AuthoredKind> | undefined };

function ContentEditor({ kind, id, row }: ContentEditorProps) {
  const device = useDevice();
  const draft = useContentDraft(kind, id, (register, value) =>
    isAsPublished(kind, row, register, value),
  );
  const earlier = useEarlierValues(kind, id);
  const publishing = usePublishing(draft.flush);
  const [history, setHistory] = useState<TextKey>();
  if (draft.values === undefined) return <p class="soft">{t('common:loading')}</p>;

  const drafted: Registers = draft.values;
  const now = contentNow(kind, row, drafted);
  const parts = partsIn(kind, now);
  const changed = Object.keys(drafted).length > 0;
  const withdrawn = row?.deleted === true;
  const today = dayOf(device.now(), new Date(device.now()).getTimezoneOffset());
  const errors = faultsOf(kind, now, today).map((fault) => ({
    fieldId: fault.at,
    text: faultWords(kind, parts, fault),
  }));
  const { act, told } = publishing;
  const publish = (): Promise<void> =>
    publishing.publish(errors, () => publishDraft(device, kind, id, row, drafted), {
      words: t('desk:content.published'),
      more: t('desk:published.when'),
      undo: () => unpublishDraft(device, kind, id, row, drafted),
    });
  const drop = (): Promise<void> =>
    act(() => dropContentDraft(device, kind, id, drafted), {
      words: t('desk:content.dropped'),
      undo: () => device.change('draft', contentDraftId(kind, id), { values: drafted }),
    });
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
          onPress={() => void act(() => device.restore(kind, id))}
        />
      )}
      {row && !withdrawn && (
        <div class="row no-print">
          <LinkButton kind="secondary" icon="forward" href={publicPath(kind, row.slug)}>
            {t('desk:content.see')}
          </LinkButton>
        </div>
      )}
      <ContentFields
        kind={kind}
        now={now}
        drafted={drafted}
        published={row !== undefined}
        set={draft.set}
        drop={draft.drop}
        errorOf={(at) => (told ? errors.find((one) => one.fieldId === at)?.text : undefined)}
        onHistory={setHistory}
      />
      {row && <EarlierValues {...earlier} nameOf={registerName(kind, parts)} />}
      <FieldHistory
        kind={kind}
        id={id}
        textKey={history}
        onClose={() => setHistory(undefined)}
        onRestore={(register, words) => {
          draft.set({ [register]: words });
          setHistory(undefined);
        }}
      />
      {row && !withdrawn && (
        <Withdraw words="desk:content." onPress={() => void act(() => device.remove(kind, id))} />
      )}
    </div>
  );
}
