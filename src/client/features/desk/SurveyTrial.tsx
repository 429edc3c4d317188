// Runs a survey that is being written, as a person would answer it, without keeping anything: one page at a time, what is hidden and what is
// calculated now, and which expressions do not work. Part of the survey editor.
import { useMemo, useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import type { Answers, AnswerValue } from '#forms/answers.ts';
import { flawOf } from '#forms/check.ts';
import {
  answer,
  currentValue,
  isRelevant,
  openForm,
  refuse,
  type FormState,
} from '#forms/engine.ts';
import { indexOfPage, pagesOf, type Page } from '#forms/pages.ts';
import { addInstance, removeInstance } from '#forms/repeats.ts';
import { isGroup, itemsOf, readForm, type Form } from '#forms/schema.ts';
import { fillText, labelKey } from '#forms/texts.ts';
import { toText } from '#forms/values.ts';
import { language, t } from '#i18n/i18n.ts';
import { fallbackLanguage, languages } from '#i18n/languages.ts';
import { Button } from '#ui/Button.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Progress } from '#ui/Progress.tsx';
import { type Registers, textRegister, wordsIn } from './content-draft.ts';
import { problemLine } from './survey-words.ts';
import { SurveyTrialField } from './SurveyTrialField.tsx';

export type SurveyTrialProps = { readonly now: Registers; readonly form: Form };

export function SurveyTrial({ now, form }: SurveyTrialProps) {
  const device = useDevice();
  const [lang, setLang] = useState<string>(language.value);
  const [answers, setAnswers] = useState<Answers>({});
  const [at, setAt] = useState<string>();
  const checked = useMemo(() => readForm(form), [form]);
  const moment = useMemo(() => {
    const ms = device.now();
    return { ms, zoneOffsetMinutes: new Date(ms).getTimezoneOffset() };
  }, [device]);
  const wordsOfKey = (key: string): string =>
    wordsIn(now, textRegister(lang, key)) || wordsIn(now, textRegister(fallbackLanguage, key));
  // A changed form is opened anew with the answers that there are.
  const opened = useMemo(
    () =>
      checked.ok
        ? openForm(checked.value, {
            answers,
            now: moment,
            seed: 'trial',
            language: lang,
            textOf: wordsOfKey,
          })
        : undefined,
    [checked, moment, lang],
  );
  const [run, setRun] = useState<{ readonly from: FormState; readonly state: FormState }>();
  if (!checked.ok || opened === undefined)
    return (
      <Notice kind="careful" title={t('survey-builder:trial.broken')}>
        <p>
          {form.items.length === 0
            ? t('survey-builder:trial.empty')
            : t('survey-builder:fault.schema', {
                place: checked.ok ? '' : (checked.error[0]?.path ?? ''),
              })}
        </p>
      </Notice>
    );
  const state = run?.from === opened ? run.state : opened;
  const put = (next: FormState): void => {
    setRun({ from: opened, state: next });
    setAnswers(next.answers);
  };
  const say = (key: string): string =>
    fillText(wordsOfKey(key), (name) => {
      const value = currentValue(state, name);
      return value === undefined ? undefined : toText(value);
    });
  const pages = pagesOf(state);
  const place = Math.max(0, indexOfPage(pages, at));
  const page = pages[place];
  return (
    <div class="stack-tight">
      <div class="row" role="group" aria-label={t('desk:preview.language')}>
        {languages.map(({ code, ownName }) => (
          <Button key={code} lang={code} pressed={lang === code} onPress={() => setLang(code)}>
            {ownName}
          </Button>
        ))}
      </div>
      <div class="edit-preview" lang={lang}>
        {page === undefined ? (
          <p>{t('survey-builder:trial.none')}</p>
        ) : (
          <TrialPage
            key={page.name}
            page={page}
            state={state}
            say={say}
            now={place + 1}
            of={pages.length}
            put={put}
            onGo={(by) => setAt(pages[place + by]?.name)}
          />
        )}
      </div>
      <div class="row">
        <Button
          icon="undo"
          onPress={() => {
            setAnswers({});
            setRun({
              from: opened,
              state: openForm(checked.value, {
                now: moment,
                seed: 'trial',
                language: lang,
                textOf: wordsOfKey,
              }),
            });
            setAt(undefined);
          }}
        >
          {t('survey-builder:trial.again')}
        </Button>
      </div>
      <Insight state={state} now={now} />
    </div>
  );
}

type TrialPageProps = {
  readonly page: Page;
  readonly state: FormState;
  readonly say: (key: string) => string;
  readonly now: number;
  readonly of: number;
  readonly put: (state: FormState) => void;
  readonly onGo: (by: -1 | 1) => void;
};

function TrialPage({ page, state, say, now, of, put, onGo }: TrialPageProps) {
  const [told, setTold] = useState(false);
  const give = (key: string, value: AnswerValue | undefined): void => {
    const next = value === undefined ? refuse(state, key) : answer(state, key, value);
    if (next.ok) put(next.value);
  };
  const flaws = page.keys.flatMap((key) => flawOf(state, key) ?? []);
  return (
    <>
      <Progress now={now} of={of} label={t('surveys:progress', { now, of })} />
      {page.instance && (
        <p class="soft">
          {t('survey-builder:trial.instance', {
            group: say(labelKey(page.instance.repeat)) || page.instance.repeat.name,
            now: page.instance.place,
            of: page.instance.of,
          })}
        </p>
      )}
      {page.kind === 'repeat' ? (
        <RepeatPage page={page} state={state} say={say} put={put} />
      ) : (
        page.questions.map((question, i) => {
          const key = page.keys[i] ?? question.name;
          return (
            <SurveyTrialField
              key={key}
              at={key}
              question={question}
              state={state}
              say={say}
              flaw={told ? flaws.find((flaw) => flaw.name === key) : undefined}
              onAnswer={(value) => give(key, value)}
              onRefuse={() => give(key, undefined)}
            />
          );
        })
      )}
      <div class="row">
        <Button icon="back" disabled={now === 1} onPress={() => onGo(-1)}>
          {t('common:back')}
        </Button>
        <Button
          iconAfter="forward"
          disabled={now === of && flaws.length === 0}
          onPress={() => {
            setTold(flaws.length > 0);
            if (flaws.length === 0) onGo(1);
          }}
        >
          {t('common:next')}
        </Button>
      </div>
    </>
  );
}

type RepeatPageProps = Pick<TrialPageProps, 'state' | 'say' | 'put'> & {
  readonly page: Extract<Page, { kind: 'repeat' }>;
};

function RepeatPage({ page, state, say, put }: RepeatPageProps) {
  const last = page.instances.at(-1);
  return (
    <>
      <p>
        {t('survey-builder:trial.repeat', {
          group: say(labelKey(page.repeat)) || page.repeat.name,
          now: page.instances.length,
        })}
      </p>
      <div class="row">
        <Button
          icon="plus"
          onPress={() => {
            const made = addInstance(state, page.name, `t${Object.keys(state.answers).length + 1}`);
            if (made.ok) put(made.value);
          }}
        >
          {t('survey-builder:trial.more')}
        </Button>
        {last !== undefined && (
          <Button
            kind="quiet"
            icon="minus"
            onPress={() => {
              const gone = removeInstance(state, last);
              if (gone.ok) put(gone.value);
            }}
          >
            {t('survey-builder:trial.less')}
          </Button>
        )}
      </div>
    </>
  );
}

/** So many lines at once: a form may hide hundreds. */
const LINES = 40;

/** What a person who answers does not see. */
function Insight({ state, now }: { readonly state: FormState; readonly now: Registers }) {
  const items = [...itemsOf(state.compiled.form.items)];
  const top = items.filter((item) => currentValue(state, item.name) !== undefined);
  const hidden = top.filter((item) => item.relevant !== undefined && !isRelevant(state, item.name));
  const calculated = top.filter((item) => !isGroup(item) && item.calculation !== undefined);
  const { problems } = state.compiled;
  const name = (item: (typeof items)[number]): string =>
    wordsIn(now, textRegister(language.value, labelKey(item))) ||
    wordsIn(now, textRegister(fallbackLanguage, labelKey(item))) ||
    item.name;
  const more = (all: readonly unknown[]) =>
    all.length > LINES && <li>{t('survey-builder:more.lines', { now: all.length - LINES })}</li>;
  return (
    <>
      <h3>{t('survey-builder:trial.hidden', { now: hidden.length })}</h3>
      <ul>
        {hidden.slice(0, LINES).map((item) => (
          <li key={item.name}>{name(item)}</li>
        ))}
        {more(hidden)}
      </ul>
      <h3>{t('survey-builder:trial.calculated', { now: calculated.length })}</h3>
      <ul>
        {calculated.slice(0, LINES).map((item) => (
          <li key={item.name}>
            {name(item)}: <strong>{toText(currentValue(state, item.name) ?? '') || '–'}</strong>
          </li>
        ))}
        {more(calculated)}
      </ul>
      {problems.length > 0 && (
        <Notice kind="careful" title={t('survey-builder:problems', { now: problems.length })}>
          <ul>
            {problems.slice(0, LINES).map((problem) => (
              <li key={`${problem.name} ${problem.part}`}>{problemLine(now, problem)}</li>
            ))}
            {more(problems)}
          </ul>
        </Notice>
      )}
    </>
  );
}
