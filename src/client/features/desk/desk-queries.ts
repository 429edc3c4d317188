// What the desk reads: from the device's own database, and from the server what only the server knows (devices).
import * as z from 'zod/mini';
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Row } from '#device/database.ts';
import { useDevice, useLive, useRecords } from '#device/live.ts';
import { contentWords } from '#i18n/content-text.ts';
import { hasText, t } from '#i18n/i18n.ts';
import { keptAfterMonth, runOf } from '#practice/progression.ts';
import type { Names } from './sessions-table.ts';

/** Sessions of every place since a moment, newest first. */
export function useSessionsSince(since: number): readonly Row<'session'>[] | undefined {
  return useLive(
    async (db) => {
      const rows = await db.rows('session').where('startedAt').aboveOrEqual(since).toArray();
      return rows.filter((row) => !row.deleted).toSorted((a, b) => b.startedAt - a.startedAt);
    },
    [since],
  );
}

export type Kept = { readonly kept: number; readonly checked: number };

/**
 * How many practices were still known at the re-check 30 days or more after they were passed, of those that were looked at again.
 * Only this counts as learnt (domain part 2, rule 40); learners by their codes, every walkthrough by itself.
 */
export function keptOf(attempts: readonly Row<'attempt'>[]): Kept {
  const rows = attempts
    .filter((row) => !row.deleted && row.learnerId)
    .toSorted((a, b) => a.startedAt - b.startedAt);
  const told = [...Map.groupBy(rows, (row) => `${row.learnerId} ${row.walkthrough}`).values()]
    .map((own) => keptAfterMonth(own.map(runOf), own[0]!.walkthrough))
    .filter((kept) => kept !== null);
  return { kept: told.filter(Boolean).length, checked: told.length };
}

export const useKeptAfterMonth = (): Kept | undefined =>
  useLive(async (db) => keptOf(await db.rows('attempt').toArray()), []);

/** Ids into words, for tables. Undefined while looking. */
export function useNames(): Names | undefined {
  const sites = useRecords('site');
  const people = useRecords('person');
  const lessons = useRecords('lesson');
  const walkthroughs = useRecords('walkthrough');
  if (!sites || !people || !lessons || !walkthroughs) return undefined;
  const titles = new Map(
    [...lessons, ...walkthroughs].map((row) => [row.slug, contentWords(row.text, 'title')]),
  );
  // Lessons are grouped by topics of their own, and the session form knows a few that no lesson stands for.
  const topic = (key: string): string =>
    titles.get(key) ??
    [`lessons:topic.${key}`, `sessions:topic.${key}`].filter(hasText).map((name) => t(name))[0] ??
    key;
  return {
    sites: new Map(sites.map((row) => [row.id, row.name])),
    people: new Map(people.map((row) => [row.id, row.displayName])),
    topic,
    nextStep: (key) => (hasText(`sessions:next.${key}`) ? t(`sessions:next.${key}`) : key),
  };
}

const told = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema));

/** What is read of the server's answer: a newer server may tell more. */
const deviceAnswer = z.object({
  id: z.string(),
  name: z.string(),
  personId: z.string(),
  lastSeen: told(z.string()),
  unsent: told(z.number()),
  rejected: told(z.number()),
  unsentMedia: told(z.number()),
  storageUsed: told(z.number()),
  storageQuota: told(z.number()),
  persisted: told(z.boolean()),
  version: told(z.string()),
  clockOffsetMs: told(z.number()),
  digestMismatches: told(z.number()),
  equal: told(z.boolean()),
  revoked: z.boolean(),
  wipe: z.boolean(),
});
const devicesAnswer = z.object({ devices: z.array(deviceAnswer) });
export type DeskDevice = z.output<typeof deviceAnswer>;

const inviteAnswer = z.object({ code: z.string(), url: z.string(), expiresAt: z.string() });
export type Invite = z.output<typeof inviteAnswer>;
export const readInvite = (body: unknown): Invite | undefined =>
  z.safeParse(inviteAnswer, body).data;

export type Asked<T> = {
  readonly answer?: T;
  readonly error?: string;
  readonly busy: boolean;
  readonly again: () => void;
};

/** Asks the server when the page opens and whenever `again` is called; an answer that is there stays while a later call fails. */
function useAsked<T>(path: string | undefined, read: (body: unknown) => T | undefined): Asked<T> {
  const device = useDevice();
  const [state, setState] = useState<Omit<Asked<T>, 'again'>>({ busy: path !== undefined });
  const again = useCallback(() => {
    if (path === undefined) return;
    setState(({ answer }) => ({ ...(answer === undefined ? {} : { answer }), busy: true }));
    void device.ask('GET', path).then((reply) => {
      const answer = reply.ok ? read(reply.value) : undefined;
      if (answer !== undefined) setState({ answer, busy: false });
      else
        setState(({ answer: kept }) => ({
          ...(kept === undefined ? {} : { answer: kept }),
          error: reply.ok ? 'server-failed' : reply.error.code,
          busy: false,
        }));
    });
  }, [device, path, read]);
  useEffect(again, [again]);
  return { ...state, again };
}

const readDevices = (body: unknown): readonly DeskDevice[] | undefined =>
  z.safeParse(devicesAnswer, body).data?.devices;
export const useDevices = (): Asked<readonly DeskDevice[]> => useAsked('/devices', readDevices);
