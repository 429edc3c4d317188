// Plays a practice that is being written, as a learner would, without keeping anything. Part of WalkthroughEditScreen.
import { useMemo, useState } from 'preact/hooks';
import { language, t } from '#i18n/i18n.ts';
import { Stage } from '#practice-world/Stage.tsx';
import { TrainingBand } from '#practice-world/Training.tsx';
import { wordsOf } from '#practice-world/words.ts';
import { act } from '#practice/attempt.ts';
import { checkScenario } from '#practice/check-scenario.ts';
import { nextAction, playTo } from '#practice/guide.ts';
import { outcomeOf } from '#practice/outcome.ts';
import { formNames, inForm, type FormName, type Scenario } from '#practice/scenario.ts';
import type { Action } from '#practice/state.ts';
import { viewOf } from '#practice/view.ts';
import { Button } from '#ui/Button.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Select } from '#ui/Select.tsx';
import { type Registers, textOf } from './content-draft.ts';
import { scenarioIn } from './walkthrough-form.ts';
import { formName, stepName } from './walkthrough-words.ts';

export type WalkthroughTrialProps = { readonly now: Registers };

export function WalkthroughTrial({ now }: WalkthroughTrialProps) {
  const typed = scenarioIn(now);
  const scenario = useMemo(() => {
    const checked = checkScenario(typed);
    return checked.ok ? checked.value : null;
  }, [typed]);
  const [form, setForm] = useState<FormName>('a');
  const [from, setFrom] = useState('');
  const [turn, setTurn] = useState(1);
  if (scenario === null)
    return (
      <Notice kind="careful" title={t('authoring:trial.broken')}>
        <p>{t('authoring:trial.broken.do')}</p>
      </Notice>
    );
  const steps = scenario.steps.filter((step) => inForm(step, form));
  return (
    <section class="edit-step" aria-label={t('authoring:trial')}>
      <p class="soft">{t('authoring:trial.note')}</p>
      <div class="edit-languages">
        <Select
          label={t('authoring:trial.form')}
          value={form}
          options={formNames.map((value) => ({ value, label: formName(value) }))}
          onChange={(value) => setForm(value as FormName)}
        />
        <Select
          label={t('authoring:trial.from')}
          value={from}
          empty={t('authoring:trial.start')}
          options={steps.map(({ id }) => ({ value: id, label: stepName(now, id) }))}
          onChange={setFrom}
        />
        <div class="edit-cell">
          <Button icon="undo" onPress={() => setTurn(turn + 1)}>
            {t('authoring:trial.again')}
          </Button>
        </div>
      </div>
      <Player
        key={`${form} ${from} ${turn}`}
        now={now}
        scenario={scenario}
        form={form}
        from={from}
        seed={`trial ${turn}`}
      />
    </section>
  );
}

type PlayerProps = {
  readonly now: Registers;
  readonly scenario: Scenario;
  readonly form: FormName;
  /** A step's id; empty for the beginning. */
  readonly from: string;
  readonly seed: string;
};

function Player({ now, scenario, form, from, seed }: PlayerProps) {
  const begun = useMemo(
    () =>
      playTo(
        scenario,
        { form, mode: 'together', seed },
        from || (scenario.steps.find((step) => inForm(step, form))?.id ?? ''),
      ),
    [scenario, form, from, seed],
  );
  // What was done belongs to the scenario as it was then: a change of it begins anew.
  const [played, setPlayed] = useState({ begun, attempt: begun });
  const attempt = played.begun === begun ? played.attempt : begun;
  const words = wordsOf(textOf(now), attempt.world.values);
  const does = (action: Action): void => setPlayed({ begun, attempt: act(attempt, action, 0) });
  if (attempt.finished) {
    const { mistakes } = outcomeOf(attempt);
    return (
      <Notice kind="done" live title={t('authoring:trial.done')}>
        {mistakes.length > 0 && (
          <ul>
            {mistakes.map(({ step, code }) => (
              <li key={`${step} ${code}`}>
                {stepName(now, step)}: {code} {t(`practice:mistake.${code}`)}
              </li>
            ))}
          </ul>
        )}
      </Notice>
    );
  }
  const view = viewOf(attempt);
  const said = view.notice ? words.say(view.notice.say, view.notice.params) : '';
  const problem = view.notice?.tone === 'good' ? '' : said;
  return (
    <div class="edit-trial stack" lang={language.value}>
      <TrainingBand clock={view.clock} />
      <h3>{words.own(`${view.step}.title`)}</h3>
      {said !== '' && <Notice kind={problem === '' ? 'info' : 'careful'} live title={said} />}
      <p>{words.own(`${view.step}.task`)}</p>
      <Stage
        view={view}
        words={words}
        act={does}
        onPrimary={() => {
          const right = nextAction(attempt);
          does(view.primary === 'follow' && right ? right : { do: 'next' });
        }}
        error={problem === '' ? undefined : problem}
      />
      {view.canBack && (
        <div>
          <Button kind="quiet" icon="back" onPress={() => does({ do: 'back' })}>
            {t('common:back')}
          </Button>
        </div>
      )}
    </div>
  );
}
