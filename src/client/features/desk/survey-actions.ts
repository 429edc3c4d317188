// Writes of the survey editor: publishing a draft and taking that back, and a file that becomes a draft. Called by its screens.
import { uuidv7 } from '#core/ids.ts';
import { fail, ok, type Result } from '#core/result.ts';
import type { Row } from '#device/database.ts';
import type { Device } from '#device/device.ts';
import {
  keepContentDraft,
  publishContent,
  type Registers,
  unpublishContent,
  type Written,
} from './content-draft.ts';
import { newSurvey, surveyBefore, surveyChange } from './survey-record.ts';

/** @param row the record as it stands, withdrawn or not; undefined for what never was public */
export async function publishSurvey(
  device: Device,
  id: string,
  row: Row<'survey'> | undefined,
  draft: Registers,
): Promise<Written> {
  const rows = await device.db.rows('survey').toArray();
  const last = Math.max(0, ...rows.map(({ order }) => order ?? 0));
  return publishContent(device, { kind: 'survey', id, row, draft }, surveyChange(row, draft), () =>
    newSurvey(id, draft, last),
  );
}

export const unpublishSurvey = (
  device: Device,
  id: string,
  row: Row<'survey'> | undefined,
  draft: Registers,
): Promise<Written> =>
  unpublishContent(device, { kind: 'survey', id, row, draft }, row ? surveyBefore(row, draft) : {});

/** A new survey that begins with these registers; answers its id. */
export async function draftSurvey(
  device: Device,
  registers: Registers,
): Promise<Result<string, { readonly code: string }>> {
  const id = uuidv7(device.now(), device.random);
  const done = await keepContentDraft('survey')(device, id, registers);
  return done.ok ? ok(id) : fail(done.error);
}
