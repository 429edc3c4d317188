// Writes of the scam cards' desk: drafts, publishing and taking it back. Called by ScamCardEditScreen.
import type { Row } from '#device/database.ts';
import type { Device } from '#device/device.ts';
import {
  contentDraftId,
  dropContentDraft,
  keepContentDraft,
  publishContent,
  type Registers,
  unpublishContent,
  type Written,
} from './content-draft.ts';
import { beforePublishing, newCard, patchOf } from './scam-card-form.ts';

type CardRow = Row<'scam-card'>;

export const cardDraftId = (cardId: string): string => contentDraftId('scam-card', cardId);
export const keepCardDraft = keepContentDraft('scam-card');

/** @param card the record as it stands, withdrawn or not; undefined for a card that never was public */
export const publishCard = (
  device: Device,
  id: string,
  card: CardRow | undefined,
  draft: Registers,
  today: string,
): Promise<Written> =>
  publishContent(device, { kind: 'scam-card', id, row: card, draft }, patchOf(draft), () =>
    newCard(id, draft, today),
  );

export const unpublishCard = (
  device: Device,
  id: string,
  before: CardRow | undefined,
  draft: Registers,
): Promise<Written> =>
  unpublishContent(
    device,
    { kind: 'scam-card', id, row: before, draft },
    before ? patchOf(beforePublishing(before, draft)) : {},
  );

export const dropCardDraft = (device: Device, id: string, draft: Registers): Promise<Written> =>
  dropContentDraft(device, 'scam-card', id, draft);
