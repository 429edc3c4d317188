// The attendance list of one group session: who is on it, what was marked, and the records to write. Pure; called by the screen and tests.
import type { Row } from '#device/database.ts';
import { alteration, type Change, creation } from '#device/write.ts';
import { derivedId } from '#core/derived-id.ts';

export type Mark = {
  readonly present: boolean;
  readonly hintLevel: number | null;
  readonly confidenceBefore: number | null;
  readonly confidenceAfter: number | null;
  readonly firstPayment: boolean;
};

/** One line of the list: somebody known by code, or the n-th person without one. */
export type AttendanceLine = {
  readonly key: string;
  readonly learnerId?: string | undefined;
  readonly number?: number | undefined;
  readonly mark: Mark;
};

export const unmarked: Mark = {
  present: true,
  hintLevel: null,
  confidenceBefore: null,
  confidenceAfter: null,
  firstPayment: false,
};

const lineKey = (learnerId: string | null | undefined, number: number | null | undefined): string =>
  learnerId == null ? `number-${number ?? 0}` : learnerId;

const markOf = (row: Row<'attendance'>): Mark => ({
  present: row.present,
  hintLevel: row.hintLevel ?? null,
  confidenceBefore: row.confidenceBefore ?? null,
  confidenceAfter: row.confidenceAfter ?? null,
  firstPayment: row.firstPayment ?? false,
});

/** Codes first, then numbers up to the head count; whoever was marked before stays on the list even when the count fell. */
export function linesOf(
  session: Row<'session'>,
  stored: readonly Row<'attendance'>[],
): AttendanceLine[] {
  const learners = Object.entries(session.learners ?? {}).flatMap(([id, on]) => (on ? [id] : []));
  const marks = new Map(
    stored.filter((row) => !row.deleted).map((row) => [lineKey(row.learnerId, row.number), row]),
  );
  const numbers = Array.from(
    { length: Math.max(0, session.headCount - learners.length) },
    (_, i) => i + 1,
  );
  const lines: { learnerId?: string; number?: number }[] = [
    ...learners.map((learnerId) => ({ learnerId })),
    ...numbers.map((number) => ({ number })),
  ];
  const keys = new Set(lines.map((line) => lineKey(line.learnerId, line.number)));
  for (const row of marks.values()) {
    if (keys.has(lineKey(row.learnerId, row.number))) continue;
    lines.push(row.learnerId == null ? { number: row.number ?? 0 } : { learnerId: row.learnerId });
  }
  return lines.map((line) => {
    const key = lineKey(line.learnerId, line.number);
    const row = marks.get(key);
    return { key, ...line, mark: row ? markOf(row) : unmarked };
  });
}

/** Made from the session and the line: two tablets that mark the same list write the same record, and their marks merge. */
export const attendanceId = (sessionId: string, lineKeyText: string): string =>
  derivedId(`attendance ${sessionId} ${lineKeyText}`);

/** Every line as a change: one write for the whole group. */
export function changesOf(
  session: Row<'session'>,
  lines: readonly AttendanceLine[],
  stored: readonly Row<'attendance'>[],
): Change[] {
  const rows = new Map(stored.map((row) => [lineKey(row.learnerId, row.number), row]));
  return lines.map((line) => {
    const row = rows.get(line.key);
    const { mark } = line;
    if (row) return alteration('attendance', row.id, mark);
    const told = Object.fromEntries(Object.entries(mark).filter(([, value]) => value !== null));
    return creation('attendance', attendanceId(session.id, line.key), session.scope, {
      ...told,
      sessionId: session.id,
      present: mark.present,
      ...(line.learnerId === undefined
        ? { number: line.number ?? 0 }
        : { learnerId: line.learnerId }),
    });
  });
}
