// A place where people get help or a device. Facts with their source; `verified` only when somebody of ours was there.
import * as z from 'zod/mini';
import { contentAccess, contentFields } from './content.ts';
import { defineRecord } from './define-record.ts';
import { day, last, map, mediaAddress, optional, text } from './fields.ts';

const degrees = (limit: number): z.ZodMiniNumber =>
  z.number().check(z.minimum(-limit), z.maximum(limit));

export const place = defineRecord({
  kind: 'place',
  ...contentAccess,
  fields: {
    ...contentFields,
    type: last(
      z.enum([
        'library',
        'service-point',
        'day-centre',
        'culture',
        'youth-centre',
        'school',
        'other',
      ]),
    ),
    parish: optional(last(text(80))),
    village: optional(last(text(80))),
    address: optional(last(text(160))),
    phone: optional(last(text(40))),
    email: optional(last(text(120))),
    website: optional(last(text(300))),
    hours: optional(last(text(400))),
    /** What one can get there: keys such as internet, computer, bills-help, printing. */
    services: optional(last(z.array(text(40)).check(z.maxLength(30)))),
    languages: optional(last(z.array(text(8)).check(z.maxLength(20)))),
    verified: last(z.boolean()),
    verifiedOn: optional(last(day())),
    /** Year that the address or hours were true for, when the source is old. */
    asOf: optional(last(text(20))),
    lat: optional(last(degrees(90))),
    lon: optional(last(degrees(180))),
    /** How near the point is: to the building, the village, the town, or not known. */
    precision: optional(last(z.enum(['building', 'village', 'city', 'unknown']))),
    /**
     * Pictures by what they show: `entrance`, `board`. Small ones, which every tablet keeps to be shown with no network. What is
     * to be seen stands in words in `text`, key `<language>.photo.entrance`.
     */
    media: map(mediaAddress()),
    /** The same pictures, larger: fetched when somebody wants to see one. */
    originals: map(mediaAddress()),
  },
  indexes: ['slug'],
});
