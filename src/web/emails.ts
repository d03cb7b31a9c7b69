// E-mail addresses. Two spellings that differ in case, spaces or Unicode form are one address; it is shown as typed.
import * as z from 'zod';

/** The form in which addresses are compared: trimmed, NFC, lower case. */
export function emailKey(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

/** An address as typed, trimmed; the shape is checked after that. At most 254 characters (RFC 5321). */
export const emailSchema = z
  .string()
  .trim()
  .min(1, 'required')
  .pipe(z.email('email_invalid').max(254, 'email_invalid'))
  .transform((email) => email.normalize('NFC'));
