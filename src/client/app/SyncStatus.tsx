// The exchange with the server, read from the device, for the foot of the side bar. A resident's tablet
// sends nothing, so it shows nothing.
import { useEffect, useState } from 'preact/hooks';

import { useDevice, useLive } from '#device/live.ts';
import { readMeta } from '#device/meta.ts';
import { countWaiting } from '#device/outbox.ts';
import type { SyncState } from '#device/sync/engine.ts';
import { SyncBadge } from '#ui/SyncBadge.tsx';

/** Whether the browser sees a network at all. */
function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return online;
}

export function SyncStatus() {
  const { engine, identity } = useDevice();
  const online = useOnline();
  // Both at once: while one of them is still read, nothing may be said of the other. And both begun at once: what is
  // read after several awaits is no longer watched for changes.
  const standing = useLive(async (db) => {
    const [waiting, state] = await Promise.all([countWaiting(db), readMeta<SyncState>(db, 'sync')]);
    return { waiting, state };
  }, []);
  if (!identity.value || !standing) return null;
  const { waiting, state } = standing;
  return (
    <SyncBadge
      online={online && state?.error !== 'offline'}
      waiting={waiting.unsent}
      check={waiting.refused}
      signedOut={identity.value.signedOut !== undefined}
      full={(engine.unkept.value ?? state?.error) === 'storage-full'}
      receivedAt={state?.syncedAt}
      href={waiting.refused > 0 ? '/attention' : '/settings'}
    />
  );
}
