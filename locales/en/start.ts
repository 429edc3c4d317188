// The texts that the frame and the start screen need: the first chunk of this language.
// Called by i18n/languages.ts. A namespace listed here is left out of texts.ts by its pattern.
import common from './common.json';
import home from './home.json';

export const texts: Record<string, Record<string, unknown>> = { common, home };
