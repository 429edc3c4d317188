// Writes of the stories' desk: drafts, publishing and taking it back, files, and the withdrawal of a consent, which erases. Called by
// StoryEditScreen and its parts.
import { ok } from '#core/result.ts';
import type { Row } from '#device/database.ts';
import type { Device } from '#device/device.ts';
import { type Change, erasure } from '#device/write.ts';
import {
  contentDraftId,
  dropContentDraft,
  patchOf,
  publishContent,
  type Registers,
  unpublishContent,
  type Written,
} from './content-draft.ts';
import { beforePublishing, newStory } from './story-form.ts';

type StoryRow = Row<'story'>;

export const storyDraftId = (storyId: string): string => contentDraftId('story', storyId);

/** @param story the record as it stands, taken back or not; undefined for a story that never was public */
export const publishStory = (
  device: Device,
  id: string,
  story: StoryRow | undefined,
  draft: Registers,
  today: string,
): Promise<Written> =>
  publishContent(device, { kind: 'story', id, row: story, draft }, patchOf(draft), () =>
    newStory(id, draft, today),
  );

export const unpublishStory = (
  device: Device,
  id: string,
  before: StoryRow | undefined,
  draft: Registers,
): Promise<Written> =>
  unpublishContent(
    device,
    { kind: 'story', id, row: before, draft },
    before ? patchOf(beforePublishing(before, draft)) : {},
  );

export const dropStoryDraft = (device: Device, id: string, draft: Registers): Promise<Written> =>
  dropContentDraft(device, 'story', id, draft);

/**
 * The teller withdraws the consent: the story and its draft are erased, here at once and everywhere else at the next sync. With them
 * go their history on the server and every photo and sound that no other record names. Nothing brings them back.
 */
export async function withdrawStory(device: Device, id: string): Promise<Written> {
  const { db } = device;
  const draftId = storyDraftId(id);
  const changes: Change[] = [
    ...((await db.rows('story').get(id)) ? [erasure('story', id)] : []),
    ...((await db.rows('draft').get(draftId)) ? [erasure('draft', draftId)] : []),
  ];
  return changes.length === 0 ? ok(undefined) : device.writeAll(changes);
}
