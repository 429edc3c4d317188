// Hands a text or bytes to the browser as a file to keep. Called by exports, copies of refused records and parcels.

/** Long enough for a slow tablet to begin reading the file. */
const KEPT_MS = 60_000;

/** @param type media type, for example `text/csv;charset=utf-8` */
export function saveFile(
  name: string,
  type: string,
  content: string | Uint8Array<ArrayBuffer>,
): void {
  const href = URL.createObjectURL(new Blob([content], { type }));
  Object.assign(document.createElement('a'), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), KEPT_MS);
}
