// Headers on every answer that close what a browser would otherwise allow. Used by app.ts.
import type { MiddlewareHandler } from 'hono';
import type { Env } from './routes/context.ts';

/** Nothing from elsewhere, nothing inline, text only as text. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self' blob:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  // The service worker, the worker that reads QR codes, and the one that packs.
  'trusted-types vestnesis vestnesis-codes vestnesis-packing',
].join('; ');

/** Camera reads QR codes, the microphone records stories, the position sets a place's pin. */
const OWN = ['camera', 'microphone', 'geolocation'];
const NONE = [
  'accelerometer', 'autoplay', 'browsing-topics', 'display-capture', 'encrypted-media', 'fullscreen', 'gyroscope', 'hid',
  'magnetometer', 'midi', 'payment', 'picture-in-picture', 'publickey-credentials-get', 'screen-wake-lock', 'serial', 'usb', 'xr-spatial-tracking',
]; // prettier-ignore
const PERMISSIONS = [
  ...OWN.map((name) => `${name}=(self)`),
  ...NONE.map((name) => `${name}=()`),
].join(', ');

export const securityHeaders: MiddlewareHandler<Env> = async (ask, next) => {
  await next();
  const { headers } = ask.res;
  headers.set('content-security-policy', CONTENT_SECURITY_POLICY);
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'no-referrer');
  headers.set('permissions-policy', PERMISSIONS);
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('cross-origin-resource-policy', 'same-origin');
  headers.set('x-frame-options', 'DENY');
  // Only behind https: over plain http it is void, and on a tester's localhost it would lock the port.
  if (ask.req.header('x-forwarded-proto')?.split(',')[0]?.trim() === 'https') {
    headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  }
};
