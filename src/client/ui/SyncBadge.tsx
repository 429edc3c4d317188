// The device's exchange with the server in a few calm words; offline is normal, never an error.
// Shown in the frame and on the settings screen; the numbers come from the device room by props.
import { formatTime } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';

import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import './feedback.css';

export type SyncBadgeProps = {
  readonly online: boolean;
  /** Records not yet received by the server. */
  readonly waiting: number;
  /** Records that the server gave back and a person must look at. */
  readonly check: number;
  /** The server no longer takes this tablet's records: a new code is needed. */
  readonly signedOut?: boolean;
  /** What came from the server found no space. */
  readonly full?: boolean;
  /** When the last exchange ended well; undefined when none has yet, and then nothing is called received. */
  readonly receivedAt?: Date | number | undefined;
  /** Where the details are; without it the badge is words only. */
  readonly href?: string | undefined;
};

function say(props: SyncBadgeProps): { icon: IconName; look: string; words: string } {
  const { online, waiting, check, receivedAt } = props;
  if (props.signedOut === true) {
    return { icon: 'careful', look: 'check', words: t('common:sync.signedOut') };
  }
  if (check > 0) {
    return { icon: 'careful', look: 'check', words: t('common:sync.check', { count: check }) };
  }
  if (props.full === true) {
    return { icon: 'careful', look: 'check', words: t('common:sync.full') };
  }
  if (!online) {
    const words =
      waiting > 0 ? t('common:sync.kept', { count: waiting }) : t('common:sync.offline');
    return { icon: 'offline', look: 'offline', words };
  }
  if (waiting > 0)
    return { icon: 'sync', look: 'sending', words: t('common:sync.sending', { count: waiting }) };
  if (receivedAt === undefined)
    return { icon: 'sync', look: 'sending', words: t('common:sync.notYet') };
  return {
    icon: 'received',
    look: 'done',
    words: t('common:sync.doneAt', { time: formatTime(receivedAt) }),
  };
}

export function SyncBadge(props: SyncBadgeProps) {
  const { icon, look, words } = say(props);
  const inside = (
    <>
      <Icon name={icon} />
      <span>{words}</span>
    </>
  );
  const name = `state sync-badge state-${look}`;
  if (props.href === undefined) return <span class={name}>{inside}</span>;
  return (
    <a class={name} href={props.href}>
      {inside}
    </a>
  );
}
