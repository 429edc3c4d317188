// GET /devices and POST /devices/:id/revoke: how each tablet stands, and closing one that was lost. For coordinators.
import { Hono } from 'hono';
import { type DeviceAnswer, revokeRequest } from '#sync/server-messages.ts';
import type { Device, Token } from '../store/store.ts';
import { readJson } from './body.ts';
import type { Env, ServerContext } from './context.ts';
import { Refusal } from './refusal.ts';
import { coordinatorOnly, signedIn } from './signed-in.ts';

const iso = (ms: number | undefined): string | null =>
  ms === undefined ? null : new Date(ms).toISOString();

function describe(device: Device, tokens: readonly Token[]): DeviceAnswer {
  const { report } = device;
  return {
    id: device.id,
    name: device.name,
    personId: device.person,
    enrolledAt: new Date(device.enrolledAt).toISOString(),
    lastSeen: iso(device.lastSeen),
    unsent: report?.unsent ?? null,
    rejected: report?.rejected ?? null,
    unsentMedia: report?.unsentMedia ?? null,
    storageUsed: report?.storageUsed ?? null,
    storageQuota: report?.storageQuota ?? null,
    persisted: report?.persisted ?? null,
    version: report?.version ?? null,
    clockOffsetMs: report?.clockOffsetMs ?? null,
    digestMismatches: report?.digestMismatches ?? null,
    equal: report?.equal ?? null,
    revoked: tokens.every((token) => token.revokedAt !== undefined),
    wipe: tokens.some((token) => token.wipe),
  };
}

export const devices = (context: ServerContext): Hono<Env> =>
  new Hono<Env>()
    .get('/devices', signedIn(context), coordinatorOnly, async (ask) => {
      const { all, tokens } = await context.store.read(async (reading) => ({
        all: await reading.devices(),
        tokens: Map.groupBy(await reading.tokens(), (token) => token.device),
      }));
      const list = all.map((device) => describe(device, tokens.get(device.id) ?? []));
      ask.header('cache-control', 'no-store');
      return ask.json({ devices: list });
    })
    .post('/devices/:id/revoke', signedIn(context), coordinatorOnly, async (ask) => {
      const id = ask.req.param('id');
      const { wipe = false } = await readJson(ask, revokeRequest);
      const answer = await context.store.transaction(async (writing) => {
        const device = await writing.device(id);
        if (!device) throw new Refusal('not-found', 'there is no device with this id');
        await writing.revoke(id, context.now(), wipe);
        return describe(device, await writing.tokens({ device: id }));
      });
      context.pokes.publish({ about: 'device', device: id });
      ask.header('cache-control', 'no-store');
      return ask.json(answer);
    });
