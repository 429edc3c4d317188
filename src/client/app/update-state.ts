// What is known about newer versions, apart from the code that finds out. Written by update.ts, read by Shell.tsx.
import { signal } from '@preact/signals';

/** A newer version is on the device and waits for a person's word. */
export const updateWaits = signal(false);

/**
 * Another tab has put a newer version in place: files of this one may be gone, so a screen that was not
 * loaded yet comes only with a reload.
 */
export const isOutdated = signal(false);

/** Another tab has renewed or removed the database: what is written in this one is not stored any more. */
export const isReplaced = signal(false);
