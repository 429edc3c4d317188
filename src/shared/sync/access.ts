// Who may read and write what, asked by the device before it writes and by the server always. Sources: sync.md, domain part 4.
import type { Actor, ScopeFamily } from '#records/define-record.ts';
import { kindOf, kinds, type Kind } from '#records/registry.ts';
import { isUuid } from '#core/ids.ts';

export const RESIDENT: Actor = { role: 'resident', personId: '', sites: [] };

/** A page of records mostly lies in one scope, and each is asked about it several times. */
let lastScope = '';
let lastFamily: ScopeFamily | undefined;

/** `site:0192…` -> site. Undefined when the scope is no scope. */
export function scopeFamily(scope: string): ScopeFamily | undefined {
  if (scope === 'public' || scope === 'org' || scope === 'device') return scope;
  if (scope === lastScope) return lastFamily;
  lastFamily = familyOf(scope);
  lastScope = scope;
  return lastFamily;
}

function familyOf(scope: string): ScopeFamily | undefined {
  const [family, id, ...more] = scope.split(':');
  if (more.length > 0 || id === undefined || !isUuid(id)) return undefined;
  return family === 'site' || family === 'person' ? family : undefined;
}

/** Whether the actor belongs to the scope at all. `device` is never on a server: it is answered for the device's own rows. */
export function inScope(actor: Actor, scope: string): boolean {
  const family = scopeFamily(scope);
  if (family === 'public' || family === 'device') return true;
  if (family === undefined || actor.role === 'resident') return false;
  if (actor.role === 'system' || family === 'org') return true;
  const id = scope.slice(scope.indexOf(':') + 1);
  return family === 'site' ? actor.sites.includes(id) : actor.personId === id;
}

/** Every scope that a signed-in actor pulls. */
export const scopesOf = (actor: Actor): string[] =>
  actor.role === 'resident'
    ? ['public']
    : [
        'public',
        'org',
        ...actor.sites.toSorted().map((id) => `site:${id}`),
        `person:${actor.personId}`,
      ];

/** Reading never looks at the row: role, kind and scope decide. */
export function canRead(actor: Actor, kind: Kind, scope: string): boolean {
  const definition = kindOf(kind);
  const family = scopeFamily(scope);
  return (
    family !== undefined &&
    definition.scopes.includes(family) &&
    inScope(actor, scope) &&
    definition.read(actor)
  );
}

export const readableKinds = (actor: Actor, scope: string): Kind[] =>
  kinds.filter((kind) => canRead(actor, kind, scope));

/** May write the kind into the scope at all; the row itself is asked in `judge`. */
export function canWriteTo(actor: Actor, kind: Kind, scope: string): boolean {
  const family = scopeFamily(scope);
  if (family === undefined || !kindOf(kind).scopes.includes(family)) return false;
  // The device's own scope belongs to whoever holds it.
  return family === 'device' || (inScope(actor, scope) && actor.role !== 'resident');
}
