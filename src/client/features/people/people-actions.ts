// Writes of the learners' screens: what is known about a learner, and erasing all that stands under a code.
import type { Device } from '#device/device.ts';
import { alteration, type Change, erasure, type Patch } from '#device/write.ts';
import { recordsOf } from './people-queries.ts';

type Written = Awaited<ReturnType<Device['writeAll']>>;

export const takeBackLearner = (device: Device, id: string): Promise<Written> =>
  device.remove('learner', id);

export const changeLearner = (
  device: Device,
  id: string,
  patch: Patch<'learner'>,
): Promise<Written> => device.change('learner', id, patch);

/**
 * Erases a code and everything under it, here and, after the sync, everywhere. Totals stay: a session keeps its head
 * count, and a line of a group list stays as a person without a code.
 */
export async function eraseLearner(device: Device, id: string): Promise<Written> {
  const { sessions, attendance, progress, attempts, lists, responses } = await recordsOf(
    device.db,
    id,
  );
  const changes: Change[] = [
    ...sessions.map((row) => alteration('session', row.id, { learners: { [id]: null } })),
    ...attendance.map((row) => {
      const session = sessions.find((one) => one.id === row.sessionId);
      // The number that the list gives to the person who is now without a code.
      const coded = Object.values(session?.learners ?? {}).filter(Boolean).length;
      return alteration('attendance', row.id, {
        learnerId: null,
        number: session ? Math.max(1, session.headCount - coded + 1) : 1,
      });
    }),
    ...progress.map((row) => erasure('progress', row.id)),
    ...attempts.map((row) => erasure('attempt', row.id)),
    ...lists.map((row) => erasure('todo-list', row.id)),
    ...responses.map((row) => erasure('response', row.id)),
    erasure('learner', id),
  ];
  return device.writeAll(changes);
}
