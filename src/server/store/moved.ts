// The mark that a SQLite file leaves behind when its organisation was moved to PostgreSQL: without it a start that forgot DATABASE_URL
// would take in writes that nobody else ever sees. Set by move-store.ts, asked by open-store.ts.

/** The setting; its value says where to, without the password. */
export const MOVED_TO = 'moved-to';
