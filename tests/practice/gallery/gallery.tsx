// The practice screens by themselves, for eyes and for tests/practice/player.test.ts: real device room, no server. Not shipped.
// Addresses as in the app, with ?lang=, ?size=, ?theme=, ?learner; /pictures/:slug shows every step as a lesson's picture,
// /stages/:slug as the player does.
import { render } from 'preact';
import { LocationProvider, Route, Router, useRoute } from 'preact-iso';

import { openDevice } from '#device/device.ts';
import { DeviceContext, useBySlug } from '#device/live.ts';
import { writeMeta } from '#device/meta.ts';
import { BillsScreen } from '#features/bills/BillsScreen.tsx';
import { ScanScreen } from '#features/bills/ScanScreen.tsx';
import { PracticeScreen } from '#features/practice/PracticeScreen.tsx';
import { WalkthroughScreen } from '#features/practice/WalkthroughScreen.tsx';
import { deskTexts, initI18n } from '#i18n/i18n.ts';
import sample from './sample.json';
import { firstLanguage } from '#i18n/languages.ts';
import { PracticePicture } from '#practice-world/PracticePicture.tsx';
import { readScenario } from '#practice-world/read-scenario.ts';
import { Stage } from '#practice-world/Stage.tsx';
import { wordsOf } from '#practice-world/words.ts';
import { startAttempt } from '#practice/attempt.ts';
import { playTo } from '#practice/guide.ts';
import type { FormName, Mode } from '#practice/scenario.ts';
import { viewOf } from '#practice/view.ts';
// The drawings that the app loads after its start screen.
import '#ui/icons.ts';
import '#ui/tokens.css';
import '#ui/base.css';
import '#ui/print.css';
import {
  mode,
  setTextSize,
  setTheme,
  startAppearance,
  type TextSize,
  type Theme,
} from '#ui/appearance.ts';

const structures = import.meta.glob<Record<string, unknown>>(
  '../../../src/content/walkthroughs/*.json',
  { eager: true, import: 'default' },
);
const texts = import.meta.glob<Record<string, string>>(
  '../../../locales/*/content/walkthroughs/*.json',
  { eager: true, import: 'default' },
);

/** Structure and texts merged as the server's seed does it. */
function records(): Record<string, unknown>[] {
  return Object.values(structures).map((structure) => {
    const text: Record<string, string> = {};
    for (const [path, words] of Object.entries(texts)) {
      const [, lang, slug] = /locales\/(\w+)\/content\/walkthroughs\/(.+)\.json$/.exec(path) ?? [];
      if (slug !== structure['slug']) continue;
      for (const [key, sentence] of Object.entries(words)) text[`${lang}.${key}`] = sentence;
    }
    return { ...structure, text, scope: 'public', _stamps: {} };
  });
}

function Pictures() {
  const slug = useRoute().params['slug'] ?? '';
  const point = new URLSearchParams(location.search).get('point') ?? undefined;
  const walkthrough = useBySlug('walkthrough', slug);
  if (!walkthrough) return null;
  return (
    <div class="page stack">
      <h1>{slug}</h1>
      {readScenario(walkthrough.scenario)?.steps.map((step) => (
        <section key={step.id} aria-label={step.id}>
          <PracticePicture
            walkthrough={walkthrough}
            form="a"
            step={step.id}
            point={point ?? step.id}
          />
        </section>
      ))}
    </div>
  );
}

/** Every step of one form as the player shows it, one under the other: /stages/:slug?form=b&mode=alone. For eyes. */
function Stages() {
  const slug = useRoute().params['slug'] ?? '';
  const query = new URLSearchParams(location.search);
  const form = (query.get('form') ?? 'a') as FormName;
  const wanted = query.get('step');
  const walkthrough = useBySlug('walkthrough', slug);
  const scenario = walkthrough ? readScenario(walkthrough.scenario) : null;
  if (!walkthrough || !scenario) return null;
  const start = { form, mode: (query.get('mode') ?? 'alone') as Mode, seed: 'look' };
  return (
    <div class="page stack">
      {startAttempt(scenario, start)
        .steps.filter((step) => wanted === null || wanted === step.id)
        .map((step) => {
          // A step off the right way is looked at where it stands.
          const there = playTo(scenario, start, step.id);
          const attempt = { ...there, at: step.id, finished: false };
          const words = wordsOf(walkthrough.text, attempt.world.values);
          return (
            <section key={step.id} class="stack">
              <h1>{words.own(`${step.id}.title`)}</h1>
              <p>{words.own(`${step.id}.task`)}</p>
              <Stage
                view={viewOf(attempt)}
                words={words}
                act={() => undefined}
                onPrimary={() => undefined}
                error={undefined}
              />
            </section>
          );
        })}
    </div>
  );
}

const asked = new URLSearchParams(location.search);
await initI18n(firstLanguage(asked.get('lang') ?? localStorage.getItem('lang'), ['lv']));
// As the app does before it opens the printed bills.
await deskTexts();
if (asked.has('lang')) localStorage.setItem('lang', asked.get('lang') ?? 'lv');
startAppearance();
if (asked.has('size')) setTextSize(asked.get('size') as TextSize);
if (asked.has('theme')) setTheme(asked.get('theme') as Theme);
if (asked.has('learner')) sessionStorage.setItem('learner', 'yes');
if (sessionStorage.getItem('learner')) mode.value = 'learner';

const device = await openDevice({
  name: 'practice-gallery',
  now: () => Date.now(),
  random: (n) => crypto.getRandomValues(new Uint8Array(n)),
  fetch: () => Promise.reject(new TypeError('no network')),
  version: 'test',
  automatic: false,
});
// The app fetches the door for writes right after it has opened; here that would take longer than a hand that goes on tapping.
await import('#device/write.ts');
// One step with every kind of paper and look, for eyes.
const sampleRecord = { ...sample, scope: 'public', _stamps: {} };
for (const record of [...records(), ...(asked.has('sample') ? [sampleRecord] : [])])
  await device.db.anyRows('walkthrough').put(record as never);
if (asked.has('staff')) {
  const id = '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e10';
  await writeMeta(device.db, 'identity', {
    token: 'x',
    person: { id, displayName: 'Vēstnese', role: 'ambassador' },
    device: { id: 'aaaaaaaa', name: 'A' },
    org: { name: 'Novads' },
    sites: [],
    scopes: ['public'],
  });
  location.replace(location.pathname);
}
Object.assign(globalThis, { gallery: { setTextSize, setTheme, device } });

const root = document.getElementById('app');
if (root) {
  render(
    <DeviceContext.Provider value={device}>
      <LocationProvider>
        <main>
          <Router>
            <Route path="/practice" component={PracticeScreen} />
            <Route path="/practice/bills" component={BillsScreen} />
            <Route path="/practice/scan" component={ScanScreen} />
            <Route path="/practice/:slug" component={WalkthroughScreen} />
            <Route path="/pictures/:slug" component={Pictures} />
            <Route path="/stages/:slug" component={Stages} />
          </Router>
        </main>
      </LocationProvider>
    </DeviceContext.Provider>,
    root,
  );
}
document.documentElement.dataset['ready'] = 'yes';
