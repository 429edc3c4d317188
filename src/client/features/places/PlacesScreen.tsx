// Places where one gets help or a computer: search, filter by need and parish, the nearest on request. Route /places; needs no sign-in.
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useDevice } from '#device/live.ts';
import { compareWords, formatDate } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { Icon } from '#ui/Icon.tsx';
import { List, ListRow } from '#ui/List.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { Select } from '#ui/Select.tsx';
import { TextField } from '#ui/TextField.tsx';
import { NearestButton, type Whereabouts } from './NearestButton.tsx';
import {
  byParish,
  fits,
  nearest,
  roughKm,
  servicesOf,
  unknownNeeds,
  type Wish,
} from './place-list.ts';
import { placeIcon } from './place-icon.ts';
import { type PlaceRow, serviceWords, trustWords, usePlaces } from './places-queries.ts';
import './places.css';

export function PlacesScreen() {
  const places = usePlaces();
  return (
    <PageFrame title={t('places:title')} lead={t('places:lead')}>
      {places === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : places.length === 0 ? (
        <NoPlacesYet />
      ) : (
        <Finder places={places} />
      )}
    </PageFrame>
  );
}

function NoPlacesYet() {
  const { engine } = useDevice();
  const coming = engine.busy.value;
  return (
    <EmptyState
      icon="places"
      title={t(coming ? 'places:empty.coming' : 'places:empty.title')}
      action={
        !coming && (
          <Button icon="sync" onPress={() => void engine.sync()}>
            {t('places:empty.again')}
          </Button>
        )
      }
    >
      <p>{t('places:empty.connect')}</p>
    </EmptyState>
  );
}

/** The wish stands in the address, so that Back from a place brings the same list again. */
function useWish(): [Wish, (wish: Wish) => void] {
  const { query, path, route } = useLocation();
  const [search, setSearch] = useState(query['q'] ?? '');
  const wish: Wish = { search, need: query['need'] ?? '', parish: query['parish'] ?? '' };
  return [
    wish,
    (next) => {
      setSearch(next.search);
      const asked = new URLSearchParams();
      if (next.search.trim() !== '') asked.set('q', next.search);
      if (next.need !== '') asked.set('need', next.need);
      if (next.parish !== '') asked.set('parish', next.parish);
      const words = asked.toString();
      route(words === '' ? path : `${path}?${words}`, true);
    },
  ];
}

function Finder({ places }: { readonly places: readonly PlaceRow[] }) {
  const [wish, setWish] = useWish();
  const [here, setHere] = useState<Whereabouts | undefined>(undefined);
  const found = places.filter((place) => fits(place, wish));
  const parishes = [
    ...new Set(places.flatMap((place) => (place.parish ? [place.parish] : []))),
  ].toSorted(compareWords);
  const unknown = unknownNeeds(places, wish);
  return (
    <>
      <search class="place-finder">
        <TextField
          type="search"
          label={t('places:search')}
          hint={t('places:searchHint')}
          value={wish.search}
          onInput={(search) => setWish({ ...wish, search })}
        />
        <div class="place-filters">
          <Select
            label={t('places:need')}
            value={wish.need}
            empty={t('places:needAny')}
            options={servicesOf(places).map((service) => ({
              value: service,
              label: serviceWords(service),
            }))}
            onChange={(need) => setWish({ ...wish, need })}
          />
          <Select
            label={t('places:parish')}
            value={wish.parish}
            empty={t('places:parishAny')}
            options={parishes.map((parish) => ({ value: parish, label: parish }))}
            onChange={(parish) => setWish({ ...wish, parish })}
          />
        </div>
        <NearestButton here={here} onFound={setHere} />
      </search>
      <p role="status" class="place-count">
        {t('places:count', { count: found.length })}
      </p>
      <Notice kind="careful" title={t('places:notVerifiedAll')}>
        <p>{t('places:callFirst')}</p>
      </Notice>
      {found.length === 0 && (
        <EmptyState
          icon="search"
          title={t('places:none')}
          action={
            <Button icon="close" onPress={() => setWish({ search: '', need: '', parish: '' })}>
              {t('places:showAll')}
            </Button>
          }
        >
          <p>{t('places:noneNext')}</p>
        </EmptyState>
      )}
      {here?.point ? <ByDistance places={found} here={here.point} /> : <ByParish places={found} />}
      {unknown.length > 0 && (
        <section class="stack-tight" aria-labelledby="place-unknown">
          <h2 id="place-unknown">{t('places:unknown.title')}</h2>
          <p>{t('places:unknown.text', { count: unknown.length })}</p>
          <PlaceRows label={t('places:unknown.title')} rows={unknown.map((place) => ({ place }))} />
        </section>
      )}
    </>
  );
}

function ByParish({ places }: { readonly places: readonly PlaceRow[] }) {
  return (
    <>
      {byParish(places, compareWords).map(({ parish, places: group }) => {
        const name = parish ?? t('places:noParish');
        return (
          <section class="stack-tight" key={name} aria-label={name}>
            <h2>{name}</h2>
            <PlaceRows label={name} rows={group.map((place) => ({ place }))} />
          </section>
        );
      })}
    </>
  );
}

type ByDistanceProps = {
  readonly places: readonly PlaceRow[];
  readonly here: { readonly lat: number; readonly lon: number };
};

function ByDistance({ places, here }: ByDistanceProps) {
  const rows = nearest(places, here);
  const without = places.filter((place) => !rows.some((row) => row.place === place));
  return (
    <>
      {rows.length > 0 && (
        <section class="stack-tight" aria-labelledby="place-near">
          <h2 id="place-near">{t('places:near.title')}</h2>
          <p>{t('places:near.rough')}</p>
          <PlaceRows label={t('places:near.title')} rows={rows} />
        </section>
      )}
      {without.length > 0 && (
        <section class="stack-tight" aria-labelledby="place-far">
          <h2 id="place-far">{t('places:near.without')}</h2>
          <PlaceRows label={t('places:near.without')} rows={without.map((place) => ({ place }))} />
        </section>
      )}
    </>
  );
}

/** "apmēram 5 km", or that it is close by. */
function distanceWords(km: number): string {
  const rough = roughKm(km);
  return rough === undefined ? t('places:near.here') : t('places:near.km', { km: rough });
}

type PlaceRowsProps = {
  readonly label: string;
  readonly rows: readonly { readonly place: PlaceRow; readonly km?: number }[];
};

function PlaceRows({ label, rows }: PlaceRowsProps) {
  return (
    <List label={label}>
      {rows.map(({ place, km }) => (
        <ListRow
          key={place.id}
          href={`/places/${place.slug}`}
          icon={placeIcon(place.type)}
          title={place.name}
          text={[t(`places:type.${place.type}`), place.village].filter(Boolean).join(', ')}
          note={
            <span class="place-facts">
              {km !== undefined && (
                <span class="place-km">
                  <Icon name="places" /> {distanceWords(km)}
                </span>
              )}
              {(place.services ?? []).length > 0 && (
                <span>{(place.services ?? []).map(serviceWords).join(', ')}</span>
              )}
              <span>{trustWords(place, formatDate)}</span>
            </span>
          }
        />
      ))}
    </List>
  );
}
