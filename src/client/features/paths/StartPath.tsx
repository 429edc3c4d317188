// Begins a path after a workshop: its day, the next date, who was there. Each gets a list in one tap. Called by PathScreen.
import { useState } from 'preact/hooks';
import { addDays } from '#core/dates.ts';
import { createLearner, useLearners } from '#device/learners.ts';
import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Checkbox } from '#ui/Checkbox.tsx';
import { DateField } from '#ui/DateField.tsx';
import { Notice } from '#ui/Notice.tsx';
import { NumberField } from '#ui/NumberField.tsx';
import { beginPath, MOST_OTHERS, takeBack } from './paths-actions.ts';
import { type Path, useToday } from './paths-queries.ts';

/** When the path itself says nothing of it. */
const NEXT_DAYS = 28;

export function StartPath({ path }: { readonly path: Path }) {
  const device = useDevice();
  const learners = useLearners();
  const today = useToday();
  const planned = path.steps.find(({ kind }) => kind === 'meeting')?.dueDays ?? NEXT_DAYS;
  const [workshopOn, setWorkshopOn] = useState(today);
  const [next, setNext] = useState<string>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [others, setOthers] = useState<number | null>(0);
  const [made, setMade] = useState<readonly string[]>();
  const [problem, setProblem] = useState<string>();
  const nextOn = next ?? (workshopOn === '' ? '' : addDays(workshopOn, planned));
  const site = device.siteId.value;

  const choose = (id: string, is: boolean): void =>
    setChosen((known) => new Set(is ? [...known, id] : [...known].filter((one) => one !== id)));
  const addCode = async (): Promise<void> => {
    if (site === undefined) return setProblem(t('sessions:hub.noSite'));
    const done = await createLearner(device, site);
    if (done.ok) choose(done.value, true);
    else setProblem(t(`errors:${done.error.code}`));
  };
  const wrong = (): string | undefined => {
    if (site === undefined) return t('sessions:hub.noSite');
    if (workshopOn === '') return t('paths:start.noDay');
    if (nextOn === '' || nextOn <= workshopOn) return t('paths:start.nextWrong');
    if (others === null || !Number.isInteger(others) || others < 0 || others > MOST_OTHERS)
      return t('paths:start.othersWrong', { most: MOST_OTHERS });
    if (chosen.size + others === 0) return t('paths:start.nobody');
    return undefined;
  };
  const begin = async (): Promise<void> => {
    const fault = wrong();
    setProblem(fault);
    if (fault !== undefined) return;
    const done = await beginPath(device, path, {
      learners: [...chosen],
      others: others ?? 0,
      workshopOn,
      nextOn,
    });
    setMade(done.made);
    if (done.error !== undefined) return setProblem(t(`errors:${done.error}`));
    setChosen(new Set());
    setOthers(0);
  };
  const undo = async (): Promise<void> => {
    await takeBack(device, made ?? []);
    setMade(undefined);
  };

  return (
    <section class="stack-tight" aria-labelledby="path-start">
      <h2 id="path-start">{t('paths:start.title')}</h2>
      <p>{t('paths:start.text')}</p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void begin();
        }}
      >
        <div class="path-dates">
          <DateField
            label={t('paths:start.workshop')}
            value={workshopOn}
            max={today}
            onChange={setWorkshopOn}
          />
          <DateField
            label={t('paths:start.next')}
            value={nextOn}
            min={workshopOn}
            onChange={setNext}
          />
        </div>
        <fieldset class="path-who">
          <legend>{t('paths:start.who')}</legend>
          {(learners ?? []).map((learner) => (
            <Checkbox
              key={learner.id}
              label={learner.code}
              checked={chosen.has(learner.id)}
              onChange={(is) => choose(learner.id, is)}
            />
          ))}
        </fieldset>
        <div class="row">
          <Button icon="plus" onPress={() => void addCode()}>
            {t('paths:start.newCode')}
          </Button>
        </div>
        <NumberField
          label={t('paths:start.others')}
          hint={t('paths:start.othersHint')}
          value={others}
          size={4}
          onChange={setOthers}
        />
        {problem !== undefined && (
          <Notice kind="problem" live title={problem} onClose={() => setProblem(undefined)} />
        )}
        <div class="row">
          <Button kind="primary" type="submit" icon="check">
            {t('paths:start.do')}
          </Button>
        </div>
      </form>
      {made && made.length > 0 && (
        <Notice kind="done" live title={t('paths:start.done', { count: made.length })}>
          <div>
            <Button icon="undo" onPress={() => void undo()}>
              {t('common:undo')}
            </Button>
          </div>
        </Notice>
      )}
    </section>
  );
}
