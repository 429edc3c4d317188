// GET /openapi.json: the contract as OpenAPI 3.1, made from the same zod schemas that both sides parse with.
import { Hono } from 'hono';
import * as z from 'zod/mini';
import { ERRORS } from '#sync/errors.ts';
import * as messages from '#sync/messages.ts';
import { certificateAnswer, certificateRequest } from '#sync/parcel-certificate.ts';
import * as serverMessages from '#sync/server-messages.ts';
import type { Env, ServerContext } from './context.ts';

type Schema = Record<string, unknown>;
type Operation = {
  readonly method: 'get' | 'post' | 'put';
  readonly path: string;
  readonly summary: string;
  readonly signIn: 'none' | 'staff' | 'coordinator' | 'optional';
  readonly body?: string | Schema;
  readonly parameters?: readonly Schema[];
  /** Status -> schema name, or a whole response. */
  readonly answers: Readonly<Record<string, string | Schema>>;
};

const named = {
  EnrolRequest: serverMessages.enrolRequest,
  EnrolAnswer: messages.enrolAnswer,
  CertificateRequest: certificateRequest,
  CertificateAnswer: certificateAnswer,
  InviteRequest: serverMessages.inviteRequest,
  InviteAnswer: serverMessages.inviteAnswer,
  DevicesAnswer: serverMessages.devicesAnswer,
  Device: serverMessages.deviceAnswer,
  RevokeRequest: serverMessages.revokeRequest,
  SyncRequest: serverMessages.syncRequest,
  SyncAnswer: messages.syncAnswer,
  PublicAnswer: messages.publicAnswer,
  HealthAnswer: serverMessages.healthAnswer,
  HistoryAnswer: serverMessages.historyAnswer,
  MediaAnswer: serverMessages.mediaAnswer,
  Poke: serverMessages.poke,
  ErrorAnswer: serverMessages.errorAnswer,
} as const;

const STAMP = { type: 'string', pattern: '^[0-9a-f]{12}-[0-9a-f]{4}-[0-9a-z]{8}$' };
const STAMPS: Schema = { type: 'object', additionalProperties: STAMP };
const REGISTERS: Schema = {
  type: 'object',
  additionalProperties: { type: 'array', prefixItems: [{}, STAMP], minItems: 2, maxItems: 2 },
};

const COLUMNS: Schema = {
  type: 'object',
  properties: {
    kind: { type: 'string' },
    scope: { type: 'string' },
    ids: { type: 'array', items: { type: 'string' } },
    stamps: { type: 'array', items: STAMP },
    values: { type: 'array', items: { type: 'object', additionalProperties: {} } },
    others: { type: 'object', additionalProperties: STAMPS },
  },
  required: ['kind', 'scope', 'ids', 'stamps', 'values'],
};

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const inPath = (name: string, pattern?: string): Schema => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string', ...(pattern ? { pattern } : {}) },
});
const empty = (description: string): Schema => ({ description });
const binary: Schema = {
  description: 'The medium itself',
  content: { 'image/*': {}, 'audio/*': {} },
};
const SHA = inPath('sha256', '^[0-9a-f]{64}$');

