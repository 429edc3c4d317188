// How the app and the server are built, served while developing, and tested.
// Read by vite and vitest; `npm run build` calls it twice: once for the app, once with --ssr for the server.
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Code that few people use or that weighs much: not part of the first download, kept on the tablet from
 * its first use on (sw.ts). A module belongs here when its path contains one of these pieces.
 */
const later: readonly string[] = [
  '/features/desk/',
  '/features/event-day/',
  '/features/people/',
  '/features/carry/',
  '/features/sessions/SessionScreen',
  '/features/sessions/AttendanceScreen',
  '/features/sessions/AttentionScreen',
  '/forms/xlsform/',
  '/node_modules/hucre/',
  '/desk-texts.ts',
  '/forms/results/',
  '/sync/download',
  '/features/bills/BillsScreen',
  '/ui/DataTable',
  '/ui/EarlierList',
  '/features/places/PosterScreen',
  '/features/settings/EnrolScreen',
];

/** Their stylesheets: a stylesheet of the build is known by its name alone. */
const laterStyles: readonly string[] = [
  'DeskFrame.css',
  'SurveyEditScreen.css',
  'DataTable.css',
  'ResultParts.css',
  'SurveyResultsScreen.css',
  'PosterScreen.css',
  'BillsScreen.css',
  'event-day.css',
  'people.css',
  'carry.css',
];

type Modules = { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null };
let atStart: ReadonlySet<string> | undefined;

/** Whether the entrance imports the module, or something that it imports does. */
function neededAtStart(id: string, modules: Modules): boolean {
  if (!atStart) {
    const found = new Set<string>();
    const waiting = [at('src/client/app/main.tsx')];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      waiting.push(...(modules.getModuleInfo(next)?.importedIds ?? []));
    }
    atStart = found;
  }
  return atStart.has(id) && !id.endsWith('/main.tsx');
}

