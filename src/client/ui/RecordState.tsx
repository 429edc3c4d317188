// Where one record is: in this tablet, sent, received by the server, or waiting for a person's check.
// "Received" means the server's receipt and nothing less (sync contract). Used in every list of records.
import { formatTime } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';

import { Icon } from './Icon.tsx';
import './feedback.css';

export type RecordPlace = 'device' | 'sent' | 'received' | 'check';

export type RecordStateProps = {
  readonly place: RecordPlace;
  /** When the receipt came, for `received`. */
  readonly at?: Date | number | undefined;
};

const icons = { device: 'tablet', sent: 'sent', received: 'received', check: 'careful' } as const;

export function RecordState({ place, at }: RecordStateProps) {
  const words = {
    device: () => t('common:state.device'),
    sent: () => t('common:state.sent'),
    received: () =>
      at === undefined
        ? t('common:state.received')
        : t('common:state.receivedAt', { time: formatTime(at) }),
    check: () => t('common:state.check'),
  };
  return (
    <span class={`state state-${place}`}>
      <Icon name={icons[place]} />
      <span>{words[place]()}</span>
    </span>
  );
}
