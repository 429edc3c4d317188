// How Chromium is started in tests and benches: quiet, with a fresh profile each time.
// The tooling found the browser before and left its path in CHROMIUM_PATH.

export function chromiumPath(): string {
  const path = process.env['CHROMIUM_PATH'];
  if (path === undefined)
    throw new Error('CHROMIUM_PATH is not set: run this by npm test or npm run bench');
  return path;
}

export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
