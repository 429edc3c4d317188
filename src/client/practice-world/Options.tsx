// What can be chosen at a step: menu entries, answers, codes, a call's buttons, contacts, rows of a list; and what the bank
// says of the payee. Used by Device and by the table.
import { t } from '#i18n/i18n.ts';
import { Icon } from '#ui/Icon.tsx';
import type { IconName } from '#ui/icons.ts';
import { actsAtOnce, sharedOptions, type Look } from '#practice/scenario.ts';
import type { OptionView, PayeeView, View } from '#practice/view.ts';
import { AccountGroups } from './AccountGroups.tsx';
import { Tap } from './Tap.tsx';
import { useWorld } from './world.ts';

export function Options({ view }: { readonly view: View }) {
  const { look, options, step, payee } = view;
  if (look === null) return null;
  return (
    <>
      {payee && <PayeeAnswer payee={payee} step={step} />}
      <ul class={`options options-${look}`}>
        {options.map((option) => (
          <li key={option.id}>
            <Option option={option} look={look} step={step} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** The buttons of a call look alike on every phone; anything else that can be said is an ordinary answer. */
const callIcons: Readonly<Partial<Record<string, IconName>>> = {
  'hang-up': 'phone',
  answer: 'phone',
  decline: 'phone',
};

function Option({
  option,
  look,
  step,
}: {
  readonly option: OptionView;
  readonly look: Look;
  readonly step: string;
}) {
  const { words } = useWorld();
  const icon = look === 'call' ? callIcons[option.id] : undefined;
  return (
    <Tap
      target={option.target}
      class={`option${icon ? ` call-${option.id}` : ''}`}
      pressed={actsAtOnce(look) ? undefined : option.picked}
    >
      {icon && <Icon name={icon} />}
      {look === 'contacts' && <Icon name="person" />}
      <span class="option-words">
        <span>
          {option.value ? words.value(option.value) : optionWords(step, option.id, words.own)}
        </span>
        {option.also.map((value, i) => (
          <span key={i} class="option-also">
            {value.kind === 'account' ? (
              <AccountGroups account={value.account} />
            ) : (
              words.value(value)
            )}
          </span>
        ))}
      </span>
      {(look === 'menu' || look === 'list') && <Icon name="chevron" />}
    </Tap>
  );
}

/** The scenario's own words, else the shared ones of what has the same name everywhere. */
export function optionWords(step: string, id: string, own: (key: string) => string): string {
  const words = own(`${step}.${id}`);
  if (words !== '') return words;
  return (sharedOptions as readonly string[]).includes(id) ? t(`practice:option.${id}`) : id;
}

const answerIcons = { match: 'done', close: 'info', none: 'careful', unknown: 'help' } as const;

function PayeeAnswer({ payee, step }: { readonly payee: PayeeView; readonly step: string }) {
  const { words } = useWorld();
  const registered = payee.registered ? words.value(payee.registered) : '';
  return (
    <div class={`payee-answer payee-${payee.answer}`}>
      <Icon name={answerIcons[payee.answer]} />
      <div>
        <strong>{t('practice:payee.title')}</strong>
        <p>{words.own(`${step}.answer`) || t(`practice:payee.${payee.answer}`, { registered })}</p>
      </div>
    </div>
  );
}
