// Writes of the editor of lessons, paths and to-do templates: publishing a draft and taking that back. Called by ContentEditScreen.
import type { Row } from '#device/database.ts';
import type { Device } from '#device/device.ts';
import { publishContent, type Registers, unpublishContent, type Written } from './content-draft.ts';
import { beforeChange, changeOf, newContent } from './content-form.ts';
import type { AuthoredKind } from './content-keys.ts';

/** The greatest place in the list that is taken: what is new comes after it. */
async function lastPlace(device: Device, kind: AuthoredKind): Promise<number> {
  const rows = await device.db.rows(kind).toArray();
  return Math.max(0, ...rows.flatMap((row) => (typeof row.order === 'number' ? [row.order] : [])));
}

/** @param row the record as it stands, withdrawn or not; undefined for what never was public */
export async function publishDraft<K extends AuthoredKind>(
  device: Device,
  kind: K,
  id: string,
  row: Row<K> | undefined,
  draft: Registers,
): Promise<Written> {
  const last = await lastPlace(device, kind);
  return publishContent(device, { kind, id, row, draft }, changeOf(kind, row, draft), () =>
    newContent(kind, id, draft, last),
  );
}

export const unpublishDraft = <K extends AuthoredKind>(
  device: Device,
  kind: K,
  id: string,
  before: Row<K> | undefined,
  draft: Registers,
): Promise<Written> =>
  unpublishContent(
    device,
    { kind, id, row: before, draft },
    before ? beforeChange(kind, before, draft) : {},
  );