const inQuery = (name: string, description: string): Schema => ({
  name,
  in: 'query',
  required: false,
  description,
  schema: { type: 'string' },
});
const RESULT_QUERY: readonly Schema[] = [
  inPath('slug'),
  inQuery('places', 'Ids of sites, parted by commas'),
  inQuery('versions', 'Versions of the form, parted by commas'),
  inQuery('from', 'First day of answering'),
  inQuery('to', 'Last day of answering'),
];
const EXPORT_QUERY: readonly Schema[] = [
  ...RESULT_QUERY,
  inQuery('layout', 'odk or kobo: names of the columns'),
  inQuery('labels', 'names, or the language of the labels: lv, ru, en'),
  inQuery('split', '1: a column for each choice of questions with several answers'),
];
const exported = (type: string): Schema => ({
  description: 'The rows; X-Row-Count and Repr-Digest say how many and their SHA-256',
  content: { [type]: {} },
});
const exportAs = (file: string, summary: string, type: string): Operation => ({
  method: 'get',
  path: `/surveys/{slug}/${file}`,
  summary,
  signIn: 'coordinator',
  parameters: file.endsWith('json') ? RESULT_QUERY : EXPORT_QUERY,
  answers: { 200: exported(type) },
});
const surveyOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/surveys/{slug}/results',
    summary: 'What the answers to a survey come to; counts below five are null',
    signIn: 'coordinator',
    parameters: [
      ...RESULT_QUERY,
      inQuery('questions', 'Names of questions, parted by commas'),
      inQuery('cross', 'The question whose answers part those of the others'),
      inQuery('rounds', 'month, quarter, year, or days as 2026-01-01..2026-03-31'),
      inQuery('today', 'The day by which answers are fresh or too old'),
    ],
    answers: {
      200: {
        description: 'Done',
        content: { 'application/json': { schema: { type: 'object' } } },
      },
    },
  },
  exportAs('responses.csv', 'Answers to a survey, a row each', 'text/csv'),
  exportAs('responses.csv.zip', 'The same with a file for each repeat', 'application/zip'),
  exportAs(
    'responses.xlsx',
    'The same as a workbook with a sheet for each repeat',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ),
  exportAs('responses.json', 'The same as JSON', 'application/json'),
];

/** Every route under /api/v1; tests/server/openapi.test.ts holds this list beside the routes that answer. */
export const operations: readonly Operation[] = [
  {
    method: 'get',
    path: '/health',
    summary: 'Whether server and store answer',
    signIn: 'none',
    answers: { 200: 'HealthAnswer' },
  },
  {
    method: 'get',
    path: '/openapi.json',
    summary: 'This document',
    signIn: 'none',
    answers: {
      200: {
        description: 'OpenAPI 3.1',
        content: { 'application/json': { schema: { type: 'object' } } },
      },
    },
  },
  {
    method: 'post',
    path: '/enrol',
    summary: 'Takes an enrolment code, gives a token',
    signIn: 'none',
    body: 'EnrolRequest',
    answers: { 200: 'EnrolAnswer' },
  },
  {
    method: 'post',
    path: '/certificate',
    summary: 'Signs who holds the tablet, for parcels between tablets',
    signIn: 'staff',
    body: 'CertificateRequest',
    answers: { 200: 'CertificateAnswer' },
  },
  {
    method: 'post',
    path: '/invites',
    summary: 'Makes an enrolment code for a person',
    signIn: 'coordinator',
    body: 'InviteRequest',
    answers: { 200: 'InviteAnswer' },
  },
  {
    method: 'get',
    path: '/devices',
    summary: 'How each device stands',
    signIn: 'coordinator',
    answers: { 200: 'DevicesAnswer' },
  },
  {
    method: 'post',
    path: '/devices/{id}/revoke',
    summary: 'Closes a device, on request with a wipe',
    signIn: 'coordinator',
    parameters: [inPath('id')],
    body: 'RevokeRequest',
    answers: { 200: 'Device' },
  },
  {
    method: 'post',
    path: '/sync',
    summary: 'Pushes changes and pulls what is new',
    signIn: 'staff',
    body: 'SyncRequest',
    answers: { 200: 'SyncAnswer' },
  },
  {
    method: 'get',
    path: '/sync/live',
    summary: 'Server-sent events: pokes to pull',
    signIn: 'staff',
    answers: {
      200: {
        description: 'One poke per event',
        content: { 'text/event-stream': { schema: ref('Poke') } },
      },
    },
  },
  {
    method: 'get',
    path: '/public/records',
    summary: 'Records of the scope public, page by page',
    signIn: 'none',
    parameters: [
      { name: 'after', in: 'query', required: false, schema: { type: 'integer', minimum: 0 } },
    ],
    answers: { 200: 'PublicAnswer', 304: empty('Nothing has changed since the ETag') },
  },
  {
    method: 'put',
    path: '/media/{sha256}',
    summary: 'Stores a medium, whole or part by part',
    signIn: 'staff',
    parameters: [
      SHA,
      { name: 'content-range', in: 'header', required: false, schema: { type: 'string' } },
    ],
    body: binary,
    answers: {
      200: 'MediaAnswer',
      201: 'MediaAnswer',
      308: empty('Incomplete: go on at the byte in Upload-Offset'),
    },
  },
  {
    method: 'get',
    path: '/media/{sha256}',
    summary: 'A medium',
    signIn: 'optional',
    parameters: [SHA],
    answers: { 200: binary, 206: binary, 304: empty('Not changed') },
  },
  {
    method: 'get',
    path: '/records/{kind}/{id}/history',
    summary: 'What stood in the fields of a record before',
    signIn: 'staff',
    parameters: [inPath('kind'), inPath('id')],
    answers: { 200: 'HistoryAnswer' },
  },
  ...surveyOperations,
];

