// Who may read and write what: the whole matrix of kinds, roles and scopes, written down here and asked of the real server.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Actor, Role } from '#records/define-record.ts';
import { type Kind, kindOf, kinds } from '#records/registry.ts';
import { canRead, canWriteTo, inScope, RESIDENT, scopeFamily, scopesOf } from '#sync/access.ts';
import type { WireRecord } from '#sync/wire.ts';
import { valuesFor } from '../support/arbitraries.ts';
import { CENTRE, LIBRARY, type Tablet, type TestServer, testServer } from '../support/server.ts';

// Real files and many requests: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

/** Who may write, and who may read what they can reach. Change it only when the law of the house changes. */
const MATRIX: Record<
  Kind,
  { readonly scopes: string; readonly write: string; readonly read: string }
> = {
  organisation: { scopes: 'org', write: 'coordinator', read: 'coordinator ambassador mentor' },
  person: { scopes: 'org', write: 'coordinator', read: 'coordinator ambassador mentor' },
  site: { scopes: 'org', write: 'coordinator', read: 'coordinator ambassador mentor' },
  device: { scopes: 'org', write: 'coordinator', read: 'coordinator ambassador mentor' },
  lesson: {
    scopes: 'public',
    write: 'coordinator',
    read: 'coordinator ambassador mentor resident',
  },
  path: { scopes: 'public', write: 'coordinator', read: 'coordinator ambassador mentor resident' },
  walkthrough: {
    scopes: 'public',
    write: 'coordinator',
    read: 'coordinator ambassador mentor resident',
  },
  'todo-template': {
    scopes: 'public',
    write: 'coordinator',
    read: 'coordinator ambassador mentor resident',
  },
  survey: {
    scopes: 'public',
    write: 'coordinator',
    read: 'coordinator ambassador mentor resident',
  },
  story: { scopes: 'public', write: 'coordinator', read: 'coordinator ambassador mentor resident' },
  'scam-card': {
    scopes: 'public',
    write: 'coordinator',
    read: 'coordinator ambassador mentor resident',
  },
  voice: {
    scopes: 'org',
    write: 'coordinator ambassador mentor',
    read: 'coordinator ambassador mentor',
  },
  place: { scopes: 'public', write: 'coordinator', read: 'coordinator ambassador mentor resident' },
  draft: { scopes: 'org', write: 'coordinator ambassador', read: 'coordinator ambassador' },
  learner: {
    scopes: 'site',
    write: 'coordinator ambassador mentor',
    read: 'coordinator ambassador mentor',
  },
  session: {
    scopes: 'site',
    write: 'coordinator ambassador mentor',
    read: 'coordinator ambassador mentor',
  },
  attendance: {
    scopes: 'site',
    write: 'coordinator ambassador mentor',
    read: 'coordinator ambassador mentor',
  },
  attempt: {
    scopes: 'site device',
    write: 'coordinator ambassador mentor',
    read: 'coordinator ambassador mentor',
  },
  progress: {
    scopes: 'site device',
    write: 'coordinator ambassador mentor',
    read: 'coordinator ambassador mentor',
  },
  'todo-list': {
    scopes: 'site device',
    write: 'coordinator ambassador mentor',
    read: 'coordinator ambassador mentor',
  },
  response: {
    scopes: 'site device',
    write: 'coordinator ambassador mentor',
    read: 'coordinator ambassador mentor',
  },
  'event-day': {
    scopes: 'site',
    write: 'coordinator ambassador mentor',
    read: 'coordinator ambassador mentor',
  },
  visit: {
    scopes: 'site',
    write: 'coordinator ambassador mentor',
    read: 'coordinator ambassador mentor',
  },
};
const ROLES: readonly Role[] = ['coordinator', 'ambassador', 'mentor'];
const OWN = `site:${LIBRARY}`;
const OTHER = `site:${CENTRE}`;
const says = (list: string, name: string): boolean => list.split(' ').includes(name);

let server: TestServer;
const tablets = new Map<Role, Tablet>();
beforeAll(async () => {
  server = await testServer();
  tablets.set('coordinator', await server.coordinator());
  for (const role of ['ambassador', 'mentor'] as const)
    tablets.set(role, await server.staff(role, [LIBRARY]));
});
afterAll(() => server.close());

const sample = (kind: Kind, seed: number): Record<string, unknown> =>
  fc.sample(valuesFor(kind), { seed, numRuns: 1 })[0]!;

test('the matrix names every kind', () => {
  expect(Object.keys(MATRIX).toSorted()).toEqual([...kinds].toSorted());
  for (const kind of kinds) expect(kindOf(kind).scopes.join(' '), kind).toBe(MATRIX[kind].scopes);
});

