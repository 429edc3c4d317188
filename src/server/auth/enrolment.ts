// From a person to a code, and from a code to a device with a token. Called by routes/invites.ts, routes/enrol.ts and the first start.
import { DAY_MS } from '#core/dates.ts';
import { type RandomBytes, uuidv7 } from '#core/ids.ts';
import { fail, ok, type Result } from '#core/result.ts';
import { makeStamp } from '#core/stamp.ts';
import { scopesOf } from '#sync/access.ts';
import { type EnrolAnswer, LIMITS } from '#sync/messages.ts';
import type { EnrolRequest } from '#sync/server-messages.ts';
import { isDeleted, registersOf, valuesOf } from '#sync/wire.ts';
import { acceptChanges, systemSender } from '../store/accept.ts';
import type { Reading, Writing } from '../store/store.ts';
import { loadStaff } from './actor.ts';
import { hashOf, hashOfCode, newCode, showCode } from './codes.ts';

/** `server`: 8 characters, this process's part of the stamps that it makes. */
export type Means = {
  readonly nowMs: number;
  readonly random: RandomBytes;
  readonly server: string;
};

/** The setting that names the first coordinator. */
export const FIRST_COORDINATOR = 'first-coordinator';

export type NewInvite = { readonly code: string; readonly expiresAt: number };

/** A code for a person. @param fixed a code that was chosen outside (SETUP_CODE); otherwise one is made */
export async function invite(
  writing: Writing,
  person: string,
  means: Means,
  fixed?: string,
): Promise<NewInvite> {
  const code = fixed === undefined ? newCode(means.random) : showCode(fixed);
  const expiresAt = means.nowMs + LIMITS.codeDays * DAY_MS;
  await writing.putInvite({ hash: hashOfCode(code), person, createdAt: means.nowMs, expiresAt });
  return { code, expiresAt };
}

export type EnrolRefusal = {
  readonly code: 'code-unknown' | 'code-used' | 'code-expired';
  readonly message: string;
};
export type Enrolled = {
  readonly answer: EnrolAnswer;
  readonly scopes: readonly { readonly scope: string; readonly seq: number }[];
};

/** Takes the code and gives a token, once. */
export async function enrol(
  writing: Writing,
  request: EnrolRequest,
  means: Means,
): Promise<Result<Enrolled, EnrolRefusal>> {
  const hash = hashOfCode(request.code);
  // Whoever guesses takes no lock.
  if (!(await writing.invite(hash)))
    return fail({ code: 'code-unknown', message: 'this code is not known; look at it once more' });
  // One enrolment at a time, here and in every other process: a code works once.
  await writing.lockScopes(['org']);
  const found = await writing.invite(hash);
  if (!found)
    return fail({ code: 'code-unknown', message: 'this code is not known; look at it once more' });
  if (found.usedAt !== undefined)
    return fail({
      code: 'code-used',
      message: 'this code was used already; ask the coordinator for a new one',
    });
  if (found.expiresAt <= means.nowMs)
    return fail({
      code: 'code-expired',
      message: 'this code has expired; ask the coordinator for a new one',
    });
  const staff = await loadStaff(writing, found.person);
  if (!staff)
    return fail({
      code: 'code-expired',
      message: 'the person of this code no longer works here; ask the coordinator for a new one',
    });
  const name = request.device.name.trim() === '' ? request.device.id : request.device.name.trim();
  const scopes = await recordDevice(
    writing,
    { id: request.device.id, name, person: found.person },
    means,
  );
  await writing.putInvite({ ...found, usedAt: means.nowMs });
  // Servers that start together each print a code for the first coordinator: the first one used takes the others away.
  if (
    found.person === (await writing.setting(FIRST_COORDINATOR)) &&
    (await writing.tokens({ person: found.person })).length === 0
  )
    await writing.removeInvitesOf(found.person, means.nowMs + 1);
  await writing.putDevice({
    id: request.device.id,
    name,
    person: found.person,
    enrolledAt: means.nowMs,
  });
  const token = Buffer.from(means.random(32)).toString('base64url');
  await writing.addToken({
    hash: hashOf(token),
    device: request.device.id,
    person: found.person,
    createdAt: means.nowMs,
    wipe: false,
    pulls: {},
  });
  return ok({
    scopes,
    answer: {
      token,
      person: staff.person,
      device: { id: request.device.id, name },
      org: { name: await organisationName(writing) },
      sites: [...staff.sites],
      scopes: scopesOf(staff.actor),
    },
  });
}

/** The device's own record, so that everybody at the desk calls the tablet by the same name. */
async function recordDevice(
  writing: Writing,
  device: { id: string; name: string; person: string },
  means: Means,
): Promise<Enrolled['scopes']> {
  // Nearly always it is a new one, which no record can speak of: then the records of all tablets need not be read.
  const known =
    (await writing.device(device.id)) &&
    (await writing.list('org', 'device')).find(
      (record) => !isDeleted(record.fields) && record.fields['deviceId']?.[0] === device.id,
    );
  const stamp = makeStamp(means.nowMs, 0, means.server);
  const fields = registersOf(
    'device',
    { name: device.name, deviceId: device.id, personId: device.person },
    stamp,
  );
  const id = known?.id ?? uuidv7(means.nowMs, means.random);
  const { scopes } = await acceptChanges(
    writing,
    [{ kind: 'device', id, scope: 'org', fields }],
    systemSender(means.nowMs),
  );
  return scopes;
}

export async function organisationName(reading: Reading): Promise<string> {
  const [record] = await reading.list('org', 'organisation');
  const name = record && valuesOf('organisation', record.fields)['name'];
  return typeof name === 'string' ? name : '';
}
