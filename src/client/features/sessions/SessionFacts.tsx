// One session's facts as a list to read and to print. Used by StoredSession.
import type { Row } from '#device/database.ts';
import { useRecord } from '#device/live.ts';
import { formatDateWithYear, formatList, formatMinutes, formatTime } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { siteOf } from './session-form.ts';
import {
  nextStepWords,
  topicLabel,
  useLearnerCodes,
  useStaffNames,
  useTopics,
} from './sessions-queries.ts';

const on = (map: Readonly<Record<string, boolean>> | undefined): string[] =>
  Object.entries(map ?? {}).flatMap(([key, yes]) => (yes ? [key] : []));

export function SessionFacts({ row }: { readonly row: Row<'session'> }) {
  const site = useRecord('site', siteOf(row.scope));
  const topics = useTopics();
  const names = useStaffNames();
  const codes = useLearnerCodes();
  const codesHere = on(row.learners).map((id) => codes.get(id) ?? t('sessions:code.gone'));
  const minutes =
    row.endedAt == null ? undefined : Math.round((row.endedAt - row.startedAt) / 60_000);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t('sessions:site'), site?.name],
    [
      t('sessions:when'),
      `${formatDateWithYear(row.startedAt)}, ${formatTime(row.startedAt)}${row.endedAt == null ? '' : `–${formatTime(row.endedAt)}`}${minutes === undefined ? '' : ` (${formatMinutes(minutes)})`}`,
    ],
    [t('sessions:form.title'), t(`sessions:form.${row.form}`)],
    [
      t('sessions:people'),
      [t('sessions:count', { count: row.headCount }), ...codesHere].join(', '),
    ],
    [
      t('sessions:mentors'),
      formatList(on(row.mentors).map((id) => names.get(id) ?? t('sessions:person.gone'))),
    ],
    [
      t('sessions:adult'),
      row.adultOnDuty == null
        ? undefined
        : (names.get(row.adultOnDuty) ?? t('sessions:person.gone')),
    ],
    [
      t('sessions:topics'),
      on(row.topics)
        .map((key) => topicLabel(topics, key))
        .join('; '),
    ],
    [t('sessions:payments'), row.firstPayments == null ? undefined : String(row.firstPayments)],
    [t('sessions:next.title'), row.nextStep == null ? undefined : nextStepWords(row.nextStep)],
    [t('sessions:nextOn'), row.nextOn == null ? undefined : formatDateWithYear(row.nextOn)],
    [t('sessions:device'), row.device == null ? undefined : t(`sessions:device.${row.device}`)],
    [
      t('sessions:referral'),
      row.referral == null ? undefined : t(`sessions:referral.${row.referral}`),
    ],
    [t('sessions:note'), row.note ?? undefined],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) =>
        value === undefined || value === '' ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
