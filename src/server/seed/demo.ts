// Fills a new data folder with the demo's month, once: counted back from the day of its first start. Called by main.ts with --demo.
import { hashText, lanesHex } from '#core/hash.ts';
import { stampMs } from '#core/stamp.ts';
import { acceptChanges, systemSender } from '../store/accept.ts';
import type { Store, Writing } from '../store/store.ts';
import { starterContent, starterSites } from './content.ts';
import { type DemoDevice, type DemoMonth, demoMonth } from './demo-month.ts';

const DONE = 'demo-month';
const MB = 1024 * 1024;

/** @returns how many records were made; 0 when the month is there already */
export async function seedDemo(store: Store, nowMs: number): Promise<number> {
  if ((await store.read((reading) => reading.setting(DONE))) !== undefined) return 0;
  const content = starterContent();
  const month = demoMonth(content, starterSites(content), nowMs);
  return store.transaction(async (writing) => {
    await writing.lockScopes([...new Set(month.records.map(({ scope }) => scope))].toSorted());
    // Another server may have been quicker.
    if ((await writing.setting(DONE)) !== undefined) return 0;
    const { receipts, rejected } = await acceptChanges(writing, month.records, systemSender(nowMs));
    const [wrong] = rejected;
    if (wrong) throw new Error(`the demo made a ${wrong.kind} that is refused: ${wrong.message}`);
    for (const [i, device] of month.devices.entries())
      await addDevice(writing, month, device, i, nowMs);
    await writing.putSetting(DONE, new Date(nowMs).toISOString());
    return receipts.length;
  });
}

/** Tablets for the devices page. Nobody knows their tokens: what is stored as the hash is the hash of nothing. */
async function addDevice(
  writing: Writing,
  { records }: DemoMonth,
  device: DemoDevice,
  i: number,
  nowMs: number,
): Promise<void> {
  const enrolledAt = Math.min(
    ...Object.values(records[0]?.fields ?? {}).map(([, stamp]) => stampMs(stamp)),
  );
  const report = {
    unsent: i === 2 ? 7 : 0,
    rejected: 0,
    storageUsed: (18 + i) * MB,
    storageQuota: 2048 * MB,
    persisted: i !== 4,
    version: '0.1.0',
    clockOffsetMs: 0,
    digestMismatches: 0,
  };
  await writing.putDevice({
    id: device.id,
    name: device.name,
    person: device.person,
    enrolledAt,
    lastSeen: nowMs - i * i * 7_200_000 - 600_000,
    report,
  });
  await writing.addToken({
    hash: `demo-${lanesHex(hashText(device.id))}`,
    device: device.id,
    person: device.person,
    createdAt: enrolledAt,
    wipe: false,
    pulls: {},
  });
}
