// When tablets can't be used: numbered slips and a queue sheet on paper, and the form to type them in later. Part of DayScreen.
import { useEffect, useState } from 'preact/hooks';
import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { noteProblem } from '#ui/NoteField.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { TextField } from '#ui/TextField.tsx';
import { paperSeriesOf, readSlip, slipOf } from './day-math.ts';
import { type DayPart, MOST_NICKNAME } from './day-part.ts';
import { claimSeries, typeInSlip } from './event-day-actions.ts';
import { emptyDraft, patchOf, timesProblem } from './visit-form.ts';
import { VisitFields } from './VisitFields.tsx';

const SLIPS = Array.from({ length: 30 }, (_, i) => i + 1);
const COLUMNS = ['number', 'arrived', 'device', 'started', 'ended', 'alone', 'payment'] as const;

export function DayPaper({ open, tap }: DayPart) {
  const device = useDevice();
  const [series, setSeries] = useState<number>();
  const [typed, setTyped] = useState('');
  const [draft, setDraft] = useState(() => emptyDraft(device.now()));
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    void claimSeries(device, open.day).then((own) => setSeries(paperSeriesOf(own)));
  }, [device, open.day.id]);
  const slip = readSlip(typed);
  const example = slipOf(series ?? 1, 1);
  const save = async (): Promise<void> => {
    setAsked(true);
    if (
      !slip ||
      timesProblem(draft) !== undefined ||
      noteProblem(draft.nickname.trim(), MOST_NICKNAME) !== undefined
    )
      return;
    const who = slipOf(slip.series, slip.number);
    const id = await tap(
      t('event-day:did.typed', { who }),
      typeInSlip(device, open.day, slip, patchOf(draft, open.day.day, undefined)),
    );
    if (id === undefined) return;
    // The next slip of the sheet is most likely the next number.
    setTyped(slipOf(slip.series, slip.number + 1));
    setDraft({ ...emptyDraft(device.now()), arrived: draft.arrived });
    setAsked(false);
  };
  return (
    <>
      <section class="stack-tight no-print">
        <h2>{t('event-day:paper.print')}</h2>
        <p>{t('event-day:paper.help')}</p>
        <p>
          <PrintButton label={t('event-day:paper.print')} />
        </p>
      </section>
      {series !== undefined && (
        <div class="only-print">
          <table class="day-sheet">
            <caption>{t('event-day:paper.sheet')}</caption>
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col">
                    {t(`event-day:paper.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {SLIPS.map((number) => (
                <tr key={number}>
                  <th scope="row">{slipOf(series, number)}</th>
                  {COLUMNS.slice(1).map((column) => (
                    <td key={column}>&nbsp;</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <ul class="day-slips">
            {SLIPS.map((number) => (
              <li key={number}>{slipOf(series, number)}</li>
            ))}
          </ul>
        </div>
      )}
      <form
        class="stack no-print"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <h2>{t('event-day:paper.type')}</h2>
        <TextField
          label={t('event-day:paper.slip')}
          hint={t('event-day:paper.slip.hint', { example })}
          value={typed}
          error={
            !slip && (asked || typed !== '')
              ? t('event-day:paper.slip.wrong', { example })
              : undefined
          }
          onInput={setTyped}
          autoComplete="off"
          autoCapitalize="characters"
          size={8}
        />
        <VisitFields draft={draft} things={open.things} onChange={setDraft} />
        <div>
          <Button kind="primary" type="submit" icon="check">
            {t('event-day:paper.save')}
          </Button>
        </div>
      </form>
    </>
  );
}