describe.each(kinds)('%s', (kind) => {
  const rights = MATRIX[kind];
  const scopes = (tablet: Tablet): string[] => [
    'public',
    'org',
    OWN,
    OTHER,
    `person:${tablet.person.id}`,
    `person:${LIBRARY}`,
    'device',
    'nowhere',
  ];
  const reaches = (role: Role, scope: string): boolean =>
    scope === OTHER ? role === 'coordinator' : scope !== `person:${LIBRARY}` && scope !== 'nowhere';

  test.each(ROLES)(
    '%s writes exactly where the matrix says, on the server and by the declared rule',
    async (role) => {
      const tablet = tablets.get(role)!;
      let seed = 0;
      for (const scope of scopes(tablet)) {
        const family = scope.split(':')[0]!;
        const may =
          says(rights.scopes, family) &&
          family !== 'device' &&
          says(rights.write, role) &&
          reaches(role, scope);
        const record = tablet.creation(kind, scope, sample(kind, (seed += 1)));
        const answer = await tablet.push(record);
        expect([scope, answer.receipts.length], JSON.stringify(answer.rejected)).toEqual([
          scope,
          may ? 1 : 0,
        ]);
        if (!may) expect(['forbidden', 'bad-scope']).toContain(answer.rejected[0]?.code);
        const stored = await server.call('GET', `/records/${kind}/${record.id}/history`, {
          token: tablets.get('coordinator')!.token,
        });
        expect(stored.status).toBe(may ? 200 : 404);
      }
    },
  );

  test.each(ROLES)('%s reads exactly what the matrix says', async (role) => {
    const desk = tablets.get('coordinator')!;
    const home = says(rights.scopes, 'site') ? [OWN, OTHER] : [rights.scopes];
    const written: WireRecord[] = home.map((scope, i) =>
      desk.creation(kind, scope, sample(kind, 100 + i) as never),
    );
    expect((await desk.push(...written)).rejected).toEqual([]);
    const tablet = tablets.get(role)!;
    tablet.cursors = {};
    tablet.records.clear();
    const { digests } = await tablet.pull();
    for (const record of written) {
      const may = says(rights.read, role) && reaches(role, record.scope);
      expect([record.scope, tablet.records.has(`${kind}/${record.id}`)]).toEqual([
        record.scope,
        may,
      ]);
      expect(`${record.scope}/${kind}` in digests).toBe(may);
      expect(
        (await server.call('GET', `/records/${kind}/${record.id}/history`, { token: tablet.token }))
          .status,
      ).toBe(may ? 200 : 404);
      const healed = await tablet.ask({
        heal: [{ scope: record.scope, kind, buckets: Array.from({ length: 256 }, (_, i) => i) }],
      });
      expect(JSON.stringify(healed.body.healing).includes(record.id)).toBe(may);
    }
    const open = await server.call<{ records: WireRecord[] }>('GET', '/public/records');
    for (const record of written)
      expect(open.body.records.some((one) => one.id === record.id)).toBe(
        says(rights.read, 'resident'),
      );
  });
});

test('a resident owns the device and nothing beyond it', () => {
  for (const kind of kinds) {
    expect(canWriteTo(RESIDENT, kind, 'device')).toBe(says(MATRIX[kind].scopes, 'device'));
    for (const scope of ['public', 'org', OWN, `person:${LIBRARY}`])
      expect(canWriteTo(RESIDENT, kind, scope)).toBe(false);
    expect(canRead(RESIDENT, kind, 'public')).toBe(says(MATRIX[kind].scopes, 'public'));
    for (const scope of ['org', OWN]) expect(canRead(RESIDENT, kind, scope)).toBe(false);
  }
  expect(scopesOf(RESIDENT)).toEqual(['public']);
});

test('scopes are read exactly', () => {
  expect(['public', 'org', 'device', OWN, `person:${LIBRARY}`].map(scopeFamily)).toEqual([
    'public',
    'org',
    'device',
    'site',
    'person',
  ]);
  for (const scope of [
    '',
    'site',
    'site:',
    'site:x',
    `${OWN}:more`,
    `Site:${LIBRARY}`,
    `${OWN} `,
    'org:x',
    `site:${LIBRARY.toUpperCase()}`,
    '__proto__',
  ])
    expect(scopeFamily(scope), scope).toBeUndefined();
  const actor: Actor = { role: 'mentor', personId: CENTRE, sites: [LIBRARY] };
  expect(
    [OWN, OTHER, 'org', `person:${CENTRE}`, `person:${LIBRARY}`].map((scope) =>
      inScope(actor, scope),
    ),
  ).toEqual([true, false, true, true, false]);
});