const pwa = () =>
  VitePWA({
    strategies: 'injectManifest',
    srcDir: '../sw',
    filename: 'sw.ts',
    // The app registers the worker itself (workbox-window): an injected script could not ask first.
    injectRegister: false,
    includeManifestIcons: false,
    injectManifest: {
      // The worker is a classic script; the default ES output does not evaluate as one.
      rollupFormat: 'iife',
      globPatterns: ['**/*.{html,js,css,woff2,svg}', 'icons/icon-192.png'],
      maximumFileSizeToCacheInBytes: 1_000_000,
    },
    manifest: {
      id: '/',
      name: 'Vēstnesis',
      short_name: 'Vēstnesis',
      description:
        'Digitālā vēstneša palīgs: mācību stundas, vingrinājumi un ieraksti arī bez interneta.',
      lang: 'lv',
      dir: 'ltr',
      start_url: '/',
      scope: '/',
      display: 'standalone',
      background_color: '#FBF8F3',
      theme_color: '#8C1D33',
      categories: ['education'],
      icons: [
        { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
        {
          src: '/icons/maskable-512.png',
          sizes: '512x512',
          type: 'image/png',
          purpose: 'maskable',
        },
        { src: '/icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      ],
    },
  });

export default defineConfig(({ isSsrBuild, mode }) => {
  // vitest and the server build see the whole checkout; the app is built from its entrance.
  const wholeHouse = isSsrBuild === true || mode === 'test';
  return {
    root: wholeHouse ? at('.') : at('src/client/app'),
    publicDir: isSsrBuild ? false : at('public'),
    cacheDir: at('node_modules/.vite'),
    envDir: false,
    // The package's entry wraps the old ES5 build; the modern one is 1.4 kB lighter in gzip.
    resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
    plugins: [preact(), wholeHouse ? [] : pwa()],
    build: isSsrBuild
      ? {
          outDir: at('dist/server'),
          emptyOutDir: true,
          target: 'node26',
          minify: false,
          rolldownOptions: { output: { entryFileNames: 'main.js' } },
        }
      : {
          outDir: at('dist/client'),
          emptyOutDir: true,
          // The oldest browsers with what the app needs: modules, Web Locks, cascade layers, :has.
          target: ['chrome111', 'firefox115', 'safari16.4'],
          manifest: true,
          // Everything is a file of its own: the content security policy allows no data: scripts or styles.
          assetsInlineLimit: 0,
          modulePreload: {
            polyfill: false,
            // The page names what it needs at once. Lists of every screen's chunks would weigh 1.5 kB at each
            // start, to win one round trip that the service worker saves anyway.
            resolveDependencies: (_file, dependencies, { hostType }) =>
              hostType === 'html'
                ? dependencies
                : dependencies.filter((file) => file.endsWith('.css')),
          },
          rolldownOptions: {
            output: {
              // What every start needs and no update of ours changes: one file, kept through updates.
              codeSplitting: {
                groups: [
                  {
                    name: 'libraries',
                    test: /node_modules[\\/](?:@preact|preact|preact-iso|dexie|i18next|zod)[\\/]/,
                  },
                  // All else that every start needs, in one file: parted by which later screen shares it,
                  // it would pay for each seam, and one more screen would move the seams.
                  { name: (id, context) => (neededAtStart(id, context) ? 'start' : null) },
                  // The survey engine: the desk's editor needs other parts of it than the answer screens, and each seam
                  // between the parts would weigh on the first download.
                  { name: 'forms', test: /src[\\/]shared[\\/]forms[\\/][^\\/]+\.ts$/ },
                ],
              },
              assetFileNames: ({ names }) =>
                names.some((name) => laterStyles.includes(name))
                  ? 'assets/later/[name]-[hash][extname]'
                  : 'assets/[name]-[hash][extname]',
              chunkFileNames: ({ moduleIds }) =>
                moduleIds.some((id) => later.some((piece) => id.includes(piece)))
                  ? 'assets/later/[name]-[hash].js'
                  : 'assets/[name]-[hash].js',
            },
          },
        },
    // The built server is one file that needs neither the sources nor node_modules.
    ssr: { noExternal: isSsrBuild === true ? true : [] },
    server: {
      fs: { allow: [at('.')] },
      proxy: { '/api': `http://127.0.0.1:${process.env['PORT'] ?? '8081'}` },
    },
    test: {
      projects: [
        {
          extends: true,
          test: {
            name: 'unit',
            include: ['tests/**/*.test.{ts,tsx}'],
            setupFiles: at('tests/support/property-seed.ts'),
            globalSetup: at('src/tooling/chromium-setup.mjs'),
            exclude: ['tests/journeys/**', 'tests/bench/**', 'tests/built/**', 'tests/postgres/**'],
          },
        },
        {
          extends: true,
          test: {
            // The server's contract once more on a real PostgreSQL, and what only concerns that.
            name: 'postgres',
            include: [
              'tests/postgres/**/*.test.ts',
              'tests/server/**/*.test.ts',
              'tests/device/round.test.ts',
            ],
            setupFiles: at('tests/support/property-seed.ts'),
            globalSetup: at('tests/support/postgres-setup.ts'),
            testTimeout: 60_000,
            hookTimeout: 60_000,
          },
        },
        {
          extends: true,
          test: {
            name: 'browser',
            include: ['tests/built/**/*.test.ts', 'tests/journeys/**/*.test.ts'],
            globalSetup: [at('src/tooling/chromium-setup.mjs'), at('src/tooling/build-setup.mjs')],
            // One file at a time: each opens its own server and browser, and build machines have 2 cores.
            fileParallelism: false,
            testTimeout: 120_000,
            hookTimeout: 120_000,
          },
        },
        {
          extends: true,
          test: {
            // Measurements: `npm run bench`, never part of the gate.
            name: 'bench',
            include: ['tests/bench/**/*.bench.ts'],
            globalSetup: [at('src/tooling/chromium-setup.mjs'), at('src/tooling/build-setup.mjs')],
            fileParallelism: false,
            testTimeout: 600_000,
            hookTimeout: 120_000,
          },
        },
      ],
    },
  };
});
