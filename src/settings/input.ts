// Numbers as they are typed into settings.
import * as z from 'zod';
import { optionalLine, requiredLine } from '../web/lines.ts';

/** A whole number from `least` to `most`. Problems: `whole_invalid`, `number_range`. */
export function wholeTyped(least: number, most: number) {
  return whole(requiredLine(10), least, most).transform(Number);
}

/** The same, or nothing: null. */
export function wholeOrNothing(least: number, most: number) {
  return whole(optionalLine(10), least, most).transform((typed) => (typed === '' ? null : Number(typed)));
}

function whole(line: z.ZodType<string, string>, least: number, most: number) {
  return line
    .prefault('')
    .refine((typed) => /^\d*$/.test(typed), { message: 'whole_invalid', abort: true })
    .refine((typed) => typed === '' || (Number(typed) >= least && Number(typed) <= most), 'number_range');
}

/** One of these values. */
export function oneOf(values: readonly string[]) {
  return z.string('invalid').refine((typed) => values.includes(typed), 'invalid');
}
