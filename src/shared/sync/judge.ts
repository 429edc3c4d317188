// Judges one change: parsed field by field, access asked on the row, merged. The same code at the device's door and the server's.
import * as z from 'zod/mini';
import { sameJson } from '#core/json.ts';
import { isUuid } from '#core/ids.ts';
import { isStamp } from '#core/stamp.ts';
import { type Result, fail, ok } from '#core/result.ts';
import type { Actor } from '#records/define-record.ts';
import { MAP_KEY } from '#records/fields.ts';
import { isKind, kindOf, type Kind } from '#records/registry.ts';
import { canWriteTo } from './access.ts';
import type { Rejection } from './errors.ts';
import { type Merged, merge } from './merge.ts';
import {
  DELETED,
  ERASED,
  type Fields,
  isErased,
  splitRegister,
  valuesOf,
  type WireRecord,
} from './wire.ts';

/** At most so many registers in one record (a survey of 1,000 questions with choices in three languages: about 6,000). */
const MAX_REGISTERS = 8000;

/** `before`: what is stored, undefined for a new record, with the scope that it was created in. */
export type Stored = { readonly scope: string; readonly fields: Fields };

const no = (
  code: Rejection['code'],
  message: string,
  path?: string,
): { ok: false; error: Rejection } =>
  fail(path === undefined ? { code, message } : { code, message, path });

export function judge(
  actor: Actor,
  change: WireRecord,
  before: Stored | undefined,
): Result<Merged & { kind: Kind }, Rejection> {
  if (!isKind(change.kind))
    return no('unknown-kind', `there is no record kind "${change.kind}"`, 'kind');
  const { kind } = change as { kind: Kind };
  if (!isUuid(change.id)) return no('bad-id', 'the id must be a UUID in lower case', 'id');
  if (!canWriteTo(actor, kind, change.scope)) {
    return no('forbidden', `you may not write "${kind}" into the scope "${change.scope}"`, 'scope');
  }
  if (before && before.scope !== change.scope) {
    return no(
      'bad-scope',
      `this record was created in the scope "${before.scope}" and stays there`,
      'scope',
    );
  }
  const parsed = parseRegisters(kind, change.fields);
  if (!parsed.ok) return parsed;
  if (ERASED in change.fields) return judgeErasure(actor, kind, change, before);
  if (before && isErased(before.fields))
    return no('erased', 'this record was erased; nothing can be written to it', 'id');

  const merged = merge(before?.fields ?? {}, change.fields);
  const frozenAt = changedFrozen(kind, before?.fields, change.fields);
  if (frozenAt !== undefined)
    return no(
      'frozen-field',
      `"${frozenAt}" is set when the record is made and can't be changed`,
      frozenAt,
    );
  const after = valuesOf(kind, merged.fields);
  const definition = kindOf(kind);
  if (!definition.write(actor, before && valuesOf(kind, before.fields), after)) {
    return no('forbidden', `your role may not make this change to "${kind}"`);
  }
  const missing = Object.entries(definition.fields).find(
    ([name, field]) => field.needed && after[name] === undefined,
  );
  if (missing)
    return no('incomplete', `"${missing[0]}" is missing; every ${kind} needs it`, missing[0]);
  return ok({ ...merged, kind });
}

/** Adults on duty and coordinators may erase; the same question as for a write, asked of the row that is there. */
function judgeErasure(
  actor: Actor,
  kind: Kind,
  change: WireRecord,
  before: Stored | undefined,
): Result<Merged & { kind: Kind }, Rejection> {
  const definition = kindOf(kind);
  const values = before && valuesOf(kind, before.fields);
  const allowed =
    change.scope === 'device' ||
    (actor.role !== 'mentor' && definition.write(actor, values, values ?? {}));
  if (!allowed) return no('forbidden', `your role may not erase "${kind}"`, ERASED);
  return ok({ ...merge(before?.fields ?? {}, change.fields), kind });
}

function parseRegisters(kind: Kind, fields: Fields): Result<undefined, Rejection> {
  const names = Object.keys(fields);
  if (names.length > MAX_REGISTERS)
    return no('bad-value', `the record has more than ${MAX_REGISTERS} fields`, 'fields');
  for (const name of names) {
    const [value, stamp] = fields[name]!;
    if (!isStamp(stamp)) return no('bad-stamp', `the stamp of "${name}" is not a stamp`, name);
    if (name === DELETED || name === ERASED) {
      if (typeof value !== 'boolean' || (name === ERASED && !value))
        return no('bad-value', `"${name}" must be true`, name);
      continue;
    }
    const problem = checkValue(kind, name, value);
    if (problem) return fail(problem);
  }
  return ok(undefined);
}

/** Checks one register's value against its field's schema. Also used by forms in the app to show an error at the field. */
export function checkValue(kind: Kind, name: string, value: unknown): Rejection | undefined {
  const { field: fieldName, key } = splitRegister(name);
  const fields = kindOf(kind).fields;
  const field = Object.hasOwn(fields, fieldName) ? fields[fieldName] : undefined;
  if (!field)
    return { code: 'unknown-field', message: `a ${kind} has no field "${fieldName}"`, path: name };
  const isMap = field.policy === 'map' || field.policy === 'set';
  if (isMap !== (key !== undefined) || (key !== undefined && !MAP_KEY.test(key))) {
    const shape = isMap
      ? `"${fieldName}.<key>", one register per key`
      : `"${fieldName}", without a key`;
    return { code: 'unknown-field', message: `write ${shape}`, path: name };
  }
  // A removed entry of a map is null; a set only grows.
  if (value === null && field.policy === 'map') return undefined;
  const result = z.safeParse(field.schema, value);
  if (result.success) return undefined;
  const issue = result.error.issues[0];
  const path = [name, ...(issue?.path ?? []).map(String)].join('.');
  if (issue?.message.startsWith('private-data:')) {
    const what = issue.message.slice('private-data:'.length);
    return {
      code: 'private-data',
      message: `"${name}" holds what must not be kept: ${what}; take it out`,
      path: name,
    };
  }
  return {
    code: 'bad-value',
    message: `"${path}": ${issue?.message ?? 'is not of the right form'}`,
    path,
  };
}

function changedFrozen(
  kind: Kind,
  before: Fields | undefined,
  incoming: Fields,
): string | undefined {
  if (!before) return undefined;
  return Object.keys(incoming).find((name) => {
    const old = before[name];
    return (
      old !== undefined &&
      kindOf(kind).fields[name]?.policy === 'frozen' &&
      !sameJson(old[0], incoming[name]![0])
    );
  });
}
