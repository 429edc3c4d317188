// Who packed a parcel is proven with no network: by a certificate that the server signed, and by nothing else.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkSignature, renewCertificate, signerHere, trustedKeys } from '#device/carry-key.ts';
import { openParcel, sealParcel, signedLetter } from '#device/carry-seal.ts';
import type { Device } from '#device/device.ts';
import { shaOf } from '#device/media.ts';
import type { ParcelContent } from '#sync/parcel.ts';
import { CERTIFICATE_DAYS } from '#sync/parcel-certificate.ts';
import { type Field, openField } from '../support/field.ts';
import { seededBytes } from '../support/device.ts';

const DAY_MS = 86_400_000;
const CODE = 'K7QM-2R9X';
const random = seededBytes(3);

// Each seal stretches its code by 600,000 rounds, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 60_000 });

let field: Field;
beforeEach(async () => {
  field = await openField();
});
afterEach(() => field.close());

type Enrolled = Awaited<ReturnType<Field['enrolled']>>;
const renewed = ({ device, fetch }: Enrolled): Promise<boolean> =>
  renewCertificate(
    device.db,
    { fetch, now: device.now, origin: 'http://server.test' },
    device.identity.value!,
  );
/** An enrolled tablet that met the server once. */
async function proven(of: Field = field): Promise<Enrolled> {
  const tablet = await of.enrolled('ambassador');
  expect(await renewed(tablet)).toBe(true);
  return tablet;
}
const signerOf = async ({ db, identity, now }: Device) =>
  (await signerHere(db, identity.value!, now()))!;
const contentOf = ({ deviceId, identity }: Device, more: Partial<ParcelContent> = {}) =>
  ({
    format: 2,
    id: '0192f0c4-1b2a-7c3d-8e4f-5a6b7c8d9e66',
    schema: 1,
    madeAt: field.clock.now,
    org: { name: 'Novads' },
    from: {
      device: deviceId,
      deviceName: 'A',
      person: identity.value!.person.id,
      personName: 'Paraugs',
    },
    records: [],
    content: [],
    ...more,
  }) satisfies ParcelContent;
async function packed(device: Device, content = contentOf(device), media: Uint8Array[] = []) {
  return sealParcel(await signedLetter(content, media, await signerOf(device)), CODE, random);
}
const open = async (
  file: Uint8Array,
  device: Device,
  { nowMs = field.clock.now, code = CODE } = {},
) => openParcel(file, code, { keys: await trustedKeys(device.db), nowMs });

test('a sealed parcel opens with its code, however typed, and shows nothing without', async () => {
  const a = await proven();
  const file = await packed(a.device);
  expect(await open(file, a.device, { code: 'k7qm 2r9x' })).toMatchObject({
    ok: true,
    value: { content: contentOf(a.device) },
  });
  expect(new TextDecoder().decode(file)).not.toContain('Paraugs');
});

test('what a wrong code, a broken file and a strange file are told, each by its own name', async () => {
  const { device } = await proven();
  const file = await packed(device);
  const fault = async (bytes: Uint8Array, code = CODE) => {
    const opened = await open(bytes, device, { code });
    return opened.ok ? 'opened' : opened.error;
  };
  const changed = (at: number, to: (byte: number) => number): Uint8Array =>
    file.with(at, to(file.at(at) ?? 0));
  expect(await fault(file, 'K7QM-2R9Y')).toBe('wrong-code');
  expect(await fault(changed(file.length - 5, (byte) => byte ^ 1))).toBe('broken');
  expect(await fault(file.slice(0, -20))).toBe('broken');
  // The nonce is bound by the seal: changed, the file is not what the giver made.
  expect(await fault(changed(30, (byte) => byte ^ 1))).toBe('wrong-code');
  expect(await fault(new TextEncoder().encode('%PDF-1.7 something else'))).toBe('not-a-parcel');
  expect(await fault(changed(7, () => 9))).toBe('newer');
});

test('a colleague opens it with no network and knows who signed', async () => {
  const a = await proven();
  const b = await proven();
  const file = await packed(a.device);
  a.line.state = b.line.state = 'down';
  const opened = await open(file, b.device);
  expect(opened).toMatchObject({
    ok: true,
    value: {
      giver: { person: a.device.identity.value!.person.id, role: 'ambassador' },
      content: contentOf(a.device),
    },
  });
});

test('whoever knows the code can open it, but what they change is found out', async () => {
  const a = await proven();
  const b = await proven();
  const signer = await signerOf(a.device);
  const content = contentOf(a.device);
  const forged = { ...signer, sign: () => signer.sign(JSON.stringify(content)) };
  const other = { ...content, madeAt: content.madeAt + 1 };
  const file = await sealParcel(await signedLetter(other, [], forged), CODE, random);
  expect(await open(file, b.device)).toEqual({ ok: false, error: 'bad-signature' });
});

