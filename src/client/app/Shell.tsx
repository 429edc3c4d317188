// The window: skip link, bar, the screen of the present address. Called by main.tsx, under the device.
import type { FunctionComponent } from 'preact';
import { lazy, LocationProvider, Route, Router, useLocation } from 'preact-iso';
import { exec } from 'preact-iso/router';
import { useRef } from 'preact/hooks';

import { useDevice } from '#device/live.ts';
import { allTexts, t } from '#i18n/i18n.ts';
import { mode } from '#ui/appearance.ts';
import { NavBar } from '#ui/NavBar.tsx';

import { Brand } from './Brand.tsx';
import { focusTitle } from './focus-title.ts';
import {
  BrokenScreen,
  Guard,
  HandedOverScreen,
  NotForYouScreen,
  NotFoundScreen,
} from './LostScreens.tsx';
import { admits, places, routes, type RouteEntry } from './routes.ts';
import { SyncStatus } from './SyncStatus.tsx';
import { isOutdated } from './update.ts';
import { UpdateOffer } from './UpdateOffer.tsx';

/** A screen whose files did not come; made here so that the lazy loader can remember it. */
const NotLoaded: FunctionComponent = () => <BrokenScreen notLoaded />;

function lazyScreen({ load }: RouteEntry) {
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

const screens = routes.map((entry) => ({ ...entry, Screen: lazyScreen(entry) }));

/** The row of the table for an address. */
export const routeOf = (path: string): RouteEntry | undefined =>
  routes.find((entry) => exec(path, entry.path) !== undefined);

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
  const here = routeOf(path);
  const learner = mode.value === 'learner';

  // The screen's own frame names the window once it is there.
  const setOut = (): void => {
    if (here) document.title = `${t(here.title)} · ${t('common:product')}`;
  };
  const arrived = (): void => {
    stopWaiting.current();
    if (main.current) stopWaiting.current = focusTitle(main.current);
  };

  return (
    <div class="shell">
      <a class="skip-link" href="#main">
        {t('common:skip')}
      </a>
      {!learner && (
        <NavBar
          label={t('common:nav.label')}
          brand={<Brand />}
          foot={<Foot current={path === '/settings'} />}
          items={places
            .filter((place) => admits(place.audience, actor()))
            .map(({ key, href, icon }) => ({
              href,
              icon,
              label: t(`common:nav.${key}`),
              current: here?.place === key,
            }))}
        />
      )}
      <main id="main" tabIndex={-1} ref={main}>
        {path === '/' && !learner && <UpdateOffer />}
        <Guard url={url}>
          <Router onLoadStart={setOut} onRouteChange={arrived}>
            {screens.map(({ path: pattern, Screen, audience, learner: forLearner }) => (
              <Route
                key={pattern}
                path={pattern}
                component={
                  learner && !forLearner
                    ? HandedOverScreen
                    : admits(audience, actor())
                      ? Screen
                      : NotForYouScreen
                }
              />
            ))}
            <Route default component={NotFoundScreen} />
          </Router>
        </Guard>
        {learner && path !== '/hand-back' && (
          <p class="hand-back no-print">
            <a href="/hand-back">{t('common:handedOver.back')}</a>
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
