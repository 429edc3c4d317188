// The desk's staff: what a place taken away from a person leaves in the record.
// First of all: it puts an IndexedDB into memory, which the database looks for when it is loaded.
import { ambassador, PLACE, testDevice } from '#tests/support/device.ts';
import { expect, test } from 'vitest';
import { addPerson, changePerson } from '#features/desk/desk-actions.ts';

const coordinator = {
  ...ambassador,
  person: { ...ambassador.person, role: 'coordinator' as const },
};

test('a place taken away from a person is gone from the record', async () => {
  const device = await testDevice({
    clock: { now: Date.UTC(2026, 4, 14, 12) },
    identity: coordinator,
  });
  const form = {
    displayName: ' Anna ',
    role: 'mentor',
    sites: [PLACE, 'other'],
    minor: true,
  } as const;
  const made = await addPerson(device, form);
  if (!made.ok) throw new Error(made.error.message);
  const row = (await device.db.rows('person').get(made.value))!;
  expect(row).toMatchObject({
    displayName: 'Anna',
    minor: true,
    sites: { [PLACE]: true, other: true },
  });
  await changePerson(device, { ...form, sites: ['other'] }, row);
  expect((await device.db.rows('person').get(made.value))!.sites).toEqual({ other: true });
});
