// One place: what one can get there, address, phone, how sure the facts are, where they come from; prints as a card. Route /places/:slug.
import { useLocation, useRoute } from 'preact-iso';
import type { ComponentChildren } from 'preact';
import { useEarlierValues } from '#device/earlier-values.ts';
import { useBySlug, useDevice } from '#device/live.ts';
import { contentText } from '#i18n/content-text.ts';
import { formatDate, formatDateWithYear, formatList } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { mode } from '#ui/appearance.ts';
import { EarlierValues } from '#ui/EarlierValues.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { Icon } from '#ui/Icon.tsx';
import type { IconName } from '#ui/icons.ts';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { QrCode } from '#ui/QrCode.tsx';
import { OpeningHours } from './OpeningHours.tsx';
import { placeIcon } from './place-icon.ts';
import { phonesOf } from './place-list.ts';
import { posterCode } from './poster-facts.ts';
import { PlacePhotos } from './PlacePhotos.tsx';
import { named, type PlaceRow, serviceWords, trustWords } from './places-queries.ts';
import './places.css';

const PLACES = '/places';

export function PlaceScreen() {
  const device = useDevice();
  const { query } = useLocation();
  const row = useBySlug('place', useRoute().params['slug'] ?? '');
  const earlier = useEarlierValues('place', row?.id ?? '');
  if (!row) {
    return (
      <PageFrame title={t('places:title')} back={PLACES} backLabel={t('places:toAll')}>
        {row === undefined ? (
          <p class="soft">{t('common:loading')}</p>
        ) : (
          <EmptyState
            icon="places"
            title={t('places:missing.title')}
            action={<LinkButton href={PLACES}>{t('places:toAll')}</LinkButton>}
          >
            <p>{t('places:missing.text')}</p>
          </EmptyState>
        )}
      </PageFrame>
    );
  }
  const place = named(row);
  const posterThen = query['poster'];
  const name = contentText(place.text, 'name');
  return (
    <PageFrame title={place.name} titleLang={name.lang} back={PLACES} backLabel={t('places:toAll')}>
      {posterThen !== undefined && posterThen !== posterCode(row) && (
        <Notice kind="info" title={t('places:poster.old')} />
      )}
      <Notice
        kind={place.verified ? 'done' : 'careful'}
        title={trustWords(place, formatDateWithYear)}
      >
        {!place.verified && <p>{t(place.phone ? 'places:callFirst' : 'places:askFirst')}</p>}
      </Notice>
      <Facts place={place} />
      <PlacePhotos place={row} />
      <div class="row">
        <PrintButton label={t('places:print')} />
        {device.identity.value !== undefined && mode.value !== 'learner' && (
          <LinkButton kind="secondary" icon="print" href={`${PLACES}/${place.slug}/poster`}>
            {t('places:poster')}
          </LinkButton>
        )}
      </div>
      {device.actor().role === 'coordinator' && <EarlierValues {...earlier} />}
      <Sources place={place} />
      <div class="only-print">
        <QrCode
          value={`${location.origin}${PLACES}/${place.slug}`}
          label={`${location.host}${PLACES}/${place.slug}`}
          size={130}
        />
      </div>
    </PageFrame>
  );
}

type FactProps = {
  readonly icon: IconName;
  readonly name: string;
  readonly children: ComponentChildren;
};

function Fact({ icon, name, children }: FactProps) {
  return (
    <div class="place-fact">
      <dt>
        <Icon name={icon} /> {name}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function Facts({ place }: { readonly place: PlaceRow }) {
  const note = contentText(place.text, 'note');
  const where = [place.address, place.address ? undefined : place.village, place.parish]
    .filter(Boolean)
    .join(', ');
  const spoken = (place.languages ?? []).map(
    (code) => languages.find((one) => one.code === code)?.ownName ?? code,
  );
  return (
    <dl class="place-sheet">
      <Fact icon={placeIcon(place.type)} name={t('places:fact.type')}>
        {t(`places:type.${place.type}`)}
      </Fact>
      <Fact icon="places" name={t('places:fact.where')}>
        <p>{where === '' ? t('places:fact.unknown') : where}</p>
        <p class="soft small">{t(`places:precision.${place.precision ?? 'unknown'}`)}</p>
      </Fact>
      <Fact icon="check" name={t('places:fact.services')}>
        {(place.services ?? []).length === 0 ? (
          <p>{t('places:fact.servicesUnknown')}</p>
        ) : (
          <ul>
            {(place.services ?? []).map((service) => (
              <li key={service}>{serviceWords(service)}</li>
            ))}
          </ul>
        )}
      </Fact>
      {place.phone && (
        <Fact icon="phone" name={t('places:fact.phone')}>
          <ul class="place-phones">
            {phonesOf(place.phone).map(({ shown, dial }) => (
              <li key={dial}>
                <a href={`tel:${dial}`}>{shown}</a>
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {place.email && (
        <Fact icon="message" name={t('places:fact.email')}>
          <a href={`mailto:${place.email}`}>{place.email}</a>
        </Fact>
      )}
      {place.website && (
        <Fact icon="link" name={t('places:fact.website')}>
          <a href={place.website} rel="noreferrer">
            {place.website}
          </a>
        </Fact>
      )}
      <Fact icon="clock" name={t('places:fact.hours')}>
        {place.hours ? (
          <OpeningHours hours={place.hours} />
        ) : (
          <p>{t('places:fact.hoursUnknown')}</p>
        )}
      </Fact>
      {spoken.length > 0 && (
        <Fact icon="language" name={t('places:fact.languages')}>
          {formatList(spoken)}
        </Fact>
      )}
      {note.words !== '' && (
        <Fact icon="info" name={t('places:fact.note')}>
          <p lang={note.lang}>{note.words}</p>
        </Fact>
      )}
    </dl>
  );
}

/** Where the facts stand written, and when they were last read there. */
function Sources({ place }: { readonly place: PlaceRow }) {
  const sources = place.sources ?? [];
  if (sources.length === 0) return null;
  return (
    <section class="stack-tight small no-print" aria-labelledby="place-sources">
      <h2 id="place-sources" class="place-small-heading">
        {t('places:sources')}
      </h2>
      <ul class="place-sources">
        {sources.map((source) => (
          <li key={source.url}>
            <a href={source.url} rel="noreferrer">
              {source.title}
            </a>{' '}
            <span class="soft">{t('places:read', { date: formatDate(source.checked) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
