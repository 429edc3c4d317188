// Writes of the scam cards' desk: drafts, publishing and taking it back. Withdrawing is an ordinary delete, which can be undone.
import { derivedId } from '#core/derived-id.ts';
import type { Json } from '#core/json.ts';
import type { Row } from '#device/database.ts';
import type { Device } from '#device/device.ts';
import { alteration, creation, type Patch } from '#device/write.ts';
import type { Written } from './desk-actions.ts';
import { beforePublishing, newCard, patchOf, type Registers } from './scam-card-form.ts';

type CardRow = Row<'scam-card'>;

/** One draft a card, whoever begins it on whichever laptop. */
export const cardDraftId = (cardId: string): string => derivedId(`draft scam-card ${cardId}`);

/** Keeps unpublished registers; `null` drops one. */
export async function keepCardDraft(
  device: Device,
  cardId: string,
  values: Readonly<Record<string, Json | null>>,
): Promise<Written> {
  const id = cardDraftId(cardId);
  // Asked of the database, not of the screen: two quick writes must not both think that they are the first.
  if (await device.db.rows('draft').get(id)) return device.change('draft', id, { values });
  const told = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  return device.writeAll([
    creation('draft', id, 'org', { targetKind: 'scam-card', targetId: cardId, values: told }),
  ]);
}

const emptied = (draft: Registers): Record<string, null> =>
  Object.fromEntries(Object.keys(draft).map((register) => [register, null]));

/**
 * The draft goes into the public card, new or not; all tablets pull it with their next sync. A withdrawn card comes back with it.
 * @param card the record as it stands, withdrawn or not; undefined for a card that never was public
 */
export async function publishCard(
  device: Device,
  id: string,
  card: CardRow | undefined,
  draft: Registers,
  today: string,
): Promise<Written> {
  const drafted = Object.keys(draft).length > 0;
  const done = await device.writeAll([
    ...(card ? [] : [creation('scam-card', id, 'public', newCard(id, draft, today))]),
    ...(card && drafted ? [alteration('scam-card', id, patchOf(draft) as Patch<'scam-card'>)] : []),
    ...(drafted ? [alteration('draft', cardDraftId(id), { values: emptied(draft) })] : []),
  ]);
  return done.ok && card?.deleted ? device.restore('scam-card', id) : done;
}

/** Takes a publishing back: the card says again what it said, or is withdrawn when it was not public, and the words are a draft again. */
export async function unpublishCard(
  device: Device,
  id: string,
  before: CardRow | undefined,
  draft: Registers,
): Promise<Written> {
  const drafted = Object.keys(draft).length > 0;
  const done = await device.writeAll([
    ...(before && drafted
      ? [
          alteration(
            'scam-card',
            id,
            patchOf(beforePublishing(before, draft)) as Patch<'scam-card'>,
          ),
        ]
      : []),
    ...(drafted ? [alteration('draft', cardDraftId(id), { values: draft })] : []),
  ]);
  return done.ok && (!before || before.deleted) ? device.remove('scam-card', id) : done;
}

export const dropCardDraft = (device: Device, id: string, draft: Registers): Promise<Written> =>
  device.change('draft', cardDraftId(id), { values: emptied(draft) });
