// What people type into the form of an address, checked by the rules of the country that they chose.
import * as z from 'zod';
import { optionalLine, phone, requiredLine } from '../../web/lines.ts';
import { formatOf, postalCodeOf, type AddressField } from './formats.ts';

/** A field that the country does not have: whatever is sent in it is not looked at. */
const dropped = z
  .unknown()
  .optional()
  .transform(() => '');

const tick = z
  .literal('on', 'invalid')
  .optional()
  .transform((box) => box === 'on');

/** An address in one of these countries (ISO codes). Fields that its country does not have come out empty. */
export function addressSchema(countries: readonly string[]) {
  return z.looseObject({ country: z.enum(countries, 'invalid') }).transform((typed, context) => {
    const result = schemaOf(typed.country).safeParse(typed);
    if (result.success) return result.data;
    for (const { path, message } of result.error.issues) context.addIssue({ code: 'custom', path, message });
    return z.NEVER;
  });
}

export type AddressInput = z.output<ReturnType<typeof schemaOf>>;

function schemaOf(country: string) {
  const { fields, required, regions } = formatOf(country);
  const line = (field: AddressField, longest = 100) =>
    (required.includes(field) ? requiredLine(longest) : optionalLine(longest)).prefault('');
  const fieldOf = (field: AddressField) => (fields.includes(field) ? line(field) : dropped);
  const isListed = (region: string) => regions.length === 0 || regions.some(({ value }) => value === region);
  return z.object({
    name: fieldOf('name'),
    company: fieldOf('company'),
    line1: fieldOf('line1'),
    line2: fieldOf('line2'),
    postalCode: fields.includes('postalCode') ? postalCode(country, line('postalCode', 20)) : dropped,
    city: fieldOf('city'),
    region: fields.includes('region')
      ? line('region').refine((region) => region === '' || isListed(region), 'invalid')
      : dropped,
    country: z.literal(country),
    phone: phone.prefault(''),
    isDefaultBilling: tick,
    isDefaultDelivery: tick,
  });
}

/** The code as the country writes it. */
function postalCode(country: string, line: z.ZodType<string>) {
  return line.transform((typed, context) => {
    const code = typed === '' ? '' : postalCodeOf(country, typed);
    if (code !== null) return code;
    context.addIssue({ code: 'custom', message: 'postal_code_invalid' });
    return z.NEVER;
  });
}
