// A clone installs with `npm ci` only when the lockfile names the binaries of every system.
import { expect, test } from 'vitest';
import { missingEntries } from '../src/tooling/lockfile.mjs';
import { textOf } from './support/sources.ts';

type Packages = Parameters<typeof missingEntries>[0];

test('the lockfile names the binaries of every system', () => {
  const { packages } = JSON.parse(textOf('package-lock.json')) as { packages: Packages };
  expect(Object.keys(missingEntries(packages)), 'Run: node src/tooling/lockfile.mjs').toEqual([]);
});

test('the lockfile names no registry, so that it installs from any', () => {
  expect(textOf('package-lock.json')).not.toMatch(/"resolved":/);
});

test('a left-out binary gets the system its name tells', () => {
  const packages = {
    'node_modules/tool': {
      version: '1.2.0',
      dev: true,
      optionalDependencies: {
        '@tool/linux-x64-musl': '1.2.0',
        '@tool/binding-win32-arm64-msvc': '1.2.0',
      },
    },
    'node_modules/@tool/linux-x64-musl': { version: '1.2.0' },
  };
  expect(missingEntries(packages)).toEqual({
    'node_modules/@tool/binding-win32-arm64-msvc': {
      version: '1.2.0',
      os: ['win32'],
      cpu: ['arm64'],
      dev: true,
      optional: true,
    },
  });
});
