// The organisation's key for parcels between tablets, and the certificates that it signs. Called by routes/certificate.ts.
// The private half stays in the store's settings: whoever can read the database could also write any record.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { DAY_MS } from '#core/dates.ts';
import { fromBase32, toBase32 } from '#sync/parcel-code.ts';
import {
  CERTIFICATE_DAYS,
  type CertificateAnswer,
  type CertificateBody,
  certificateWords,
  fingerprint,
} from '#sync/parcel-certificate.ts';
import type { Store } from '../store/store.ts';
import type { Session } from './session.ts';

const SETTING = 'parcel-key';

/** The uncompressed point of a P-256 key. */
function pointOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
}

/** Whether the text names a point of the curve. */
export function isPublicKey(text: string): boolean {
  const point = Buffer.from(fromBase32(text) ?? []);
  if (point.length !== 65 || point[0] !== 4) return false;
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) =>
    half.toString('base64url'),
  );
  try {
    createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y! }, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}

/** Made at first use; of several processes that begin at once the first one's stays. */
async function organisationKey(store: Store): Promise<KeyObject> {
  const kept = await store.read((reading) => reading.setting(SETTING));
  if (kept !== undefined) return createPrivateKey(kept);
  const made = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const text = made.export({ format: 'pem', type: 'pkcs8' });
  const stays = await store.transaction(async (writing) => {
    await writing.lockScopes(['org']);
    const other = await writing.setting(SETTING);
    if (other === undefined) await writing.putSetting(SETTING, text);
    return other ?? text;
  });
  return createPrivateKey(stays);
}

/** Says of a signed-in tablet who holds it, for half a year. @param publicKey the tablet's own, a point in base32 */
export async function certify(
  store: Store,
  { token, person, actor, sites }: Session,
  publicKey: string,
  nowMs: number,
): Promise<CertificateAnswer> {
  const key = await organisationKey(store);
  const point = pointOf(createPublicKey(key));
  const body: CertificateBody = {
    format: 1,
    by: fingerprint(createHash('sha256').update(point).digest('hex')),
    device: token.device,
    person: person.id,
    personName: person.displayName,
    role: person.role,
    sites: actor.role === 'coordinator' ? [] : sites.map(({ id }) => id),
    publicKey,
    from: nowMs,
    until: nowMs + CERTIFICATE_DAYS * DAY_MS,
  };
  const text = JSON.stringify(body);
  const signature = sign('sha256', Buffer.from(certificateWords(text)), {
    key,
    dsaEncoding: 'ieee-p1363',
  });
  return {
    certificate: { body: text, signature: toBase32(signature) },
    organisationKey: toBase32(point),
  };
}
