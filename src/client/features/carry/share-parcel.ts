// The system's own "share" with a parcel. Browsers share only kinds of files they know, so the parcel goes as a text file. Called by GiveScreen.
import type { ReadyParcel } from '#device/carry-ways.ts';

const fileOf = ({ name, text }: ReadyParcel): File =>
  new File([text], `${name}.txt`, { type: 'text/plain' });

/** Whether this browser offers sharing of files at all. */
export const sharing = (parcel: ReadyParcel): boolean =>
  typeof navigator.canShare === 'function' && navigator.canShare({ files: [fileOf(parcel)] });

/** `left`: the person closed the system's sheet. */
export async function shareParcel(parcel: ReadyParcel): Promise<'shared' | 'left' | 'refused'> {
  try {
    await navigator.share({ files: [fileOf(parcel)] });
    return 'shared';
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? 'left' : 'refused';
  }
}
