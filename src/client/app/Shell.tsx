// The window: skip link, bar, the screen of the present address. Called by main.tsx, under the device.
import { signal } from '@preact/signals';
import type { ComponentType, FunctionComponent } from 'preact';
import { lazy, LocationProvider, Route, Router, useLocation } from 'preact-iso';
import { exec } from 'preact-iso/router';
import { useEffect, useRef } from 'preact/hooks';

import { useDevice } from '#device/live.ts';
import { HomeScreen } from '#features/home/HomeScreen.tsx';
import { allTexts, t } from '#i18n/i18n.ts';
import { mode } from '#ui/appearance.ts';
import { later } from '#ui/later.ts';
import { NavBar } from '#ui/NavBar.tsx';

import { Brand } from './Brand.tsx';
import { focusTitle } from './focus-title.ts';
import { BrokenScreen, Guard } from './Guard.tsx';
import { admits, places } from './places.ts';
import type { RouteEntry } from './route-entry.ts';
import { isOutdated, isReplaced, updateWaits } from './update-state.ts';

const SyncStatus = later(async () => (await import('./SyncStatus.tsx')).SyncStatus);
const HelpSource = later(async () => (await import('./HelpSource.tsx')).HelpSource);
const UpdateOffer = later(async () => {
  const [{ UpdateOffer: offer }] = await Promise.all([import('./UpdateOffer.tsx'), allTexts()]);
  return offer;
});
const ReplacedNotice = later(async () => {
  const [{ ReplacedNotice: notice }] = await Promise.all([
    import('./ReplacedNotice.tsx'),
    allTexts(),
  ]);
  return notice;
});

/** A screen whose files did not come; made here so that the lazy loader can remember it. */
const NotLoaded: FunctionComponent = () => <BrokenScreen notLoaded />;
/** While the table itself is on its way. */
const Nothing: FunctionComponent = () => null;

function lazyScreen(load: () => Promise<ComponentType>) {
  return lazy(async () => {
    try {
      const [screen] = await Promise.all([load(), allTexts()]);
      return { default: screen };
    } catch (error) {
      console.error(error);
      // A newer version has taken the old files away: everything is stored, so a reload loses nothing.
      if (isOutdated.value) location.reload();
      return { default: NotLoaded };
    }
  });
}

const NotFound = lazyScreen(async () => (await import('./DeadEndScreens.tsx')).NotFoundScreen);
const NotForYou = lazyScreen(async () => (await import('./DeadEndScreens.tsx')).NotForYouScreen);
const HandedOver = lazyScreen(async () => (await import('./DeadEndScreens.tsx')).HandedOverScreen);

type Table = {
  readonly rows: readonly (RouteEntry & { readonly Screen: ComponentType })[];
  readonly otherwise: ComponentType;
};

/** The start screen does not wait for the table of all others. */
const table = signal<Table>({ rows: [], otherwise: Nothing });

async function loadTable(): Promise<void> {
  if (table.value.rows.length > 0) return;
  try {
    const { routes } = await import('./routes.ts');
    const rows = routes.map((entry) => ({ ...entry, Screen: lazyScreen(entry.load) }));
    table.value = { rows, otherwise: NotFound };
  } catch (error) {
    console.error(error);
    table.value = { rows: [], otherwise: NotLoaded };
  }
}

export function Shell() {
  return (
    <LocationProvider>
      <Window />
    </LocationProvider>
  );
}

function Window() {
  const { url, path } = useLocation();
  const { actor } = useDevice();
  const main = useRef<HTMLElement>(null);
  const stopWaiting = useRef<() => void>(() => undefined);
  const { rows, otherwise } = table.value;
  const here = rows.find((row) => exec(path, row.path) !== undefined);
  const place = path === '/' ? 'home' : here?.place;
  // The start screen needs neither the table nor the other screens' texts: whoever stays on it never loads them.
  useEffect(() => {
    if (path !== '/') void loadTable();
  }, [path]);
  const learner = mode.value === 'learner';

  // The screen's own frame names the window once it is there; until then the old screen stands, and says so to those who listen.
  const setOut = (): void => {
    main.current?.setAttribute('aria-busy', 'true');
    if (here) document.title = `${t(here.title)} · ${t('common:product')}`;
  };

  const loaded = (): void => main.current?.removeAttribute('aria-busy');

  const arrived = (): void => {
    stopWaiting.current();
    if (main.current) stopWaiting.current = focusTitle(main.current);
  };

  return (
    <div class="shell">
      <HelpSource />
      <a class="skip-link" href="#main">
        {t('common:skip')}
      </a>
      {!learner && (
        <NavBar
          label={t('common:nav.label')}
          brand={<Brand />}
          foot={<Foot current={path === '/settings'} />}
          items={places
            .filter(({ audience }) => admits(audience, actor()))
            .map(({ key, href, icon }) => ({
              href,
              icon,
              label: t(`common:nav.${key}`),
              current: place === key,
            }))}
        />
      )}
      <main id="main" tabIndex={-1} ref={main}>
        {isReplaced.value && <ReplacedNotice />}
        {path === '/' && !learner && updateWaits.value && <UpdateOffer />}
        <Guard url={url}>
          <Router onLoadStart={setOut} onLoadEnd={loaded} onRouteChange={arrived}>
            <Route path="/" component={learner ? HandedOver : HomeScreen} />
            {rows.map((row) => (
              <Route
                key={row.path}
                path={row.path}
                component={
                  learner && !row.learner
                    ? HandedOver
                    : admits(row.audience, actor())
                      ? row.Screen
                      : NotForYou
                }
              />
            ))}
            <Route default component={otherwise} />
          </Router>
        </Guard>
        {learner && path !== '/hand-back' && (
          <p class="hand-back no-print">
            <a href="/hand-back">{t('common:handBack')}</a>
          </p>
        )}
      </main>
    </div>
  );
}

function Foot({ current }: { readonly current: boolean }) {
  return (
    <>
      <SyncStatus />
      <a class="nav-settings" href="/settings" aria-current={current ? 'page' : undefined}>
        {t('common:nav.settings')}
      </a>
    </>
  );
}
