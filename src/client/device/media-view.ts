// A kept picture or sound as a screen shows it: an address for <img> or <audio>, and where the file is. Called by screens.
import { useEffect, useState } from 'preact/hooks';
import type { MediaRow } from './database.ts';
import { useDevice, useLive } from './live.ts';
import type { ReadMedia } from './media.ts';

export type SeenPicture = {
  readonly url: string;
  readonly type: string;
  /** Only a smaller one is here; the whole comes from the server. */
  readonly preview: boolean;
};
/** local: only on this tablet, still to be sent. sent: the server has it. refused: it does not take it. away: nothing is here of it. */
export type FileState = MediaRow['state'] | 'away';

/** Where each file is; undefined while looking. */
export const useFileStates = (shas: readonly string[]): readonly FileState[] | undefined =>
  useLive(
    async (db) => (await db.media.bulkGet([...shas])).map((row) => row?.state ?? 'away'),
    shas,
  );

/** The first of these pictures that is here whole, else the best that is here; null for nothing, undefined while looking. */
export function usePicture(
  best: string | undefined,
  other: string | undefined,
): SeenPicture | null | undefined {
  const device = useDevice();
  // Reading marks a file as used, which changes its row: only what matters here may wake the effect.
  const here = useLive(
    async (db) => {
      const rows = await db.media.bulkGet([best ?? '', other ?? '']);
      return rows.map((row) => (row ? (row.whole ? 'whole' : 'part') : 'none')).join();
    },
    [best, other],
  );
  const [seen, setSeen] = useState<SeenPicture | null>();
  useEffect(() => {
    if (here === undefined) return undefined;
    let url: string | undefined;
    let ended = false;
    const look = async (): Promise<void> => {
      const media = await device.media();
      const all: readonly (ReadMedia | undefined)[] = await Promise.all(
        [best, other].map(async (sha) => (sha === undefined ? undefined : media.read(sha))),
      );
      const found = all.find((one) => one && !one.preview) ?? all.find((one) => one !== undefined);
      if (ended) return;
      url = found && URL.createObjectURL(new Blob([found.bytes], { type: found.type }));
      setSeen(
        found && url ? { url, type: found.type, preview: found !== all[0] || found.preview } : null,
      );
    };
    void look();
    return () => {
      ended = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [device, best, other, here]);
  return seen;
}

/** One file, picture or sound, by its address. */
export const useFile = (sha: string): SeenPicture | null | undefined => usePicture(sha, undefined);
