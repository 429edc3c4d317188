// The group's lines with one large control each, for the question asked now. Used by AttendanceScreen.
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import type { AttendanceLine, Mark } from './attendance-rows.ts';

export const measures = ['present', 'before', 'after', 'hint', 'payment'] as const;
export type Measure = (typeof measures)[number];

const CONFIDENCE = [1, 2, 3, 4, 5];
const HINTS = [0, 1, 2, 3];

export type AttendanceListProps = {
  readonly lines: readonly AttendanceLine[];
  readonly measure: Measure;
  readonly name: (line: AttendanceLine) => string;
  readonly onMark: (line: AttendanceLine, part: Partial<Mark>) => void;
};

export function AttendanceList({ lines, measure, name, onMark }: AttendanceListProps) {
  // Whoever was away has no answers to give: only the first question shows all.
  const shown = measure === 'present' ? lines : lines.filter((line) => line.mark.present);
  return (
    <ul class="attendance-list">
      {shown.map((line) => (
        <li class="attendance-line" key={line.key}>
          <span class="attendance-name" id={`who-${line.key}`}>
            {name(line)}
          </span>
          <div class="marks" role="group" aria-labelledby={`who-${line.key}`}>
            <Marks line={line} measure={measure} onMark={(part) => onMark(line, part)} />
          </div>
        </li>
      ))}
    </ul>
  );
}

type MarksProps = {
  readonly line: AttendanceLine;
  readonly measure: Measure;
  readonly onMark: (part: Partial<Mark>) => void;
};

function Marks({ line, measure, onMark }: MarksProps) {
  const { mark } = line;
  if (measure === 'present') {
    return (
      <Button
        pressed={mark.present}
        icon={mark.present ? 'check' : 'minus'}
        onPress={() => onMark({ present: !mark.present })}
      >
        {t(mark.present ? 'sessions:mark.here' : 'sessions:mark.away')}
      </Button>
    );
  }
  if (measure === 'payment') {
    return (
      <Button
        pressed={mark.firstPayment}
        icon={mark.firstPayment ? 'check' : 'minus'}
        onPress={() => onMark({ firstPayment: !mark.firstPayment })}
      >
        {t(mark.firstPayment ? 'common:yes' : 'common:no')}
      </Button>
    );
  }
  if (measure === 'hint') {
    return (
      <>
        {HINTS.map((level) => (
          // A second tap takes the mark back.
          <Button
            key={level}
            pressed={mark.hintLevel === level}
            onPress={() => onMark({ hintLevel: mark.hintLevel === level ? null : level })}
          >
            {t(`sessions:hint.${level}`)}
          </Button>
        ))}
      </>
    );
  }
  const field = measure === 'before' ? 'confidenceBefore' : 'confidenceAfter';
  return (
    <>
      {CONFIDENCE.map((level) => (
        <Button
          key={level}
          pressed={mark[field] === level}
          onPress={() => onMark({ [field]: mark[field] === level ? null : level })}
        >
          {level}
        </Button>
      ))}
    </>
  );
}
