// Fields of forms as schemas: what a line of text may be, and the names of what can be wrong with it.
import * as z from 'zod';

/** What can be wrong with a field: the keys of `problems` in the locales. */
export const fieldProblems = [
  'required',
  'invalid',
  'too_long',
  'email_invalid',
  'email_same',
  'staff_known',
  'phone_invalid',
  'vat_id_invalid',
  'birth_date_invalid',
  'date_invalid',
  'number_invalid',
  'whole_invalid',
  'percent_invalid',
  'tick_required',
  'postal_code_invalid',
  'one_line',
  'password_too_short',
  'password_too_long',
  'password_common',
  'password_contextual',
  'password_weak',
  'password_wrong',
  'password_same',
  'group_known',
  'rule_empty',
] as const;
export type FieldProblem = (typeof fieldProblems)[number];

export function isFieldProblem(message: string): message is FieldProblem {
  return fieldProblems.some((problem) => problem === message);
}

/**
 * One line of text, trimmed, NFC, at most `max` characters; may be empty. Control characters, line ends and what turns the
 * direction of the text around it are refused.
 */
export function optionalLine(max: number) {
  return z
    .string('invalid')
    .trim()
    .normalize('NFC')
    .max(max, 'too_long')
    .regex(/^[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]*$/, 'one_line');
}

/** One line that must not be empty. */
export function requiredLine(max: number) {
  return optionalLine(max).min(1, 'required');
}

/** A box to tick. */
export const tick = z
  .literal('on', 'invalid')
  .optional()
  .transform((box) => box === 'on');

/** A field that is not asked for: whatever is sent in it is not looked at. */
export const notAsked = z
  .unknown()
  .optional()
  .transform(() => '');
