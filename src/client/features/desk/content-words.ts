// Parts and texts of content in words of the present language, and sentences that name a fault and its mending. Called by the content editor.
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import type { LessonStep } from '#records/lesson.ts';
import type { Fault } from './content-form.ts';
import {
  type AuthoredKind,
  headKeys,
  type Part,
  partKeys,
  type PathStep,
  type TextKey,
} from './content-keys.ts';

export const languageName = (code: string): string =>
  languages.find((one) => one.code === code)?.ownName ?? code;

/** "Virsraksts", "Atbilde a". */
export const textName = ({ part, choice }: TextKey): string =>
  choice === undefined ? t(`desk:text.${part}`) : t(`desk:text.${part}`, { choice });

/** "2. solis: jautājums". */
export function partName(kind: AuthoredKind, part: Part, number: number): string {
  if (kind === 'todo-template') return t('desk:edit.item', { number });
  const of =
    kind === 'path'
      ? t(`paths:kind.${(part as PathStep).kind}`)
      : t(`desk:step.${(part as LessonStep).kind}`);
  return t('desk:edit.step', { number, kind: of });
}

/** "2. solis: teksts, Virsraksts", or the text's name alone where it belongs to the whole. */
export function keyName(kind: AuthoredKind, parts: readonly Part[], { key }: TextKey): string {
  const head = headKeys.find((one) => one.key === key);
  if (head) return textName(head);
  const at = parts.findIndex((part) => partKeys(kind, part).some((one) => one.key === key));
  const part = parts[at];
  const found = part && partKeys(kind, part).find((one) => one.key === key);
  return part && found ? `${partName(kind, part, at + 1)}, ${textName(found)}` : key;
}

/** What an earlier value was of; undefined leaves the general word. */
export const registerName =
  (kind: AuthoredKind, parts: readonly Part[]) =>
  (register: string): string | undefined => {
    const [field = '', lang = '', ...rest] = register.split('.');
    if (field !== 'text') return t(`desk:field.${field}`);
    return `${keyName(kind, parts, { key: rest.join('.'), part: 'body' })} (${languageName(lang)})`;
  };

/** What is wrong, where, and what to do about it. */
export function faultWords(kind: AuthoredKind, parts: readonly Part[], fault: Fault): string {
  switch (fault.what) {
    case 'url':
    case 'sourceTitle':
    case 'checked':
      return t(`scams:desk.error.${fault.what}`, { number: fault.number });
    case 'lacking':
      return t('desk:fault.lacking', { text: keyName(kind, parts, fault.key) });
    case 'long':
      return t('desk:fault.long', {
        text: `${keyName(kind, parts, fault.key)} (${languageName(fault.lang)})`,
        now: fault.now,
        max: fault.max,
      });
    case 'captions':
      return t('desk:fault.captions', {
        text: `${keyName(kind, parts, fault.key)} (${languageName(fault.lang)})`,
        line: fault.line,
      });
    default: {
      const part = 'part' in fault ? parts[fault.part - 1] : undefined;
      return t(`desk:fault.${fault.what}`, {
        ...(part && 'part' in fault ? { part: partName(kind, part, fault.part) } : {}),
        ...('max' in fault ? { max: fault.max } : {}),
      });
    }
  }
}
