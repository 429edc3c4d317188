// The page of the peers: each does the same work as ours, told by the same few calls. Plain JavaScript, so that the
// project's types hold without these packages; they are installed only when the bench runs.
import { openPouchdb } from './pouchdb.js';
import { openReplicache } from './replicache.js';
import { openRxdb } from './rxdb.js';
import { makeAhead } from '../sample.ts';

const timed = async (work) => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

/** @param open space -> {write, push, pull, edit, count}, its database open */
const contender = (open) => {
  let opened;
  return {
    open: (space) =>
      timed(async () => {
        opened = await open(space);
      }),
    make: (n) => timed(async () => makeAhead(n)),
    write: (n) => timed(() => opened.write(n)),
    push: () => timed(() => opened.push()),
    pull: () => timed(() => opened.pull()),
    edit: (n) => timed(() => opened.edit(n)),
    settle: () => timed(async () => opened.settle?.()),
    count: () => opened.count(),
  };
};

window.contenders = {
  pouchdb: contender(openPouchdb),
  replicache: contender(openReplicache),
  rxdb: contender(openRxdb),
};
