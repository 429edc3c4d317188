// Replicache: one mutation a record, pushed and pulled when told. What it acknowledges it keeps in memory first and
// writes to the disk when the tab is idle.
import { Replicache } from 'replicache';
import { madeAhead } from '../sample.ts';

/** Not by itself within a bench: it pushes when told, as if there were no network before. */
const NEVER_MS = 100_000_000;

export async function openReplicache(space) {
  const device = new Replicache({
    name: 'bench',
    pushURL: `/replicache/${space}/push`,
    pullURL: `/replicache/${space}/pull`,
    pullInterval: null,
    pushDelay: NEVER_MS,
    logLevel: 'error',
    mutators: {
      create: async (tx, { id, ...fields }) => tx.set(id, fields),
      change: async (tx, { id, ...fields }) => tx.set(id, { ...(await tx.get(id)), ...fields }),
    },
  });
  await device.clientGroupID;
  await device.pull({ now: true });
  return {
    write: (n) =>
      Promise.all(madeAhead(0, n).map(({ id, values }) => device.mutate.create({ id, ...values }))),
    push: () => device.push({ now: true }),
    pull: () => device.pull({ now: true }),
    /** Hears that its mutations have arrived; without that it would send them again. Not counted against it. */
    settle: () => device.pull({ now: true }),
    edit: async (n) => {
      const keys = await device.query((tx) => tx.scan().keys().toArray());
      for (const id of keys.slice(-n))
        await device.mutate.change({ id, title: `Mainīts ${Math.round(performance.now())}` });
    },
    count: async () => (await device.query((tx) => tx.scan().keys().toArray())).length,
  };
}
