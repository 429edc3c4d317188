// Hands a text to the browser as a file to keep. Called by exports and by the copy of a refused record.

/** Long enough for a slow tablet to begin reading the file. */
const KEPT_MS = 60_000;

/** @param type media type, for example `text/csv;charset=utf-8` */
export function saveFile(name: string, type: string, content: string): void {
  const href = URL.createObjectURL(new Blob([content], { type }));
  Object.assign(document.createElement('a'), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), KEPT_MS);
}
