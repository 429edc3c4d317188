// `/sessions/:id/attendance`: one question at a time for the whole group, so that 30 people are marked in a minute or two.
import { useEffect, useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import type { Row } from '#device/database.ts';
import { useDevice, useLive, useRecord } from '#device/live.ts';
import { formatDate, formatTime } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { AttendanceList, type Measure, measures } from './AttendanceList.tsx';
import { type AttendanceLine, linesOf, type Mark } from './attendance-rows.ts';
import {
  attendanceDraft,
  dropDraft,
  keepDraft,
  readDraft,
  type Refusal,
  saveAttendance,
} from './sessions-actions.ts';
import { useLearnerCodes } from './sessions-queries.ts';
import { StaffOnly } from './StaffOnly.tsx';
import './sessions.css';

export function AttendanceScreen() {
  const device = useDevice();
  const id = useRoute().params['id'];
  const session = useRecord('session', id);
  const stored = useLive(
    (db) =>
      db
        .rows('attendance')
        .where('sessionId')
        .equals(id ?? '')
        .toArray(),
    [id],
  );
  const back = `/sessions/${id ?? ''}`;
  const lead = session
    ? `${formatDate(session.startedAt)}, ${formatTime(session.startedAt)}`
    : undefined;
  return (
    <PageFrame title={t('sessions:attendance.title')} back={back} lead={lead}>
      {!device.identity.value ? (
        <StaffOnly />
      ) : session === undefined || !stored ? (
        <p class="soft">{t('common:loading')}</p>
      ) : session === null ? (
        <EmptyState icon="people" title={t('sessions:one.none')} />
      ) : (
        <Attendance key={session.id} session={session} stored={stored} />
      )}
    </PageFrame>
  );
}

type Marks = Readonly<Record<string, Mark>>;

function Attendance({
  session,
  stored,
}: {
  readonly session: Row<'session'>;
  readonly stored: readonly Row<'attendance'>[];
}) {
  const device = useDevice();
  const codes = useLearnerCodes();
  const [marks, setMarks] = useState<Marks>({});
  const [measure, setMeasure] = useState<Measure>('present');
  /** What the list was before the last save, for undo. */
  const [before, setBefore] = useState<readonly AttendanceLine[]>();
  const [refusal, setRefusal] = useState<Refusal>();
  const draft = attendanceDraft(session.id);

  useEffect(() => {
    void readDraft<Marks>(device, draft).then((kept) => kept && setMarks(kept));
  }, [device, draft]);

  const kept = linesOf(session, stored);
  const lines = kept.map((line) => ({ ...line, mark: marks[line.key] ?? line.mark }));
  const touched = Object.keys(marks).length > 0;
  const mark = (next: Marks): void => {
    const all = { ...marks, ...next };
    setMarks(all);
    setBefore(undefined);
    void keepDraft(device, draft, all);
  };
  const write = async (
    list: readonly AttendanceLine[],
    undo: readonly AttendanceLine[] | undefined,
  ): Promise<void> => {
    const done = await saveAttendance(device, session, list, stored);
    setRefusal(done.ok ? undefined : done.error);
    if (!done.ok) return;
    await dropDraft(device, draft);
    setMarks({});
    setBefore(undo);
  };
  const name = (line: AttendanceLine): string =>
    line.learnerId === undefined
      ? t('sessions:attendance.number', { number: line.number ?? 0 })
      : (codes.get(line.learnerId) ?? t('sessions:code.gone'));
  const present = lines.filter((line) => line.mark.present).length;

  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void write(lines, kept);
      }}
    >
      {refusal && <Notice kind="problem" live title={t(`errors:${refusal.code}`)} />}
      {before && (
        <Notice
          kind="done"
          live
          title={t('sessions:attendance.saved', { count: lines.length })}
          onClose={() => setBefore(undefined)}
        >
          <div>
            <Button icon="undo" onPress={() => void write(before, undefined)}>
              {t('common:undo')}
            </Button>
          </div>
        </Notice>
      )}
      <div class="row" role="group" aria-label={t('sessions:attendance.what')}>
        {measures.map((one) => (
          <Button key={one} pressed={measure === one} onPress={() => setMeasure(one)}>
            {t(`sessions:measure.${one}`)}
          </Button>
        ))}
      </div>
      <h2>{t(`sessions:measure.${measure}.ask`)}</h2>
      <div class="session-save attendance-save no-print">
        <Button type="submit" kind="primary" icon="check">
          {t('sessions:attendance.save')}
        </Button>
        <span role="status">
          {t('sessions:attendance.count', { now: present, of: lines.length })}
          {touched && <span class="small soft"> {t('sessions:attendance.unsaved')}</span>}
        </span>
      </div>
      <AttendanceList
        lines={lines}
        measure={measure}
        name={name}
        onMark={(line, part) => mark({ [line.key]: { ...line.mark, ...part } })}
      />
    </form>
  );
}
