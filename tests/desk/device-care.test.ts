// Who needs a look first: work that is only on one tablet before what mends itself.
import { describe, expect, test } from 'vitest';
import { byCare, newestVersion, type Reported, reasonsOf } from '#features/desk/device-care.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const DAY = 86_400_000;
const ago = (days: number): string => new Date(NOW - days * DAY).toISOString();
const fine: Reported = {
  name: 'Eleja 1',
  lastSeen: ago(0.1),
  unsent: 0,
  rejected: 0,
  storageUsed: 10,
  storageQuota: 100,
  clockOffsetMs: 2000,
  equal: true,
  version: '1.10.0',
  revoked: false,
};
const reasons = (part: Partial<Reported>): string[] =>
  reasonsOf({ ...fine, ...part }, NOW, '1.10.0');

describe('why somebody should look', () => {
  test.each<[string, Partial<Reported>, string[]]>([
    ['all is well', {}, []],
    ['refused work waits for a person', { rejected: 1 }, ['refused']],
    ['unsent work of today is ordinary', { unsent: 40 }, []],
    ['unsent work of a silent tablet is not', { unsent: 1, lastSeen: ago(4) }, ['stuck']],
    ['silent with nothing to send for two weeks', { lastSeen: ago(15) }, ['silent']],
    ['a holiday of ten days is no reason', { lastSeen: ago(10) }, []],
    ['never heard of', { lastSeen: null, unsent: null, equal: null }, ['never']],
    ['nearly full', { storageUsed: 81 }, ['full']],
    ['a browser that does not tell its room', { storageQuota: null }, []],
    ['a clock that lives an hour ahead', { clockOffsetMs: -3_600_000 }, ['clock']],
    ['the last exchange broke off', { equal: false }, ['unequal']],
    ['an old app, though 9 is a greater digit than 1', { version: '1.9.0' }, ['old']],
    ['what was taken away from trust asks for nothing', { revoked: true, rejected: 3 }, []],
  ])('%s', (_, part, expected) => {
    expect(reasons(part)).toEqual(expected);
  });
});

test('the most pressing first, then the one that was silent for longest', () => {
  const rows = [
    { ...fine, name: 'kārtībā' },
    { ...fine, name: 'sen', lastSeen: ago(30) },
    { ...fine, name: 'pilna', storageUsed: 95 },
    { ...fine, name: 'klusē', lastSeen: ago(20) },
    { ...fine, name: 'nepieņemti', rejected: 2 },
    { ...fine, name: 'nepieņemti un pilna', rejected: 2, storageUsed: 95 },
    { ...fine, name: 'kārtībā, sen', lastSeen: ago(1) },
  ];
  expect(byCare(rows, NOW).map(({ row }) => row.name)).toEqual([
    'nepieņemti un pilna',
    'nepieņemti',
    'pilna',
    'sen',
    'klusē',
    'kārtībā, sen',
    'kārtībā',
  ]);
});

test('the newest version is told by numbers, and a revoked tablet does not make the others old', () => {
  expect(newestVersion([fine, { ...fine, version: '1.9.9' }, { ...fine, version: null }])).toBe(
    '1.10.0',
  );
  const rows = [fine, { ...fine, version: '2.0.0', revoked: true }];
  expect(byCare(rows, NOW).flatMap(({ reasons: found }) => found)).toEqual([]);
});
