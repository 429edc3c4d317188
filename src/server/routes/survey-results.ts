// GET /surveys/:slug/results and /responses.csv, .csv.zip, .xlsx, .json: what answers come to, and the answers themselves. For coordinators.
// The same query and the same counting as on the desk's screens (shared/forms/results); access is asked of every row.
import { setImmediate } from 'node:timers/promises';
import { Hono } from 'hono';
import { dayOf } from '#core/dates.ts';
import { openAggregate } from '#forms/results/aggregate.ts';
import type { ExportOptions } from '#forms/results/columns.ts';
import { openExport, responseJson, type ExportFacts } from '#forms/results/export-rows.ts';
import { readQuery, type ResultQuery } from '#forms/results/query.ts';
import { responseReader, type StoredResponse } from '#forms/results/read-response.ts';
import { readForm } from '#forms/schema.ts';
import type { Actor } from '#records/define-record.ts';
import type { Values } from '#records/registry.ts';
import { canRead } from '#sync/access.ts';
import { isDeleted, valuesOf } from '#sync/wire.ts';
import {
  type ExportKind,
  type MadeFile,
  openJsonExport,
  openTableExport,
} from '../exports/export-file.ts';
import type { Reading } from '../store/store.ts';
import type { Ask, Env, ServerContext } from './context.ts';
import { Refusal } from './refusal.ts';
import { coordinatorOnly, sessionOf, signedIn } from './signed-in.ts';

/** Records read at a time. So few that they are forgotten while they are young: pages of 250 let the heap grow by 100 MB before it was tidied. */
const READ = 40;
const SITE = 'site:';

const TYPES: Readonly<Record<ExportKind, string>> = {
  csv: 'text/csv; charset=utf-8',
  'csv.zip': 'application/zip',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
};

type Asked = ExportFacts & { readonly validDays: number; readonly query: ResultQuery };

function queryOf(ask: Ask, slug: string, nowMs: number): ResultQuery {
  const query = readQuery(slug, ask.req.query(), dayOf(nowMs, 0));
  if (query.ok) return query.value;
  const { path, message } = query.error;
  throw new Refusal('bad-request', `"${path}" ${message}`, { path });
}

async function surveyOf(reading: Reading, query: ResultQuery): Promise<Asked> {
  const surveys = await reading.list('public', 'survey');
  const found = surveys
    .filter(({ fields }) => !isDeleted(fields))
    .map(({ fields }) => valuesOf('survey', fields) as Values<'survey'>)
    .find(({ slug }) => slug === query.survey);
  if (!found) throw new Refusal('not-found', 'there is no survey of this name');
  const form = readForm(found.form);
  if (!form.ok)
    throw new Refusal('bad-request', `the survey's form can't be read: ${form.error[0]?.message}`);
  const sites = await reading.list('org', 'site');
  return {
    query,
    form: form.value,
    slug: query.survey,
    texts: found.text ?? {},
    validDays: found.validDays,
    placeNames: new Map(
      sites.map(({ id, fields }) => [
        id,
        (valuesOf('site', fields) as Partial<Values<'site'>>).name ?? id,
      ]),
    ),
  };
}

/** All responses that the actor may read, in order of id, page by page; other work of the server comes in between. */
async function* responsesOf(
  reading: Reading,
  actor: Actor,
  query: ResultQuery,
): AsyncGenerator<StoredResponse> {
  const wished = query.places?.map((id) => SITE + id);
  const scopes = (await reading.scopesWith('response')).filter(
    (scope) => canRead(actor, 'response', scope) && (wished?.includes(scope) ?? true),
  );
  for (let after = ''; ;) {
    const page = await reading.ofKind('response', scopes, after, READ);
    for (const { id, scope, kind, fields } of page) {
      after = id;
      if (isDeleted(fields) || !canRead(actor, kind, scope)) continue;
      const values = valuesOf('response', fields) as Values<'response'>;
      yield { ...values, id, place: scope.slice(SITE.length) };
    }
    if (page.length < READ) return;
    await setImmediate();
  }
}

