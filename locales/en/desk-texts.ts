// The texts that only the coordinator's pages say: fetched with them, kept from then on (`later` in vite.config.ts).
// Called by i18n/languages.ts. A namespace listed here is left out of texts.ts by its pattern.
import authoring from './authoring.json';
import desk from './desk.json';

export const texts: Record<string, Record<string, unknown>> = { authoring, desk };
