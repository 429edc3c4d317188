// The simulated disk of the tablets: IndexedDB in memory, in which the run makes a write fail at a chosen moment,
// because the disk is full or because the tablet dies in the middle of a transaction. Called by run.ts.
import 'fake-indexeddb/auto';

export type DiskFault = 'quota' | 'kill';

let armed: { readonly name: string; readonly fault: DiskFault; left: number } | undefined;
const dead = new Set<string>();

const errorOf = (fault: DiskFault): Error =>
  fault === 'quota'
    ? new DOMException('no space left', 'QuotaExceededError')
    : new DOMException('the tablet is dead', 'AbortError');

/** Called before each write to a store; throws when its time has come. */
function strike(name: string): void {
  if (dead.has(name)) throw errorOf('kill');
  if (armed?.name !== name) return;
  armed.left -= 1;
  if (armed.left > 0) return;
  const { fault } = armed;
  armed = undefined;
  if (fault === 'kill') dead.add(name);
  throw errorOf(fault);
}

for (const method of ['put', 'add', 'delete'] as const) {
  const real = IDBObjectStore.prototype[method] as (...given: unknown[]) => IDBRequest;
  Object.defineProperty(IDBObjectStore.prototype, method, {
    configurable: true,
    value(this: IDBObjectStore, ...given: unknown[]): IDBRequest {
      strike(this.transaction.db.name);
      return real.apply(this, given);
    },
  });
}

/** Transactions that have begun and not ended, of all tablets. */
let underWay = 0;
// oxlint-disable-next-line typescript/unbound-method
const begin = IDBDatabase.prototype.transaction;
Object.defineProperty(IDBDatabase.prototype, 'transaction', {
  configurable: true,
  value(this: IDBDatabase, ...given: Parameters<typeof begin>): IDBTransaction {
    const transaction = begin.apply(this, given);
    underWay += 1;
    const ended = (): void => void (underWay -= 1);
    transaction.addEventListener('complete', ended);
    transaction.addEventListener('abort', ended);
    return transaction;
  },
});

/** Resolves when no tablet reads or writes, for so many turns: nothing more happens until the line moves again. */
export async function disksAtRest(turns = 3): Promise<void> {
  for (let calm = 0; calm < turns;) {
    await new Promise((resolve) => setImmediate(resolve));
    calm = underWay === 0 ? calm + 1 : 0;
  }
}

/** The nth write from now on to this database fails. */
export const armDisk = (name: string, fault: DiskFault, nth: number): void =>
  void (armed = { name, fault, left: nth });
/** Takes the fault back when nothing was written; answers whether it struck. */
export function disarmDisk(): boolean {
  const struck = armed === undefined;
  armed = undefined;
  return struck;
}
export const isDead = (name: string): boolean => dead.has(name);
export const revive = (name: string): void => void dead.delete(name);

/** Dexie shows the database of a closed connection to nobody; a run's databases are dropped at its end. */
export const dropDatabase = (name: string): Promise<void> =>
  new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.addEventListener('success', () => resolve());
    request.addEventListener('error', () => resolve());
    request.addEventListener('blocked', () => resolve());
  });
