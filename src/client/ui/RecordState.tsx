// Where one record is: in this tablet, sent, received by the server, or waiting for a person's check.
// "Received" means the server's receipt and nothing less (sync contract). Used in every list of records.
import { t } from '#i18n/i18n.ts';
import { Icon } from './Icon.tsx';
import './feedback.css';

export type RecordPlace = 'device' | 'sent' | 'received' | 'check';

export type RecordStateProps = {
  readonly place: RecordPlace;
};

const icons = { device: 'tablet', sent: 'sent', received: 'received', check: 'careful' } as const;

export function RecordState({ place }: RecordStateProps) {
  const words = {
    device: () => t('common:state.device'),
    sent: () => t('common:state.sent'),
    received: () => t('common:state.received'),
    check: () => t('common:state.check'),
  };
  return (
    <span class={`state state-${place}`}>
      <Icon name={icons[place]} />
      <span>{words[place]()}</span>
    </span>
  );
}
