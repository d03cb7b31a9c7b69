// Fields of forms as schemas: what a line of text may be, and the names of what can be wrong with it.
import * as z from 'zod';

/** What can be wrong with a field: the keys of `problems` in the locales. */
export const fieldProblems = [
  'required',
  'invalid',
  'too_long',
  'email_invalid',
  'email_same',
  'phone_invalid',
  'postal_code_invalid',
  'one_line',
  'password_too_short',
  'password_too_long',
  'password_common',
  'password_contextual',
  'password_weak',
  'password_wrong',
  'password_same',
] as const;
export type FieldProblem = (typeof fieldProblems)[number];

export function isFieldProblem(message: string): message is FieldProblem {
  return fieldProblems.some((problem) => problem === message);
}

/** One line of text, trimmed, NFC, at most `max` characters; may be empty. Control characters and line ends are refused. */
export function optionalLine(max: number) {
  return z
    .string('invalid')
    .trim()
    .normalize('NFC')
    .max(max, 'too_long')
    .regex(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/, 'one_line');
}

/** One line that must not be empty. */
export function requiredLine(max: number) {
  return optionalLine(max).min(1, 'required');
}

/** A phone number as people write it; may be empty. */
export const phone = optionalLine(40).regex(/^(\+?[0-9 ()./-]{5,40})?$/, 'phone_invalid');
