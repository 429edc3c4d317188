// The texts that only the coordinator's pages, printed bills, posters and lists of earlier values say: fetched with them, kept from then on (`later` in vite.config.ts).
// Called by i18n/languages.ts. A namespace listed here is left out of texts.ts by its pattern.
import authoring from './authoring.json';
import billPrint from './bill-print.json';
import desk from './desk.json';
import historyWords from './history-words.json';
import needs from './needs.json';
import poster from './poster.json';
import results from './results.json';
import storyDesk from './story-desk.json';
import xlsform from './xlsform.json';
import surveyBuilder from './survey-builder.json';

export const texts: Record<string, Record<string, unknown>> = {
  authoring,
  'bill-print': billPrint,
  desk,
  'history-words': historyWords,
  needs,
  poster,
  results,
  'story-desk': storyDesk,
  xlsform,
  'survey-builder': surveyBuilder,
};
