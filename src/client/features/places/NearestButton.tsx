// "Tuvākā vieta": asks the device where it is, only when tapped; the answer stays on the device and is forgotten with the screen.
// Called by PlacesScreen.
import { useState } from 'preact/hooks';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { Notice } from '#ui/Notice.tsx';
import type { Point } from './place-list.ts';

export type Whereabouts = { readonly point: Point };

export type NearestButtonProps = {
  readonly here: Whereabouts | undefined;
  readonly onFound: (here: Whereabouts | undefined) => void;
};

/** A village list needs no exact fix: a position up to ten minutes old is as good, and quicker. */
const OPTIONS: PositionOptions = {
  enableHighAccuracy: false,
  timeout: 20_000,
  maximumAge: 600_000,
};

export function NearestButton({ here, onFound }: NearestButtonProps) {
  const [state, setState] = useState<'idle' | 'asking' | 'refused' | 'failed'>('idle');
  if (!('geolocation' in navigator)) return null;
  const ask = (): void => {
    setState('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState('idle');
        onFound({ point: { lat: coords.latitude, lon: coords.longitude } });
      },
      (error) => setState(error.code === error.PERMISSION_DENIED ? 'refused' : 'failed'),
      OPTIONS,
    );
  };
  return (
    <div class="stack-tight">
      <div class="row">
        {here ? (
          <Button icon="list" onPress={() => onFound(undefined)}>
            {t('places:near.off')}
          </Button>
        ) : (
          <Button icon="places" disabled={state === 'asking'} onPress={ask}>
            {t(state === 'asking' ? 'places:near.asking' : 'places:near.button')}
          </Button>
        )}
        <p class="soft small place-privacy">{t('places:near.privacy')}</p>
      </div>
      {(state === 'refused' || state === 'failed') && (
        <Notice kind="info" live title={t(`places:near.${state}`)} onClose={() => setState('idle')}>
          <p>{t('places:near.otherwise')}</p>
        </Notice>
      )}
    </div>
  );
}