const LABELS: readonly ExportOptions['labels'][] = ['names', 'lv', 'ru', 'en'];

function optionsOf(ask: Ask): ExportOptions {
  const { layout = 'odk', labels = 'names', split = '0' } = ask.req.query();
  const found = LABELS.find((one) => one === labels);
  if (layout !== 'odk' && layout !== 'kobo')
    throw new Refusal('bad-request', '"layout" is odk or kobo', { path: 'layout' });
  if (found === undefined)
    throw new Refusal('bad-request', '"labels" is names, lv, ru or en', { path: 'labels' });
  return { layout, labels: found, split: split === '1' };
}

async function exportTo(
  kind: ExportKind,
  reading: Reading,
  actor: Actor,
  asked: Asked,
  options: ExportOptions,
): Promise<MadeFile> {
  const { form, query } = asked;
  const read = responseReader(form, query);
  if (kind === 'json') {
    const writer = await openJsonExport();
    try {
      for await (const source of responsesOf(reading, actor, query)) {
        const response = read(source);
        if (response) await writer.row(responseJson(response, asked.placeNames));
      }
      return await writer.finish();
    } catch (error) {
      await writer.abandon();
      throw error;
    }
  }
  const plan = openExport(asked, options);
  const writer = await openTableExport(kind, plan.sheets);
  try {
    for await (const source of responsesOf(reading, actor, query)) {
      const response = read(source);
      if (response)
        for (const { sheet, cells } of plan.rowsOf(response)) await writer.row(sheet, cells);
    }
    return await writer.finish();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

function deliver(slug: string, kind: ExportKind, made: MadeFile): Response {
  return new Response(made.stream(), {
    headers: {
      'content-type': TYPES[kind],
      'content-length': String(made.size),
      'content-disposition': `attachment; filename="${slug}.${kind}"`,
      'cache-control': 'no-store',
      // RFC 9530: of the file as it is, so that whoever keeps it can check it later.
      'repr-digest': `sha-256=:${made.digest}:`,
      'x-row-count': String(made.rows[0] ?? 0),
      'x-sheet-rows': made.rows.join(','),
    },
  });
}

export const surveyResults = (context: ServerContext): Hono<Env> => {
  /** One export at a time: each reads all answers, and the disk and processors are there for tablets that sync. */
  let last: Promise<unknown> = Promise.resolve();
  const routes = new Hono<Env>().get(
    '/surveys/:slug/results',
    signedIn(context),
    coordinatorOnly,
    async (ask) => {
      const query = queryOf(ask, ask.req.param('slug'), context.now());
      const { actor } = sessionOf(ask);
      const answer = await context.store.read(async (reading) => {
        const { form, validDays } = await surveyOf(reading, query);
        const aggregate = openAggregate(form, validDays, query);
        if (!aggregate.ok)
          throw new Refusal(
            'bad-request',
            `"${aggregate.error.path}": ${aggregate.error.message}`,
            { path: aggregate.error.path },
          );
        for await (const source of responsesOf(reading, actor, query)) aggregate.value.add(source);
        return aggregate.value.result();
      });
      ask.header('cache-control', 'no-store');
      return ask.json(answer);
    },
  );
  for (const kind of Object.keys(TYPES) as ExportKind[])
    routes.get(
      `/surveys/:slug/responses.${kind}`,
      signedIn(context),
      coordinatorOnly,
      async (ask) => {
        const slug = ask.req.param('slug') ?? '';
        const query = queryOf(ask, slug, context.now());
        const options = optionsOf(ask);
        const { actor } = sessionOf(ask);
        const run = (): Promise<MadeFile> =>
          context.store.read(async (reading) =>
            exportTo(kind, reading, actor, await surveyOf(reading, query), options),
          );
        const turn = last.then(run, run);
        last = turn.catch(() => undefined);
        return deliver(slug, kind, await turn);
      },
    );
  return routes;
};
