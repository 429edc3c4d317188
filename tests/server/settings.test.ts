// Settings from the environment: what stands when nothing is set, and one clear sentence for each mistake.
import { expect, test } from 'vitest';
import { plainCode, showCode } from '#server/auth/codes.ts';
import { addressOfServer, greeting } from '#server/greeting.ts';
import { readSettings } from '#server/settings.ts';

test('nothing set, or set to nothing: this machine alone, port 8080, ./data', () => {
  const expected = { port: 8080, host: '127.0.0.1', dataDir: './data', orgName: 'Vēstnesis' };
  expect(readSettings({ HOME: '/root' })).toEqual({ ok: true, value: expected });
  expect(readSettings({ PORT: '', SETUP_CODE: '', DATABASE_URL: '', GEO_PACK: '' })).toEqual({
    ok: true,
    value: expected,
  });
});

test('everything set', () => {
  const env = {
    PORT: '0',
    HOST: '0.0.0.0',
    DATA_DIR: '/srv',
    SETUP_CODE: 'abcd-1234',
    ORG_NAME: ' Novads ',
    GEO_PACK: '/srv/geo',
  };
  expect(readSettings(env)).toEqual({
    ok: true,
    value: {
      port: 0,
      host: '0.0.0.0',
      dataDir: '/srv',
      setupCode: 'abcd-1234',
      orgName: 'Novads',
      geoPack: '/srv/geo',
    },
  });
});

test.each([
  ['PORT', 'http'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['HOST', 'not a host'],
  ['SETUP_CODE', 'short'],
  ['SETUP_CODE', 'kods-ārēj'],
  ['ORG_NAME', 'x'.repeat(121)],
  ['DATABASE_URL', 'mysql://x'],
  ['DATABASE_URL', 'postgres://x'],
])('%s=%s is named in one sentence', (name, value) => {
  const result = readSettings({ [name]: value });
  expect(result.ok).toBe(false);
  if (!result.ok) expect(result.error).toMatch(new RegExp(`^The setting ${name} [^\\n]+\\.$`));
});

test('codes are shown in fours and read forgivingly', () => {
  expect(showCode('test0001')).toBe('TEST-0001');
  expect(plainCode(' oIl0-abcd ')).toBe('0110ABCD');
});

test('a start prints the address, and the code with its link and QR while it is needed', () => {
  const first = greeting('http://127.0.0.1:8080', '1.0.0', 'ABCD-1234', false);
  expect(first).toContain('http://127.0.0.1:8080/enrol#ABCD-1234');
  expect(first).toMatch(/[▀▄█]{5}/);
  expect(greeting('http://127.0.0.1:8080', '1.0.0', undefined, false)).toBe(
    'Vēstnesis 1.0.0 is running at http://127.0.0.1:8080/',
  );
  expect(greeting('http://127.0.0.1:8080', '1.0.0', undefined, true)).toContain('PARAUGS');
  expect(addressOfServer('::1', 80)).toBe('http://[::1]:80');
  expect(addressOfServer('0.0.0.0', 80)).toMatch(/^http:\/\/\d+\.\d+\.\d+\.\d+:80$/);
});