const response = (answer: string | Schema): Schema =>
  typeof answer === 'string'
    ? { description: 'Done', content: { 'application/json': { schema: ref(answer) } } }
    : answer;

const describe = (operation: Operation): Schema => ({
  summary: operation.summary,
  ...(operation.signIn === 'none'
    ? { security: [] }
    : operation.signIn === 'optional'
      ? { security: [{}, { bearer: [] }] }
      : {}),
  ...(operation.signIn === 'coordinator' ? { description: 'For coordinators.' } : {}),
  ...(operation.parameters ? { parameters: operation.parameters } : {}),
  ...(operation.body === undefined
    ? {}
    : {
        requestBody: {
          required: true,
          content:
            typeof operation.body === 'string'
              ? { 'application/json': { schema: ref(operation.body) } }
              : operation.body['content'],
        },
      }),
  responses: {
    ...Object.fromEntries(
      Object.entries(operation.answers).map(([status, answer]) => [status, response(answer)]),
    ),
    default: {
      description: `Refused; codes: ${Object.keys(ERRORS).join(', ')}`,
      content: { 'application/json': { schema: ref('ErrorAnswer') } },
    },
  },
});

/** Definitions inside a schema move beside the named ones, each under its owner's name. */
function componentsOf(): Record<string, Schema> {
  const schemas: Record<string, Schema> = {};
  for (const [name, schema] of Object.entries(named)) {
    const made = z.toJSONSchema(schema, {
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        if (zodSchema === messages.pulledFields) Object.assign(jsonSchema, REGISTERS);
        if (zodSchema === messages.pulledColumns) Object.assign(jsonSchema, COLUMNS);
        if (zodSchema === messages.receivedStamps) Object.assign(jsonSchema, STAMPS);
      },
      io: name.endsWith('Request') ? 'input' : 'output',
    }) as Schema;
    const own = JSON.parse(
      JSON.stringify(made).replaceAll('"#/$defs/', `"#/components/schemas/${name}.`),
    ) as Schema & { $defs?: Record<string, Schema> };
    const { $schema: _, $defs, ...rest } = own;
    schemas[name] = rest;
    for (const [inner, definition] of Object.entries($defs ?? {}))
      schemas[`${name}.${inner}`] = definition;
  }
  return schemas;
}

export function contract(version: string): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const operation of operations)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Vēstnesis',
      version,
      description:
        'Sync between tablets and server. The full specification: src/shared/sync/README.md.',
    },
    servers: [{ url: messages.API }],
    security: [{ bearer: [] }],
    paths,
    components: {
      schemas: componentsOf(),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
  };
}

export const openapi = (context: ServerContext): Hono<Env> => {
  const document = JSON.stringify(contract(context.version));
  return new Hono<Env>().get('/openapi.json', (ask) => {
    ask.header('cache-control', 'no-cache');
    return ask.body(document, 200, { 'content-type': 'application/json' });
  });
};
