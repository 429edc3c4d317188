// The server without a port: every route, the headers, the built app. Made by main.ts for people, by tests for themselves.
import { Hono } from 'hono';
import type { RandomBytes } from '#core/ids.ts';
import { SCHEMA } from '#records/registry.ts';
import { API } from '#sync/messages.ts';
import { KnownPlaces } from './auth/actor.ts';
import { compressAnswers } from './compression.ts';
import { securityHeaders } from './headers.ts';
import { certificate } from './routes/certificate.ts';
import type { Env, ServerContext } from './routes/context.ts';
import { devices } from './routes/devices.ts';
import { enrol } from './routes/enrol.ts';
import { health } from './routes/health.ts';
import { history } from './routes/history.ts';
import { invites } from './routes/invites.ts';
import { live, type LiveConnections } from './routes/live.ts';
import { media } from './routes/media.ts';
import { openapi } from './routes/openapi.ts';
import { publicRecords } from './routes/public-records.ts';
import { answerRefusal, Refusal } from './routes/refusal.ts';
import { surveyResults } from './routes/survey-results.ts';
import { sync } from './routes/sync.ts';
import { staticFiles } from './static-files.ts';
import { type Store, StoreAway } from './store/store.ts';

export type AppOptions = {
  readonly store: Store;
  readonly now: () => number;
  readonly random: RandomBytes;
  /** 8 characters a-z 0-9: this process's part of the stamps that it makes. */
  readonly server: string;
  readonly version: string;
  /** The schema of stored records (store/schema.ts); this program's own unless a test says otherwise. */
  readonly schema?: number;
  /** Folder of the built app. */
  readonly clientDir: string;
  /** One line per failure, without anybody's data. */
  readonly log: (line: string) => void;
};

/** A store that is away gets this long before the same tablet asks again. */
const AWAY_SECONDS = 5;

export type App = { readonly app: Hono<Env>; readonly live: LiveConnections };

/** Where it went wrong, without the message: messages may quote what people wrote. */
const placeOf = (error: Error): string =>
  error.stack
    ?.split('\n')
    .find((line) => line.trimStart().startsWith('at '))
    ?.trim() ?? 'nowhere known';

export function createApp(options: AppOptions): App {
  const { log, clientDir, ...means } = options;
  const context: ServerContext = {
    schema: SCHEMA,
    ...means,
    pokes: means.store.pokes,
    places: new KnownPlaces(),
  };
  const app = new Hono<Env>();
  const pokes = live(context);

  app.use(securityHeaders);
  app.use(`${API}/*`, compressAnswers);
  const routes = [
    health,
    openapi,
    enrol,
    certificate,
    invites,
    devices,
    sync,
    publicRecords,
    media,
    history,
    surveyResults,
  ];
  for (const route of routes) app.route(API, route(context));
  app.route(API, pokes.routes);
  app.all('/api/*', () =>
    answerRefusal(
      new Refusal('not-found', 'there is no such call; the contract is at /api/v1/openapi.json'),
    ),
  );
  app.get('/api', (ask) => ask.redirect(`${API}/openapi.json`));
  app.all('*', staticFiles(clientDir));

  app.onError((error, ask) => {
    if (error instanceof Refusal) return answerRefusal(error);
    if (error instanceof StoreAway) {
      log(`store-away ${error.message}`);
      return answerRefusal(
        new Refusal('server-failed', 'the database is away or overrun; send it again in a moment', {
          retryAfter: AWAY_SECONDS,
        }),
      );
    }
    log(
      `server-failed ${ask.req.method} ${ask.req.path.startsWith(API) ? ask.req.path.split('/').slice(0, 5).join('/') : '/'}: ${error.name} ${placeOf(error)}`,
    );
    return answerRefusal(
      new Refusal('server-failed', 'the server could not do this now; send it again'),
    );
  });
  return { app, live: pokes.connections };
}
