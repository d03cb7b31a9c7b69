// What people type into the form of an address, checked by the rules of the country that they chose.
import * as z from 'zod';
import type { FormState } from '../../web/forms.ts';
import { notAsked, optionalLine, requiredLine, tick } from '../../web/lines.ts';
import { phoneIn } from '../phones.ts';
import { formatOf, longestOf, postalCodeOf, type AddressField } from './formats.ts';

/** An address in one of these countries (ISO codes). Fields that its country does not have come out empty. */
export function addressSchema(countries: readonly string[]) {
  return z.looseObject({ country: z.enum(countries, 'invalid') }).transform((typed, context) => {
    const result = schemaOf(typed.country).safeParse(typed);
    if (result.success) return result.data;
    for (const { path, message } of result.error.issues) context.addIssue({ code: 'custom', path, message });
    return z.NEVER;
  });
}

/** What the names of the fields begin with in a form that has an address of each kind. */
export const prefixes = { delivery: 'delivery_', billing: 'billing_' } as const;

/** The same of fields whose names begin with `prefix`. */
export function prefixedAddress(prefix: string, countries: readonly string[]) {
  return z.looseObject({}).transform((typed, context) => {
    const own = Object.entries(typed).filter(([name]) => name.startsWith(prefix));
    const fields = Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value]));
    const result = addressSchema(countries).safeParse(fields);
    if (result.success) return result.data;
    for (const { path, message } of result.error.issues) {
      context.addIssue({ code: 'custom', path: [`${prefix}${String(path[0])}`], message });
    }
    return z.NEVER;
  });
}

export type AddressInput = z.output<ReturnType<typeof schemaOf>>;

/** The address itself, without whether it is to be a default of the book. */
export function addressAlone({ isDefaultBilling: _, isDefaultDelivery: __, ...address }: AddressInput) {
  return address;
}

function schemaOf(country: string) {
  const { fields, required, regions } = formatOf(country);
  const line = (field: AddressField) =>
    (required.includes(field) ? requiredLine : optionalLine)(longestOf(field)).prefault('');
  const fieldOf = (field: AddressField) => (fields.includes(field) ? line(field) : notAsked);
  const isListed = (region: string) => regions.length === 0 || regions.some(({ value }) => value === region);
  return z.object({
    name: fieldOf('name'),
    company: fieldOf('company'),
    line1: fieldOf('line1'),
    line2: fieldOf('line2'),
    postalCode: fields.includes('postalCode') ? postalCode(country, line('postalCode')) : notAsked,
    city: fieldOf('city'),
    region: fields.includes('region')
      ? line('region').refine((region) => region === '' || isListed(region), 'invalid')
      : notAsked,
    country: z.literal(country),
    phone: phoneIn(country).prefault(''),
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

/** Whether the button beside the country was pressed: it asks for the fields of another country and saves nothing. */
export function onlyChoosesCountry(form: FormState): boolean {
  return form.values.step === 'country';
}

/** What was typed, before anybody says what is wrong with it. */
export function untried({ values }: FormState): FormState {
  return { values, problems: {} };
}
