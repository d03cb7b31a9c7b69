// Phone numbers, by Google's numbering data (libphonenumber). One number has one spelling, whatever country it was typed in:
// international notation by ITU-T E.123, which is also how pages show it.
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import * as z from 'zod';
import { optionalLine } from '../web/lines.ts';

/** The most characters of a number as it is typed. */
export const longestPhone = 40;

/**
 * A phone number as somebody types it in this country (ISO 3166-1), as `+420 601 123 456`; may be empty. Its length must be
 * one that the country has: ranges are not checked, since new ones are handed out before any data knows them.
 */
export function phoneIn(country: string) {
  const home = isSupportedCountry(country) ? { defaultCountry: country } : {};
  return optionalLine(longestPhone).transform((typed, context) => {
    if (typed === '') return '';
    const number = parsePhoneNumberFromString(typed, { ...home, extract: false });
    if (number?.isPossible()) return number.formatInternational();
    context.addIssue({ code: 'custom', message: 'phone_invalid' });
    return z.NEVER;
  });
}
