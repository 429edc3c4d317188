// The assumptions that the hours are planned with, in the organisation's own numbers. Part of NeedsScreen.
import { useId, useState } from 'preact/hooks';
import type { Row } from '#device/database.ts';
import { useDevice } from '#device/live.ts';
import type { Planning } from '#forms/needs/hours.ts';
import { KINDS } from '#forms/needs/offers.ts';
import { formatNumber } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { ErrorSummary } from '#ui/ErrorSummary.tsx';
import { Notice } from '#ui/Notice.tsx';
import { NumberField } from '#ui/NumberField.tsx';
import { changeOrganisation } from './desk-actions.ts';
import { useRecordedMinutes } from './needs-queries.ts';

type Props = {
  readonly organisation: Row<'organisation'> | undefined;
  readonly planning: Planning;
};
type Typed = { readonly value: number | null; readonly words: string };
type Patch = Readonly<Record<string, number | null>>;

const FIELDS = ['hours', 'group', ...KINDS] as const;
const limits = (name: string): readonly [number, number] =>
  name === 'hours' ? [0, 10_000] : name === 'group' ? [2, 100] : [1, 6000];
const labelOf = (name: string): string =>
  name === 'hours' || name === 'group'
    ? t(`needs:planning.${name}`)
    : t('needs:planning.minutes', { kind: t(`offers:kind.${name}`) });
const storedIn = ({ minutes, group, hours }: Planning): Patch => ({
  ...minutes,
  group,
  hours: hours ?? null,
});

export function NeedsPlanning({ organisation, planning }: Props) {
  const device = useDevice();
  const id = useId();
  const recorded = useRecordedMinutes();
  const stored = storedIn(planning);
  /** What was typed and is not stored yet. */
  const [typed, setTyped] = useState<Readonly<Record<string, Typed>>>({});
  /** Fields keep what was typed in them; after a write they begin anew with what is stored. */
  const [round, setRound] = useState(0);
  const [tried, setTried] = useState(false);
  const [before, setBefore] = useState<Patch>();
  const [problem, setProblem] = useState<string>();
  const wrong = (name: string): boolean => {
    const one = typed[name];
    if (one === undefined) return false;
    const [min, max] = limits(name);
    // Hours in a month may stay unsaid.
    if (one.value === null) return name !== 'hours' || one.words.trim() !== '';
    return !Number.isInteger(one.value) || one.value < min || one.value > max;
  };
  const errorOf = (name: string): string => {
    const [min, max] = limits(name);
    return t('needs:planning.error', {
      field: labelOf(name),
      min: formatNumber(min),
      max: formatNumber(max),
    });
  };
  const faults = tried ? FIELDS.filter(wrong) : [];
  const write = async (patch: Patch, undo: Patch | undefined): Promise<void> => {
    if (organisation === undefined) return;
    const done = await changeOrganisation(device, organisation.id, { planning: patch });
    setProblem(done.ok ? undefined : t(`errors:${done.error.code}`));
    if (!done.ok) return;
    setTyped({});
    setRound(round + 1);
    setTried(false);
    setBefore(undo);
  };
  /** Only what was changed: another coordinator's numbers stay, and so do assumptions that nobody has replaced. */
  const save = (): void => {
    setTried(true);
    if (FIELDS.some(wrong)) return;
    const patch = Object.fromEntries(
      Object.entries(typed).map(([name, { value }]) => [name, value]),
    );
    const undo = Object.keys(patch).map((name) => [name, organisation?.planning?.[name] ?? null]);
    void write(patch, Object.fromEntries(undo) as Patch);
  };
  return (
    <form
      class="stack no-print"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h2>{t('needs:planning')}</h2>
      <p>{t('needs:planning.text')}</p>
      <ErrorSummary
        errors={faults.map((name) => ({ fieldId: `${id}-${name}`, text: errorOf(name) }))}
      />
      {problem !== undefined && <Notice kind="problem" live title={problem} />}
      {before && (
        <Notice
          kind="done"
          live
          title={t('needs:planning.saved')}
          onClose={() => setBefore(undefined)}
        >
          <div>
            <Button icon="undo" onPress={() => void write(before, undefined)}>
              {t('common:undo')}
            </Button>
          </div>
        </Notice>
      )}
      <div class="desk-fields">
        {FIELDS.map((name) => (
          <NumberField
            key={`${name} ${round}`}
            id={`${id}-${name}`}
            label={labelOf(name)}
            hint={
              name === 'hours' && recorded !== undefined
                ? t('needs:planning.recorded', { hours: formatNumber(recorded / 60, 1) })
                : undefined
            }
            optional={name === 'hours' ? t('common:optional') : undefined}
            value={name in typed ? typed[name]!.value : (stored[name] ?? null)}
            error={faults.includes(name) ? errorOf(name) : undefined}
            onChange={(value, words) => {
              setTyped({ ...typed, [name]: { value, words } });
              setBefore(undefined);
            }}
          />
        ))}
      </div>
      {organisation === undefined ? (
        <p class="soft">{t('needs:planning.nobody')}</p>
      ) : (
        <div>
          <Button type="submit" kind="primary" icon="check">
            {t('common:save')}
          </Button>
        </div>
      )}
    </form>
  );
}
