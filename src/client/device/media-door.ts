// `device.media()`: pictures and sound for screens and for the sync. device.ts loads it at first use.
import type { Result } from '#core/result.ts';
import type { Rejection } from '#sync/errors.ts';
import type { Database } from './database.ts';
import { browserPreview, putMedia, type ReadMedia, readMedia } from './media.ts';
import {
  type Exchanged,
  exchangeMedia,
  type ExchangeOptions,
  fetchMedia,
} from './media-exchange.ts';
import { forgetFile } from './media-erased.ts';
import { namedMedia } from './media-named.ts';
import { measureStorage } from './storage.ts';
import type { Transport } from './sync/transport.ts';

export type Media = {
  /** Keeps a file here and answers its address (SHA-256), which a record then names. Sent after the records. */
  readonly put: (bytes: Uint8Array<ArrayBuffer>) => Promise<Result<string, Rejection>>;
  /** What is here of a file: whole or its small picture, with no network; undefined for nothing. */
  readonly read: (sha: string) => Promise<ReadMedia | undefined>;
  /** Takes away what was kept a moment ago and is not wanted after all; what a record names stays. */
  readonly forget: (sha: string) => Promise<void>;
  /** Fetches the whole file again where only its small picture was kept; false when it can't be had now. */
  readonly fetchWhole: (sha: string) => Promise<boolean>;
  /** Sends and fetches what is due. Called after each round that went well; one at a time. */
  readonly exchange: () => Promise<Exchanged>;
};

export type MediaDoorOptions = {
  readonly db: Database;
  readonly transport: Transport;
  readonly token: () => string | undefined;
  /** Asks for a round, after which media go. */
  readonly wake: () => void;
};

export function openMedia({ db, transport, token, wake }: MediaDoorOptions): Media {
  const { now } = transport;
  let running: Promise<Exchanged> | undefined;
  let again = false;
  const forExchange = (): ExchangeOptions => {
    const held = token();
    const signedIn = held === undefined ? {} : { token: held };
    return { db, transport, storage: measureStorage, preview: browserPreview, ...signedIn };
  };
  const run = async (): Promise<Exchanged> => {
    let done: Exchanged;
    do {
      again = false;
      done = await exchangeMedia(forExchange());
    } while (again && done.why === 'ended');
    return done;
  };
  return {
    put: async (bytes) => {
      const kept = await putMedia({ db, now, preview: browserPreview }, bytes);
      if (kept.ok) wake();
      return kept;
    },
    read: (sha) => readMedia({ db, now }, sha),
    forget: async (sha) => {
      if (!(await namedMedia(db)).all.has(sha)) await forgetFile(db, sha);
    },
    fetchWhole: (sha) => fetchMedia(forExchange(), sha),
    exchange: () => {
      if (running) again = true;
      running ??= run().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}
