// How the editor of own practices calls its fields, and what it says of faults. Called by its screen and parts.
import { languages } from '#i18n/languages.ts';
import { hasText, t } from '#i18n/i18n.ts';
import { wordsOf } from '#practice-world/words.ts';
import { brandOf } from '#practice/brands.ts';
import { slips, type Step } from '#practice/scenario.ts';
import { type Registers, textOf } from './content-draft.ts';
import { labelOfDetail, scenarioIn } from './walkthrough-form.ts';
import type { WalkthroughFault } from './walkthrough-faults.ts';

export const languageName = (lang: string): string =>
  languages.find(({ code }) => code === lang)?.ownName ?? lang;

export const formName = (form: string): string => t('authoring:form', { form: form.toUpperCase() });

/** "Kopā apmaksai" of a detail, as papers and screens call it. */
export function detailName(now: Registers, id: string): string {
  const words = wordsOf(textOf(now), {});
  const name = words.label(labelOfDetail(scenarioIn(now), id));
  // On no paper and no screen under a label: its own words say best what it is.
  return name === id ? words.own(`value.${id}`) || id : name;
}

/** "2. solis: Summa". */
export function stepName(now: Registers, id: string): string {
  const number = scenarioIn(now).steps.findIndex((step) => step.id === id) + 1;
  const title = wordsOf(textOf(now), {}).own(`${id}.title`);
  return t('authoring:step', { number, title });
}

const optionNumber = (step: Step | undefined, id: string | undefined): number =>
  step?.kind === 'choose' ? step.options.findIndex((one) => one.id === id) + 1 : 0;

export const optionName = (number: number): string => t('authoring:option', { number });

/** What a text is for: "Uzdevums", "Ja pieskaras: Termiņš", "2. izvēle". */
export function textName(now: Registers, key: string): string {
  if (key === 'title' || key === 'summary') return t(`authoring:text.${key}`);
  const scenario = scenarioIn(now);
  const [owner = '', ...rest] = key.split('.');
  const part = rest.join('.');
  const words = wordsOf(textOf(now), {});
  if (owner === 'value') return t('authoring:text.value', { name: detailName(now, part) });
  if (owner === 'label') return t('authoring:text.label', { name: words.label(part) });
  const step = scenario.steps.find((one) => one.id === owner);
  const option = optionNumber(step, rest[0]);
  if (option > 0)
    return rest[1] === 'why'
      ? t('authoring:text.why', { name: optionName(option) })
      : optionName(option);
  if (!step && part === 'title') return t('authoring:text.subject', { name: owner });
  if (!step) return t('authoring:text.paper', { name: paperName(now, owner) });
  if (hasText(`authoring:text.${part}`)) return t(`authoring:text.${part}`);
  if ((slips as readonly string[]).includes(part) || part.startsWith('like-'))
    return t('authoring:text.slip', { name: slipName(now, part) });
  return t('authoring:text.tap', { name: words.label(part) });
}

const slipName = (now: Registers, part: string): string =>
  part.startsWith('like-')
    ? detailName(now, part.slice('like-'.length))
    : hasText(`authoring:slip.${part}`)
      ? t(`authoring:slip.${part}`)
      : part;

function paperName(now: Registers, id: string): string {
  const { papers } = scenarioIn(now);
  const paper = papers.find((one) => one.id === id);
  const kind = paper ? t(`authoring:paper.${paper.kind}`) : id;
  const same = papers.filter((one) => one.kind === paper?.kind);
  return same.length > 1 ? `${kind} ${same.findIndex((one) => one.id === id) + 1}` : kind;
}

/** "1. solis: Summa, Uzdevums (Latviešu)" of a text, wherever it is. */
export function fieldName(now: Registers, key: string, lang: string): string {
  const owner = key.split('.', 1)[0] ?? '';
  const inStep = scenarioIn(now).steps.some((step) => step.id === owner) && key.includes('.');
  const name = `${textName(now, key)} (${languageName(lang)})`;
  return inStep ? `${stepName(now, owner)}, ${name}` : name;
}

/** A register as the history calls it. */
export function registerName(register: string, now: Registers): string | undefined {
  const [field, lang = '', ...key] = register.split('.');
  if (field === 'scenario') return t('authoring:structure');
  return field === 'text' ? fieldName(now, key.join('.'), lang) : undefined;
}

/** A sentence that names the field and says what to do. */
export function faultWords({ what, names }: WalkthroughFault, now: Registers): string {
  const { key, lang, detail, step, form, brand, field, ...rest } = names;
  const name = (value: string | number | undefined, say: (id: string) => string): string =>
    value === undefined ? '' : say(String(value));
  return t(`authoring:fault.${what}`, {
    ...rest,
    text: name(key, (id) => fieldName(now, id, String(lang))),
    detail: name(detail, (id) => detailName(now, id)),
    step: name(step, (id) => stepName(now, id)),
    form: name(form, formName),
    brand: name(brand, (id) => brandOf(id)?.name ?? id),
    part: name(field, (id) => t(`authoring:detail.${id}`)),
  });
}
