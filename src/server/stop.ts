// Why a start or a move can't go on: something that the person in front of the terminal can mend. Thrown to main.ts and move-store.ts.

/** The message is told as it is, in one sentence. */
export class Stop extends Error {}
