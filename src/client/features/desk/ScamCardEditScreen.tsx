// `/desk/scams/:id`: one scam card, kept as a draft while typed, published to all tablets in one step, withdrawn and brought back.
// `/desk/scams/new` goes on under an id of its own.
import { useEffect, useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { dayOf } from '#core/dates.ts';
import { uuidv7 } from '#core/ids.ts';
import type { Row } from '#device/database.ts';
import { useEarlierValues } from '#device/earlier-values.ts';
import { useDevice, useLive } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { fallbackLanguage, languages } from '#i18n/languages.ts';
import { isPastReview } from '#practice/scam-guest.ts';
import { Button } from '#ui/Button.tsx';
import { EarlierValues } from '#ui/EarlierValues.tsx';
import { formatDateWithYear } from '#i18n/format.ts';
import { Notice } from '#ui/Notice.tsx';
import { DeskFrame } from './DeskFrame.tsx';
import { PublishBar, usePublishing, Withdraw, WithdrawnNotice } from './PublishBar.tsx';
import { cardDraftId, dropCardDraft, publishCard, unpublishCard } from './scam-card-actions.ts';
import { type Registers } from './content-draft.ts';
import { cardNow, type Fault, faultsOf, isAsPublished, rechecked } from './scam-card-form.ts';
import { fieldName, ScamCardFields } from './ScamCardFields.tsx';
import { ScamCardPreview } from './ScamCardPreview.tsx';
import { useContentDraft } from './use-content-draft.ts';

/** Latvian first: it stands in for the others. */
const codes = [
  fallbackLanguage,
  ...languages.flatMap(({ code }) => (code === fallbackLanguage ? [] : [code])),
];

export function ScamCardEditScreen() {
  const id = useRoute().params['id'] ?? 'new';
  return id === 'new' ? <NewCard /> : <KnownCard key={id} id={id} />;
}

/** A draft needs an address that a reload finds again. */
function NewCard() {
  const device = useDevice();
  const { route } = useLocation();
  useEffect(() => route(`/desk/scams/${uuidv7(device.now(), device.random)}`, true), []);
  return (
    <DeskFrame title={t('scams:desk.add')} back="/desk/scams">
      <p class="soft">{t('common:loading')}</p>
    </DeskFrame>
  );
}

function KnownCard({ id }: { readonly id: string }) {
  // A withdrawn card is still looked at here.
  const found = useLive(async (db) => ({ row: await db.rows('scam-card').get(id) }), [id]);
  const title = found?.row?.text?.[`${fallbackLanguage}.title`] ?? t('scams:desk.add');
  return (
    <DeskFrame title={title} back="/desk/scams">
      {found === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : (
        <CardEditor id={id} card={found.row} />
      )}
    </DeskFrame>
  );
}

export type CardEditorProps = { readonly id: string; readonly card: Row<'scam-card'> | undefined };

export function CardEditor({ id, card }: CardEditorProps) {
  const device = useDevice();
  const draft = useContentDraft(
    'scam-card',
    id,
    (register, value) => card !== undefined && isAsPublished(card, register, value),
  );
  const earlier = useEarlierValues('scam-card', id);
  const publishing = usePublishing(draft.flush);
  const [preview, setPreview] = useState(false);
  if (draft.values === undefined) return <p class="soft">{t('common:loading')}</p>;

  const drafted: Registers = draft.values;
  const today = dayOf(device.now(), new Date(device.now()).getTimezoneOffset());
  const now = cardNow(card, drafted, today);
  const changed = Object.keys(drafted).length > 0;
  const withdrawn = card?.deleted === true;
  const errors = faultsOf(now, codes, today).map((fault) => ({
    fieldId: fault.at,
    text: faultWords(fault),
  }));
  const { act, told } = publishing;
  const publish = (): Promise<void> =>
    publishing.publish(errors, () => publishCard(device, id, card, drafted, today), {
      words: t('scams:desk.published'),
      more: t('scams:desk.published.when'),
      undo: () => unpublishCard(device, id, card, drafted),
    });
  const drop = (): Promise<void> =>
    act(() => dropCardDraft(device, id, drafted), {
      words: t('desk:content.dropped'),
      undo: () => device.change('draft', cardDraftId(id), { values: drafted }),
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
          words="scams:desk."
          onPress={() => void act(() => device.restore('scam-card', id))}
        />
      )}
      {card && !withdrawn && isPastReview(card, today) && (
        <Notice kind="careful" title={t('scams:past.title')}>
          <p>{t('scams:past.text', { date: formatDateWithYear(card.reviewBy) })}</p>
        </Notice>
      )}
      <div class="row no-print">
        <Button
          icon={preview ? 'up' : 'down'}
          expanded={preview}
          onPress={() => setPreview(!preview)}
        >
          {t('scams:desk.preview')}
        </Button>
        {card && !withdrawn && (
          <Button icon="check" onPress={() => draft.set(rechecked(now, today))}>
            {t('scams:desk.recheck')}
          </Button>
        )}
      </div>
      {preview && <ScamCardPreview id={id} now={now} today={today} />}
      <ScamCardFields
        now={now}
        set={draft.set}
        errorOf={(at) => (told ? errors.find((one) => one.fieldId === at)?.text : undefined)}
      />
      {card && <EarlierValues {...earlier} nameOf={registerWords} />}
      {card && !withdrawn && (
        <Withdraw
          words="scams:desk."
          onPress={() => void act(() => device.remove('scam-card', id))}
        />
      )}
    </div>
  );
}

/** "Ko darīt (Latviešu)" of a register, as the fields are called. */
function registerWords(register: string): string | undefined {
  const [field = '', lang = '', key = ''] = register.split('.');
  if (field !== 'text')
    return ['channel', 'wants', 'surprise', 'firstSeen', 'reviewBy'].includes(field)
      ? t(`scams:desk.field.${field}`)
      : field === 'sources'
        ? t('scams:sources')
        : undefined;
  return fieldName(key, lang);
}

function faultWords(fault: Fault): string {
  const field = 'key' in fault ? fieldName(fault.key, fault.lang) : '';
  return t(`scams:desk.error.${fault.what}`, {
    field,
    ...('found' in fault ? { found: fault.found } : {}),
    ...('number' in fault ? { number: fault.number } : {}),
    ...('max' in fault ? { now: fault.now, max: fault.max } : {}),
  });
}