test("a certificate does not pass with somebody else's key, role or name", async () => {
  const a = await proven();
  const b = await proven();
  const [own, strange] = [await signerOf(a.device), await signerOf(b.device)];
  const stolen = { certificate: own.certificate, sign: strange.sign };
  const content = contentOf(a.device);
  const letters = [
    await signedLetter(content, [], stolen),
    await signedLetter(content, [], strange),
    await signedLetter(content, [], {
      ...own,
      certificate: {
        ...own.certificate,
        body: own.certificate.body.replace('"ambassador"', '"coordinator"'),
      },
    }),
  ];
  for (const letter of letters)
    expect(await open(await sealParcel(letter, CODE, random), b.device)).toEqual({
      ok: false,
      error: 'bad-signature',
    });
});

test("another organisation's parcel is known as such, however right its own signature", async () => {
  const elsewhere = await openField();
  const a = await proven(elsewhere);
  const b = await proven();
  expect(await open(await packed(a.device), b.device)).toEqual({
    ok: false,
    error: 'other-organisation',
  });
  await elsewhere.close();
});

test('after half a year without the server nobody takes it, and the giver is told before', async () => {
  const a = await proven();
  const b = await proven();
  const file = await packed(a.device);
  const late = field.clock.now + (CERTIFICATE_DAYS + 1) * DAY_MS;
  expect(await open(file, b.device, { nowMs: late })).toEqual({ ok: false, error: 'expired' });
  expect(await signerHere(a.device.db, a.device.identity.value!, late)).toBeUndefined();
  // One contact later it can give again.
  field.clock.now = late;
  expect(await renewed(a)).toBe(true);
  expect((await open(await packed(a.device), b.device)).ok).toBe(true);
});

test('a tablet that was never given the key takes nothing, and gives nothing', async () => {
  const a = await proven();
  const b = await field.enrolled('ambassador');
  expect(await open(await packed(a.device), b.device)).toEqual({ ok: false, error: 'no-key' });
  expect(await signerHere(b.device.db, b.device.identity.value!, field.clock.now)).toBeUndefined();
});

test('an unsigned parcel of an older app is named so', async () => {
  const a = await proven();
  const file = await packed(a.device);
  file[7] = 1;
  expect(await open(file, a.device)).toEqual({ ok: false, error: 'unsigned' });
});

test('pictures come along; one swapped or cut after signing spoils the parcel', async () => {
  const a = await proven();
  const b = await proven();
  const picture = new Uint8Array(seededBytes(9)(5000));
  const media = [{ sha: await shaOf(picture), size: picture.length, sent: false }];
  const content = contentOf(a.device, { media });
  const opened = await open(await packed(a.device, content, [picture]), b.device);
  if (!opened.ok) throw new Error(opened.error);
  expect(opened.value.media.get(media[0]!.sha)).toEqual(picture);
  const swapped = picture.slice();
  swapped[100] = (swapped[100] ?? 0) ^ 1;
  for (const files of [[swapped], [picture.slice(0, -1)], [], [picture, picture]])
    expect(await open(await packed(a.device, content, files), b.device)).toEqual({
      ok: false,
      error: 'bad-signature',
    });
});

test('the key stays the same, the certificate is asked for once a week or when the facts change', async () => {
  const a = await proven();
  const before = await signerOf(a.device);
  const asked = a.requests();
  expect(await renewed(a)).toBe(true);
  expect(a.requests()).toBe(asked);
  field.clock.now += 8 * DAY_MS;
  expect(await renewed(a)).toBe(true);
  expect(a.requests()).toBe(asked + 1);
  const after = await signerOf(a.device);
  expect(after.certificate).not.toEqual(before.certificate);
  const told = (text: string) => (JSON.parse(text) as { publicKey: string }).publicKey;
  expect(told(after.certificate.body)).toBe(told(before.certificate.body));
  const letter = { content: 'x', signature: await before.sign('x'), ...after };
  const keys = (await trustedKeys(a.device.db))!;
  expect((await checkSignature(letter, keys, field.clock.now)).ok).toBe(true);
});

test('only a signed-in tablet gets a certificate, and only for a key of the curve', async () => {
  const { device, fetch } = await field.enrolled('ambassador');
  const ask = async (publicKey: string, token = device.identity.value!.token) =>
    (
      await fetch('http://server.test/api/v1/certificate', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ publicKey }),
      })
    ).status;
  expect(await ask('0'.repeat(104), 'nobody')).toBe(401);
  expect(await ask('0'.repeat(104))).toBe(400);
  expect(await ask('A')).toBe(400);
});
