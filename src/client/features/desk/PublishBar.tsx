// The frame of an editor of public content: publish, how the draft stands, drop it; what to mend; what was done, with its undo; withdraw.
// Used by the editors of all content.
import { useState } from 'preact/hooks';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { ErrorSummary, type FormError } from '#ui/ErrorSummary.tsx';
import { Notice } from '#ui/Notice.tsx';
import type { Written } from './content-draft.ts';
import type { ContentDraft } from './use-content-draft.ts';

type Answer = Written;
/** What can be taken back in one tap, until the next thing is done. */
type Done = {
  readonly words: string;
  readonly more?: string;
  readonly undo: () => Promise<Answer>;
};

export type Publishing = {
  /** What was wrong when publishing was last tried; a list that shrinks under one's hands would take the focus at each mended field. */
  readonly told: readonly FormError[] | undefined;
  readonly done: Done | undefined;
  readonly problem: string | undefined;
  readonly close: () => void;
  readonly act: (work: () => Promise<Answer>, next?: Done) => Promise<void>;
  /** Publishes when nothing is wrong; else says what. */
  readonly publish: (
    errors: readonly FormError[],
    work: () => Promise<Answer>,
    next: Done,
  ) => Promise<void>;
};

/** @param flush stores what is typed now */
export function usePublishing(flush: () => Promise<void>): Publishing {
  const [told, setTold] = useState<readonly FormError[]>();
  const [done, setDone] = useState<Done>();
  const [problem, setProblem] = useState<string>();
  const act = async (work: () => Promise<Answer>, next?: Done): Promise<void> => {
    await flush();
    const answer = await work();
    setProblem(answer.ok ? undefined : answer.error.code);
    if (answer.ok) setDone(next);
  };
  return {
    told,
    done,
    problem,
    close: () => setDone(undefined),
    act,
    publish: async (errors, work, next) => {
      setTold(errors);
      if (errors.length > 0) return;
      await act(work, next);
      setTold(undefined);
    },
  };
}

export type PublishBarProps = {
  readonly publishing: Publishing;
  readonly draft: Pick<ContentDraft, 'keeping' | 'problem'>;
  /** There is something that is not published. */
  readonly changed: boolean;
  readonly canPublish: boolean;
  readonly onPublish: () => void;
  /** Left out where a draft is not to be dropped with a way back. */
  readonly onDrop: (() => void) | undefined;
};

export function PublishBar({
  publishing: { told, done, problem, close, act },
  draft,
  changed,
  canPublish,
  onPublish,
  onDrop,
}: PublishBarProps) {
  const state = draft.keeping ? 'keeping' : changed ? 'kept' : 'none';
  return (
    <>
      <div class="edit-bar no-print">
        <Button kind="primary" icon="upload" disabled={!canPublish} onPress={onPublish}>
          {t('desk:content.publish')}
        </Button>
        <span role="status">
          {t(draft.problem === undefined ? `desk:content.${state}` : `errors:${draft.problem}`)}
        </span>
        {changed && onDrop && (
          <Button kind="quiet" icon="undo" onPress={onDrop}>
            {t('desk:content.drop')}
          </Button>
        )}
      </div>
      {told && <ErrorSummary errors={told} />}
      {problem !== undefined && <Notice kind="problem" live title={t(`errors:${problem}`)} />}
      {done && (
        <Notice kind="done" live title={done.words} onClose={close}>
          {done.more !== undefined && <p>{done.more}</p>}
          <div>
            <Button icon="undo" onPress={() => void act(done.undo)}>
              {t('common:undo')}
            </Button>
          </div>
        </Notice>
      )}
    </>
  );
}

export type WithdrawalProps = {
  /** Where the words of this kind of content begin. */
  readonly words: 'scams:desk.' | 'authoring:' | 'desk:content.';
  readonly onPress: () => void;
};

/** At the top of what was withdrawn: bring it back. */
export function WithdrawnNotice({ words, onPress }: WithdrawalProps) {
  return (
    <Notice kind="info" live title={t(`${words}withdrawn`)}>
      <p>{t(`${words}withdrawn.text`)}</p>
      <div>
        <Button icon="undo" onPress={onPress}>
          {t(`${words}restore`)}
        </Button>
      </div>
    </Notice>
  );
}

/** At the end of what is public: take it from the tablets. */
export function Withdraw({ words, onPress }: WithdrawalProps) {
  return (
    <section class="stack-tight">
      <h2>{t(`${words}withdraw`)}</h2>
      <p>{t(`${words}withdraw.text`)}</p>
      <div>
        <Button kind="danger" onPress={onPress}>
          {t(`${words}withdraw`)}
        </Button>
      </div>
    </section>
  );
}
