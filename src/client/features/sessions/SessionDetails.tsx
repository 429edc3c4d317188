// Place, time, helpers and the rarer facts of a session: prefilled, folded, and told in one line while folded.
// Part of the session form.
import { formatDate, formatList, formatTime } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { DateField } from '#ui/DateField.tsx';
import { Icon } from '#ui/Icon.tsx';
import { Select } from '#ui/Select.tsx';
import {
  deviceUses,
  instantOf,
  localDay,
  localTime,
  needsAdult,
  referrals,
  type SessionForm,
  type SessionProblem,
} from './session-form.ts';
import type { Staff } from './sessions-queries.ts';

export type FieldErrors = Partial<Record<SessionProblem['field'], string>>;

export type SessionDetailsProps = {
  readonly form: SessionForm;
  readonly errors: FieldErrors;
  readonly sites: readonly { readonly id: string; readonly name: string }[];
  readonly staff: readonly Staff[];
  /** A stored session stays at its place: its scope is frozen. */
  readonly placeFixed: boolean;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onChange: (form: SessionForm) => void;
};

export function SessionDetails(props: SessionDetailsProps) {
  const { form, errors, staff, onChange } = props;
  const set = (part: Partial<SessionForm>): void => onChange({ ...form, ...part });
  const minors = new Set(staff.filter((one) => one.minor).map((one) => one.id));
  const adults = staff.filter((one) => !one.minor);
  const adult = needsAdult(form, minors);
  return (
    <div class="stack">
      {adult && (
        <Select
          id="session-adultOnDuty"
          label={t('sessions:adult')}
          hint={t('sessions:adult.hint')}
          empty={t('common:choose')}
          value={form.adultOnDuty}
          options={adults.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(adultOnDuty) => set({ adultOnDuty })}
          error={errors.adultOnDuty}
        />
      )}
      <details
        class="session-details"
        open={props.open}
        onToggle={(event) => props.onOpen(event.currentTarget.open)}
      >
        <summary>
          <Icon name="edit" />
          <span>
            <span class="session-details-title">{t('sessions:details')}</span>
            <span class="small soft">{summaryOf(props)}</span>
          </span>
        </summary>
        <div class="stack">
          <Select
            id="session-site"
            label={t('sessions:site')}
            empty={form.siteId === '' ? t('common:choose') : undefined}
            value={form.siteId}
            disabled={props.placeFixed}
            hint={props.placeFixed ? t('sessions:site.fixed') : undefined}
            options={props.sites.map((site) => ({ value: site.id, label: site.name }))}
            onChange={(siteId) => set({ siteId, learners: [] })}
            error={errors.site}
          />
          <div class="row" id="session-time">
            <DateField
              label={t('sessions:day')}
              value={localDay(form.endedAt)}
              onChange={(day) =>
                set({ endedAt: instantOf(day, localTime(form.endedAt)) ?? form.endedAt })
              }
              error={errors.time}
            />
            <DateField
              type="time"
              label={t('sessions:until')}
              value={localTime(form.endedAt)}
              onChange={(time) =>
                set({ endedAt: instantOf(localDay(form.endedAt), time) ?? form.endedAt })
              }
            />
          </div>
          <ChoiceList
            compact
            several
            id="session-mentors"
            label={t('sessions:mentors')}
            value={form.mentors}
            choices={staff.map((one) => ({
              value: one.id,
              label: one.name,
              hint: one.minor ? t('sessions:minor') : undefined,
            }))}
            onChange={(mentors) => set({ mentors })}
            error={errors.mentors}
          />
          <ChoiceList
            compact
            label={t('sessions:device')}
            value={form.device}
            choices={deviceUses.map((value) => ({ value, label: t(`sessions:device.${value}`) }))}
            onChange={(device) => set({ device })}
          />
          <DateField
            label={t('sessions:nextOn')}
            optional={t('common:optional')}
            value={form.nextOn}
            min={localDay(form.endedAt)}
            onChange={(nextOn) => set({ nextOn })}
          />
          <Select
            label={t('sessions:referral')}
            optional={t('common:optional')}
            empty={t('sessions:referral.untold')}
            value={form.referral}
            options={referrals.map((value) => ({ value, label: t(`sessions:referral.${value}`) }))}
            onChange={(referral) => set({ referral })}
          />
        </div>
      </details>
    </div>
  );
}

function summaryOf({ form, sites, staff }: SessionDetailsProps): string {
  const site = sites.find((one) => one.id === form.siteId)?.name ?? t('sessions:site.none');
  const from = form.endedAt - form.minutes * 60_000;
  const names = form.mentors
    .map((id) => staff.find((one) => one.id === id)?.name ?? '')
    .filter(Boolean);
  const time = `${formatDate(form.endedAt)}, ${formatTime(from)}–${formatTime(form.endedAt)}`;
  return [site, time, formatList(names)].filter(Boolean).join(' · ');
}
