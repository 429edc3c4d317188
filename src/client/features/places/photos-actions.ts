// Pictures of a place: added, taken away, put back. Called by PhotoEditor and PlacePhotos.
import type { Row } from '#device/database.ts';
import type { Device } from '#device/device.ts';
import { preparePictures } from '#device/media-picture.ts';

/** What a picture of a place may show. */
export const PHOTOS = ['entrance', 'board'] as const;
export type Photo = (typeof PHOTOS)[number];
export const textKey = (photo: Photo): string => `photo.${photo}`;

export type Added = { readonly ok: true } | { readonly ok: false; readonly code: string };

/** Everything a place says of one picture: the way back after it was taken away. */
export type PhotoValues = {
  readonly media: Readonly<Record<string, string | null>>;
  readonly originals: Readonly<Record<string, string | null>>;
  readonly text: Readonly<Record<string, string | null>>;
};

export function valuesOf(place: Row<'place'>, photo: Photo): PhotoValues {
  const words = Object.entries(place.text ?? {}).filter(([key]) =>
    key.endsWith(`.${textKey(photo)}`),
  );
  return {
    media: { [photo]: place.media?.[photo] ?? null },
    originals: { [photo]: place.originals?.[photo] ?? null },
    text: Object.fromEntries(words),
  };
}

/** @param words language -> what is to be seen. Files first: a record must never name what is nowhere. */
export async function addPhoto(
  device: Device,
  place: Row<'place'>,
  photo: Photo,
  file: Blob,
  words: Readonly<Record<string, string>>,
): Promise<Added> {
  const prepared = await preparePictures(file);
  if (!prepared.ok) return { ok: false, code: prepared.error };
  const media = await device.media();
  const small = await media.put(prepared.value.small);
  const large = small.ok ? await media.put(prepared.value.large) : small;
  if (!small.ok || !large.ok) return { ok: false, code: large.ok ? '' : large.error.code };
  const written = await device.change('place', place.id, {
    media: { [photo]: small.value },
    originals: { [photo]: large.value },
    text: Object.fromEntries(
      Object.entries(words).map(([lang, text]) => [
        `${lang}.${textKey(photo)}`,
        text.trim() === '' ? null : text.trim(),
      ]),
    ),
  });
  return written.ok ? { ok: true } : { ok: false, code: written.error.code };
}

export const takeAway = (device: Device, place: Row<'place'>, photo: Photo) =>
  device.change('place', place.id, {
    media: { [photo]: null },
    originals: { [photo]: null },
    text: Object.fromEntries(Object.keys(valuesOf(place, photo).text).map((key) => [key, null])),
  });

export const putBack = (device: Device, id: string, { media, originals, text }: PhotoValues) =>
  device.change('place', id, { media, originals, text });
