// Pictures of a place: its entrance, its notice board. Shown with no network; a coordinator adds and takes away. Part of PlaceScreen.
import { useState } from 'preact/hooks';
import type { Row } from '#device/database.ts';
import { useDevice } from '#device/live.ts';
import { type FileState, useFileStates, usePicture } from '#device/media-view.ts';
import { contentText } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { later } from '#ui/later.ts';
import { Notice } from '#ui/Notice.tsx';
import { RecordState } from '#ui/RecordState.tsx';
import {
  type Photo,
  PHOTOS,
  type PhotoValues,
  putBack,
  takeAway,
  textKey,
  valuesOf,
} from './photos-actions.ts';

const PhotoEditor = later(async () => (await import('./PhotoEditor.tsx')).PhotoEditor);

type Told =
  | { readonly what: 'added' }
  | { readonly what: 'removed'; readonly before: PhotoValues }
  | { readonly what: 'failed'; readonly code: string };

export function PlacePhotos({ place }: { readonly place: Row<'place'> }) {
  const device = useDevice();
  const mayChange = device.actor().role === 'coordinator';
  const [adding, setAdding] = useState(false);
  const [told, setTold] = useState<Told>();
  const shown = PHOTOS.filter((photo) => place.media?.[photo] !== undefined);
  if (shown.length === 0 && !mayChange) return null;

  const remove = async (photo: Photo): Promise<void> => {
    const before = valuesOf(place, photo);
    const done = await takeAway(device, place, photo);
    setTold(done.ok ? { what: 'removed', before } : { what: 'failed', code: done.error.code });
  };
  const undo = async (before: PhotoValues): Promise<void> => {
    const done = await putBack(device, place.id, before);
    setTold(done.ok ? undefined : { what: 'failed', code: done.error.code });
  };

  return (
    <section class="stack no-print" aria-labelledby="place-photos">
      <h2 id="place-photos">{t('places:photos')}</h2>
      {told?.what === 'added' && (
        <Notice kind="done" live title={t('places:photo.added')} onClose={() => setTold(undefined)}>
          <p>{t('places:photo.added.next')}</p>
        </Notice>
      )}
      {told?.what === 'removed' && (
        <Notice
          kind="done"
          live
          title={t('places:photo.removed')}
          onClose={() => setTold(undefined)}
        >
          <div>
            <Button icon="undo" onPress={() => void undo(told.before)}>
              {t('common:undo')}
            </Button>
          </div>
        </Notice>
      )}
      {told?.what === 'failed' && <Notice kind="problem" live title={t(`errors:${told.code}`)} />}
      {shown.length > 0 && (
        <div class="place-photos">
          {shown.map((photo) => (
            <OnePhoto
              key={photo}
              place={place}
              photo={photo}
              onRemove={mayChange ? () => void remove(photo) : undefined}
            />
          ))}
        </div>
      )}
      {mayChange && !adding && (
        <div>
          <Button
            icon="camera"
            onPress={() => {
              setTold(undefined);
              setAdding(true);
            }}
          >
            {t('places:photo.add')}
          </Button>
        </div>
      )}
      {adding && (
        <PhotoEditor
          place={place}
          onEnd={(added) => {
            setAdding(false);
            if (added) setTold({ what: 'added' });
          }}
        />
      )}
    </section>
  );
}

type OnePhotoProps = {
  readonly place: Row<'place'>;
  readonly photo: Photo;
  readonly onRemove: (() => void) | undefined;
};

function OnePhoto({ place, photo, onRemove }: OnePhotoProps) {
  const device = useDevice();
  const [large, small] = [place.originals?.[photo], place.media?.[photo]];
  const picture = usePicture(large, small);
  const states = useFileStates([large, small].filter((sha) => sha !== undefined));
  const [fetching, setFetching] = useState<'now' | 'failed'>();
  const name = t(`places:photo.${photo}`);
  const words = contentText(place.text, textKey(photo));

  const fetchLarge = async (sha: string): Promise<void> => {
    setFetching('now');
    const came = await (await device.media()).fetchWhole(sha);
    setFetching(came ? undefined : 'failed');
  };

  return (
    <figure class="place-photo">
      {picture ? (
        <img src={picture.url} alt={words.words || name} lang={words.lang} />
      ) : (
        picture === null && <p class="place-photo-none">{t('places:photo.none')}</p>
      )}
      <figcaption class="stack-tight">
        <strong>{name}</strong>
        {words.words !== '' && <span lang={words.lang}>{words.words}</span>}
        {onRemove && states && <Whereabouts states={states} />}
      </figcaption>
      {fetching === 'failed' && <Notice kind="info" live title={t('places:photo.notNow')} />}
      <div class="row">
        {large !== undefined && picture?.preview && (
          <Button
            icon="search"
            about={name}
            disabled={fetching === 'now'}
            onPress={() => void fetchLarge(large)}
          >
            {t(fetching === 'now' ? 'places:photo.fetching' : 'places:photo.large')}
          </Button>
        )}
        {onRemove && (
          <Button kind="quiet" icon="remove" about={name} onPress={onRemove}>
            {t('places:photo.remove')}
          </Button>
        )}
      </div>
    </figure>
  );
}

/** The files of a picture are one thing to people: it has arrived when all of them have. */
function Whereabouts({ states }: { readonly states: readonly FileState[] }) {
  if (states.includes('refused')) return <RecordState place="check" />;
  return <RecordState place={states.includes('local') ? 'device' : 'received'} />;
}
