// `/desk/practice/:id`: a coordinator's own practice, copied from one of the pack: words, companies, amounts, choices; tried out on the
// spot, kept as a draft while typed, published to all tablets in one step, withdrawn and brought back.
import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import type { Row } from '#device/database.ts';
import { useEarlierValues } from '#device/earlier-values.ts';
import { useDevice, useLive } from '#device/live.ts';
import { contentWords } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { fallbackLanguage, languages } from '#i18n/languages.ts';
import { Button } from '#ui/Button.tsx';
import { EarlierValues } from '#ui/EarlierValues.tsx';
import { Notice } from '#ui/Notice.tsx';
import {
  contentDraftId,
  dropContentDraft,
  patchOf,
  publishContent,
  type Registers,
  textOf,
  unpublishContent,
} from './content-draft.ts';
import { DeskFrame } from './DeskFrame.tsx';
import { PublishBar, usePublishing, Withdraw, WithdrawnNotice } from './PublishBar.tsx';
import { useContentDraft } from './use-content-draft.ts';
import { WalkthroughParts } from './WalkthroughParts.tsx';
import { WalkthroughTrial } from './WalkthroughTrial.tsx';
import { faultsOfWalkthrough, type WalkthroughFault } from './walkthrough-faults.ts';
import {
  isAsBefore,
  newWalkthrough,
  registersBefore,
  registersOfWalkthrough,
  walkthroughNow,
} from './walkthrough-form.ts';
import { faultWords, registerName } from './walkthrough-words.ts';

type Walkthrough = Row<'walkthrough'>;

/** Latvian first: it stands in for the others. */
const codes = [
  fallbackLanguage,
  ...languages.flatMap(({ code }) => (code === fallbackLanguage ? [] : [code])),
];

export function WalkthroughEditScreen() {
  const id = useRoute().params['id'] ?? '';
  // A withdrawn one is still looked at here; the source is where the draft begins.
  const found = useLive(
    async (db) => {
      const row = await db.rows('walkthrough').get(id);
      const draft = await db.rows('draft').get(contentDraftId('walkthrough', id));
      const slug = row?.madeFrom ?? draft?.values?.['madeFrom'];
      const source =
        typeof slug === 'string'
          ? await db.rows('walkthrough').where('slug').equals(slug).first()
          : undefined;
      return { row, source, text: textOf(walkthroughNow(row ?? source, draft?.values ?? {})) };
    },
    [id],
  );
  const { row, source, text } = found ?? {};
  const before = row ?? source;
  const title = contentWords(text, 'title') || t('authoring:title');
  return (
    <DeskFrame title={title} back="/desk/practice">
      {found === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : !before || (row && !row.madeFrom) ? (
        <Notice kind="info" title={t('authoring:missing')}>
          <p>{t('authoring:missing.do')}</p>
        </Notice>
      ) : (
        <Editor key={id} id={id} row={row} source={source ?? before} />
      )}
    </DeskFrame>
  );
}

type EditorProps = {
  readonly id: string;
  readonly row: Walkthrough | undefined;
  readonly source: Walkthrough;
};

function Editor({ id, row, source }: EditorProps) {
  const device = useDevice();
  const before = row ?? source;
  const draft = useContentDraft('walkthrough', id, (register, value) =>
    isAsBefore(before, register, value),
  );
  const earlier = useEarlierValues('walkthrough', id);
  const publishing = usePublishing(draft.flush);
  const [trial, setTrial] = useState(false);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(['head']));
  if (draft.values === undefined) return <p class="soft">{t('common:loading')}</p>;

  const drafted: Registers = draft.values;
  const now = walkthroughNow(before, drafted);
  const changed = Object.keys(drafted).length > 0;
  const withdrawn = row?.deleted === true;
  const { act, told } = publishing;
  const content = { kind: 'walkthrough', id, row, draft: drafted } as const;

  const faultsNow = (): WalkthroughFault[] =>
    faultsOfWalkthrough(now, registersOfWalkthrough(before), codes);
  const inWords = (faults: readonly WalkthroughFault[]) =>
    faults.map((fault) => ({ fieldId: fault.at, text: faultWords(fault, now) }));
  // Looked for again while there is something to mend, so that a mended field says so at once.
  const errors = told && told.length > 0 ? inWords(faultsNow()) : [];
  const publish = async (): Promise<void> => {
    const faults = faultsNow();
    // What is named has to be there to go to.
    setOpen((parts) => new Set([...parts, ...faults.map(({ part }) => part)]));
    await publishing.publish(
      inWords(faults),
      () =>
        publishContent(device, content, patchOf(drafted), () =>
          newWalkthrough(id, source, drafted),
        ),
      {
        words: t('authoring:published'),
        more: t('authoring:published.when'),
        undo: () => unpublishContent(device, content, patchOf(registersBefore(row, drafted))),
      },
    );
  };
  const drop = (): Promise<void> =>
    act(() => dropContentDraft(device, 'walkthrough', id, drafted), {
      words: t('desk:content.dropped'),
      undo: () => device.change('draft', contentDraftId('walkthrough', id), { values: drafted }),
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
          words="authoring:"
          onPress={() => void act(() => device.restore('walkthrough', id))}
        />
      )}
      <p class="soft">{t('authoring:madeFrom', { title: contentWords(source.text, 'title') })}</p>
      <div class="row no-print">
        <Button icon={trial ? 'up' : 'practice'} expanded={trial} onPress={() => setTrial(!trial)}>
          {t('authoring:trial')}
        </Button>
      </div>
      {trial && <WalkthroughTrial now={now} />}
      <WalkthroughParts
        now={now}
        drafted={drafted}
        set={draft.set}
        errorOf={(at) => errors.find((one) => one.fieldId === at)?.text}
        open={open}
        onOpen={(part, on) =>
          setOpen((parts) => {
            const next = new Set(parts);
            if (on) next.add(part);
            else next.delete(part);
            return next;
          })
        }
      />
      {row && <EarlierValues {...earlier} nameOf={(register) => registerName(register, now)} />}
      {row && !withdrawn && (
        <Withdraw
          words="authoring:"
          onPress={() => void act(() => device.remove('walkthrough', id))}
        />
      )}
    </div>
  );
}
