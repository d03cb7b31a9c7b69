// Fields of forms as schemas: what a line of text may be, and the names of what can be wrong with it.
import * as z from 'zod';

/** What can be wrong with a field: the keys of `problems` in the locales. */
const fieldProblems = [
  'required',
  'invalid',
  'too_long',
  'email_invalid',
  'email_same',
  'staff_known',
  'email_known',
  'phone_invalid',
  'vat_id_invalid',
  'birth_date_invalid',
  'date_invalid',
  'number_invalid',
  'whole_invalid',
  'number_range',
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
  'password_differs',
  'code_wrong',
  'amount_invalid',
  'tracking_code_invalid',
  'group_known',
  'group_gone',
  'rule_empty',
  'points_invalid',
  'points_too_few',
  'quantity_invalid',
  'slug_invalid',
  'slug_known',
  'none_ticked',
  'groups_none',
  'countries_none',
  'until_before_from',
  'price_or_percent',
  'product_unknown',
  'slug_required',
  'price_invalid',
  'sku_known',
  'hostname_invalid',
  'hostname_known',
  'picture_required',
  'picture_kind',
  'picture_broken',
  'picture_bytes',
  'picture_pixels',
  'iban_invalid',
  'bic_invalid',
  'place_taken',
  'key_invalid',
  'key_known',
  'list_full',
  'country_known',
  'number_format_invalid',
  'emails_many',
  'currency_invalid',
  'colour_invalid',
  'logo_kind',
  'logo_broken',
  'logo_bytes',
  'logo_pixels',
  'logo_shape',
  'logo_size',
  'logo_empty',
  'logo_complex',
  'day_over',
  'stock_short',
  'not_sold',
  'rebate_invalid',
  'rebate_too_high',
  'template_flawed',
  'trigger_taken',
  'after_taken',
  'after_gone',
  'after_itself',
  'after_required',
  'days_range',
  'document_not_then',
  'partner_known',
  'url_refused',
  'webhooks_too_many',
] as const;
export type FieldProblem = (typeof fieldProblems)[number];

/** Whether a message of a schema is one of these names. */
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

/**
 * Text of several lines, trimmed, NFC, at most `max` characters; may be empty. Control characters other than line ends and tabs are
 * refused, and what turns the direction of the text around it.
 */
export function optionalText(max: number) {
  return multiline(z.string().max(max, 'too_long'));
}

/** The same that must not be empty. */
export function requiredText(max: number) {
  return multiline(z.string().min(1, 'required').max(max, 'too_long'));
}

function multiline(text: z.ZodString) {
  return z
    .string('invalid')
    .trim()
    .normalize('NFC')
    .transform((typed) => typed.replaceAll('\r\n', '\n'))
    .pipe(text.regex(/^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]*$/, 'invalid'));
}

/** A box to tick. */
export const tick = z
  .literal('on', 'invalid')
  .optional()
  .transform((box) => box === 'on');

/** A parameter of an address: what cannot be used is passed over, so that an old link still shows something. */
export function orNot<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().catch(undefined);
}

/** A field that is not asked for: whatever is sent in it is not looked at. */
export const notAsked = z
  .unknown()
  .optional()
  .transform(() => '');
