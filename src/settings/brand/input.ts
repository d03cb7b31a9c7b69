// The brand as it is typed and sent.
import * as z from 'zod';
import { requiredLine } from '../../web/lines.ts';

/** `#1f5f7a`, or as it is copied from elsewhere: without the sign, in capitals, or in three digits. Problem: `colour_invalid`. */
const colour = requiredLine(20)
  .prefault('')
  .transform((typed) => typed.toLowerCase().replace(/^#/, ''))
  .refine((typed) => /^([0-9a-f]{3}){1,2}$/.test(typed), 'colour_invalid')
  .transform((typed) => `#${typed.length === 3 ? typed.replaceAll(/./g, '$&$&') : typed}`);

/** The form of the colour. */
export const colourSchema = z.object({ 'shop.brandColour': colour });

/** The form of the logo. Problem: `picture_required`. */
export const logoSchema = z.object({
  logo: z.instanceof(File, { error: 'picture_required' }).refine((file) => file.size > 0, 'picture_required'),
});
