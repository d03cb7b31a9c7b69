// What is said of a parcel when it leaves.
import * as z from 'zod';
import type { Store } from '../../stores/stores.ts';
import { optionalLine } from '../../web/lines.ts';
import { carriersOf, isCodeOf, longestCode } from './carriers.ts';

/** A carrier that the store sends with, by its key, and a code that may be one of theirs; each may be empty. */
export function parcelSchema(store: Store) {
  return z
    .object({
      carrier: z.enum(['', ...carriersOf(store).map(({ value }) => value)], 'invalid').prefault(''),
      trackingCode: optionalLine(longestCode).prefault(''),
    })
    .refine(({ carrier, trackingCode }) => trackingCode === '' || isCodeOf(carrier, trackingCode), {
      path: ['trackingCode'],
      message: 'tracking_code_invalid',
    });
}
