// Takes changes into the store: judges each by itself, merges, keeps what lost as history, answers receipts.
// The one way for records to get in: called with a push by routes/sync.ts, by enrolment, by the seed and by the demo.
import type { Actor } from '#records/define-record.ts';
import { isKind } from '#records/registry.ts';
import { canWriteTo } from '#sync/access.ts';
import type { Rejection } from '#sync/errors.ts';
import { judge } from '#sync/judge.ts';
import type { Receipt } from '#sync/messages.ts';
import { ERASED, type Fields, type WireRecord } from '#sync/wire.ts';
import { Ledger } from './ledger.ts';
import type { Incoming, Refused } from './parse-changes.ts';
import type { StoredRecord, Writing } from './store.ts';

/** Who sends: access is asked of the actor, history names person and device. */
export type Sender = {
  readonly actor: Actor;
  readonly person: string;
  readonly device: string;
  readonly nowMs: number;
};

export type Accepted = {
  readonly receipts: readonly Receipt[];
  readonly rejected: readonly Refused[];
  /** Scopes that were changed, with their new seq: to be poked after the commit. */
  readonly scopes: readonly { readonly scope: string; readonly seq: number }[];
  /** Of the changed scopes those where everything stored is as the sender knows it: seq before and after. */
  readonly passed: Readonly<Record<string, [before: number, after: number]>>;
  /**
   * Records whose stored state follows from what the sender sent and what it held when its cursor stood at `heldSeq`:
   * they need not travel back.
   */
  readonly echoes: readonly {
    readonly kind: string;
    readonly id: string;
    readonly scope: string;
    readonly seq: number;
    readonly heldSeq: number;
  }[];
};

export const SYSTEM: Actor = { role: 'system', personId: '', sites: [] };

/** The server itself as sender: seed, enrolment, retention. */
export const systemSender = (nowMs: number): Sender => ({
  actor: SYSTEM,
  person: '',
  device: 'server',
  nowMs,
});

/** A resident's own work stays on the tablet, whatever a program sends. */
const refusedHere = (actor: Actor, change: WireRecord): Rejection | undefined => {
  if (change.scope === 'device')
    return {
      code: 'bad-scope',
      message: 'records of the scope "device" never leave the device',
      path: 'scope',
    };
  // Without a right to the scope nothing of it is locked or read; `judge` names the reason.
  if (!isKind(change.kind) || canWriteTo(actor, change.kind, change.scope)) return undefined;
  const verdict = judge(actor, change, undefined);
  return verdict.ok ? undefined : verdict.error;
};

const nameOf = ({ kind, id }: { readonly kind: string; readonly id: string }): string =>
  `${kind}/${id}`;

export async function acceptChanges(
  writing: Writing,
  changes: readonly Incoming[],
  sender: Sender,
): Promise<Accepted> {
  const receipts: Receipt[] = [];
  const rejected: Refused[] = [];
  const echoes: Accepted['echoes'][number][] = [];
  const current = new Map<string, StoredRecord>();
  const allowed: Incoming[] = [];
  const refuse = (change: WireRecord, rejection: Rejection): void =>
    void rejected.push({ kind: change.kind, id: change.id, ...rejection });

  for (const change of changes) {
    const refusal = refusedHere(sender.actor, change);
    if (refusal) refuse(change, refusal);
    else allowed.push(change);
  }
  const ledger = await Ledger.open(
    writing,
    allowed.filter((change) => isKind(change.kind)).map((change) => change.scope),
  );
  // Read behind the locks: what is merged with is what will be written over.
  const keys = new Map(
    allowed.flatMap(({ kind, id }) => (isKind(kind) ? [[nameOf({ kind, id }), { kind, id }]] : [])),
  );
  for (const stored of await writing.records([...keys.values()]))
    current.set(nameOf(stored), stored);
  for (const change of allowed) {
    const name = nameOf(change);
    const before = current.get(name);
    const verdict = judge(sender.actor, change, before);
    if (!verdict.ok) {
      refuse(change, hidingScope(sender.actor, verdict.error, before));
      continue;
    }
    const { kind, fields, changed, overwritten } = verdict.value;
    const key = { kind, id: change.id, scope: change.scope };
    let seq = before?.seq ?? 0;
    if (changed.length > 0) {
      seq = ledger.put(key, before?.fields, fields);
      current.set(name, { ...key, seq, fields, size: 0 });
      echoes.push({
        ...key,
        seq,
        heldSeq: allWon(change.fields, fields) ? (before?.seq ?? 0) : Number.POSITIVE_INFINITY,
      });
    }
    ledger.remember(
      key,
      overwritten.map((lost) => ({
        name: lost.name,
        oldValue: lost.old[0],
        oldStamp: lost.old[1],
        newStamp: lost.by[1],
        person: sender.person,
        device: sender.device,
        at: sender.nowMs,
      })),
    );
    receipts.push({
      kind,
      id: change.id,
      seq,
      fields: winners(change.sent ?? change.fields, fields),
    });
  }
  await ledger.close(sender.nowMs);
  const scopes = ledger.changed();
  const passed = scopes
    .filter(({ scope }) => echoes.every((echo) => echo.scope !== scope || echo.heldSeq < Infinity))
    .map(({ scope, seq }) => [scope, [ledger.seqBefore(scope), seq]] as [string, [number, number]]);
  return { receipts, rejected, scopes, echoes, passed: Object.fromEntries(passed) };
}

/**
 * The stored stamp of each register that was sent; in an erased record that of the erasure, which swallowed it.
 * What an older device calls by a name of its own is stored under its new one: taken as it was sent.
 */
function winners(sent: Fields, stored: Fields): Record<string, string> {
  const stamps: Record<string, string> = {};
  for (const [name, [, own]] of Object.entries(sent))
    stamps[name] = (stored[name] ?? stored[ERASED])?.[1] ?? own;
  return stamps;
}

const allWon = (sent: Fields, stored: Fields): boolean =>
  Object.entries(sent).every(([name, [, stamp]]) => stored[name]?.[1] === stamp);

/** Whoever guesses ids is not told in which scope another's record lies. */
function hidingScope(
  actor: Actor,
  rejection: Rejection,
  before: StoredRecord | undefined,
): Rejection {
  if (rejection.code !== 'bad-scope' || !before || canWriteTo(actor, before.kind, before.scope))
    return rejection;
  return {
    code: 'bad-scope',
    message: 'this id belongs to a record of another scope',
    path: 'scope',
  };
}
